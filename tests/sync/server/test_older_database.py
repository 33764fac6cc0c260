"""A database of an older server: names are taken over, reports are folded anew with what they did not hold."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.report.figures import Scope
from sync.protocol.encoding import encode
from sync.protocol.rows import StaffRow
from sync.server.central import open_home
from sync.server.database import open_engine, reading, writing
from sync.server.migrate import migrate
from sync.server.reports.server_reports import ServerReports
from sync.server.tables import METADATA
from tests.sync.server.pages.office_world import make_world

RECEIPTS = METADATA.tables["report_receipt"]
NEW_COLUMNS = (
    ("report_receipt", "reasons"),
    ("report_deed", "kind"),
    ("report_deed", "operator_id"),
    ("report_deed", "approved"),
    ("value_hold", "pays_back"),
)
NEW_TABLES = (
    "staff_name",
    "shop_name",
    "tier_move",
    "customer_name",
    "offer_result",
    "goods_name",
    "waiting_message",
    "card_code_use",
)
NEW_INDEXES = ("ix_journal_of_action", "ix_journal_of_actor", "ix_operation_odd")


def as_it_was(home: Path) -> None:
    """The world of the pages, folded, in the shape of revision 0016."""
    central = open_home(home)
    ServerReports(central).fold()
    with writing(central.engine) as connection:
        gone = encode(StaffRow("op-gone", None, deleted=True))
        here = encode(StaffRow("op-here", Operator("op-here", "Зоя Л.", Role.CASHIER, "$argon2id$none")))
        for key, body in (("op-gone", gone), ("op-here", here)):
            row = {"key": key, "body": body, "number": 90_000 + len(body)}
            columns = "(stream, row_key, body, change_number) VALUES ('staff', :key, :body, :number)"
            connection.execute(text(f"INSERT INTO published {columns}"), row)
        for name in NEW_INDEXES:
            connection.execute(text(f"DROP INDEX {name}"))
        for name in NEW_TABLES:
            connection.execute(text(f"DROP TABLE {name}"))
        for table, column in NEW_COLUMNS:
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0016'"))
    central.close()


def test_the_step_to_names_and_reasons(tmp_path: Path) -> None:
    make_world(tmp_path / "server")
    as_it_was(tmp_path / "server")
    engine = open_engine(f"sqlite:///{tmp_path / 'server' / 'server.db'}")
    migrate(engine)
    with reading(engine) as connection:
        names = dict(map(tuple, connection.execute(text("SELECT operator_id, name FROM staff_name"))))
        assert names == {"operator-1": "Лидия", "operator-2": "Глеб", "op-here": "Зоя Л."}
        assert connection.execute(select(func.count()).select_from(RECEIPTS)).scalar_one() == 0
    engine.dispose()
    central = open_home(tmp_path / "server")
    reports = ServerReports(central)
    assert reports.fold() > 0
    today = central.today()
    assert reports.shifts(Scope(None, today - timedelta(days=365), today)).shifts_count == 3
    with reading(central.engine) as connection:
        told = connection.execute(select(func.count(RECEIPTS.c.reasons))).scalar_one()
    assert told == 21, "every sale of the world has a discount by a rule"
    central.close()
