"""A year of trade written straight into the derived tables, by statements of the database: no till told it.

Every sum is the sum of the receipts that are written, so that reports can be held against them. What the receipts were
of (bodies, operations) is made for a few real shifts only, see ``real_shifts``.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, text

from pos_app.bench.reports.trade import Trade, customer_id, shop_id
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.receipt_line import Trait
from pos_app.domain.report.shift_sums import FIGURES
from pos_app.domain.suspicion.alarm import Alarm, Pattern, Sign
from sync.protocol.encoding import encode
from sync.reports.tables import ALL_SHOPS, REPORT_LEDGER_DAY, REPORT_OWED

_RETURN, _CUSTOMER = int(Trait.RETURN), int(Trait.CUSTOMER)
_RECEIPT = f"""
    INSERT INTO report_receipt (shift_id, running, receipt_id, number, at_ms, hour, business_day, operator_id,
        customer_id, traits, list_kopecks, net_kopecks, money_kopecks, paid_kopecks, points, points_kopecks, earned)
    SELECT shift_id, running,
        '01920000-0000-7000-' || substr(CAST(1000000000 + n AS TEXT), 2) || '-' || substr(CAST(100000 + i AS TEXT), 2),
        till_code || '-' || running,
        opened_ms + i * 60000, 8 + (i * 7) / receipts_each + 7 * ((number + 1) % 2), day,
        'person-' || shop_id || '-' || ((n + (i * 3) / receipts_each) % staff),
        CASE WHEN h % 3 = 0 THEN NULL
            ELSE '01910000-0000-7000-8000-' || substr(CAST(1000000000000
                + CASE WHEN h % 4000 = 7 THEN 0 ELSE (h * 48271 + n * 7919) % :customers END AS TEXT), 2) END,
        CASE WHEN h % 50 = 1 THEN {int(Trait.RETURN)} ELSE {int(Trait.SALE)} END
            + CASE WHEN h % 3 = 0 THEN 0 ELSE {_CUSTOMER} END
            + CASE WHEN h % 2 = 0 THEN {int(Trait.CASH)} ELSE {int(Trait.CARD)} END
            + CASE WHEN h % 5 = 1 AND h % 3 <> 0 THEN {int(Trait.POINTS)} ELSE 0 END
            + CASE WHEN h % 7 = 0 THEN {int(Trait.DISCOUNT)} ELSE 0 END,
        net + CASE WHEN h % 7 = 0 THEN net / 20 ELSE 0 END, net,
        net - CASE WHEN h % 5 = 1 AND h % 3 <> 0 THEN net / 10 ELSE 0 END,
        net - CASE WHEN h % 5 = 1 AND h % 3 <> 0 THEN net / 10 ELSE 0 END,
        CASE WHEN h % 5 = 1 AND h % 3 <> 0 THEN net / 10 ELSE 0 END,
        CASE WHEN h % 5 = 1 AND h % 3 <> 0 THEN net / 10 ELSE 0 END,
        CASE WHEN h % 3 = 0 THEN 0 ELSE net / 20 END
    FROM (
        SELECT bench_shift.*, i, number * 100000 + i AS running, (n * 7919 + i * 10473) % 100003 AS h,
            5000 + (n * 7919 + i * 10473) % 100003 AS net
        FROM bench_shift JOIN bench_number ON i <= receipts_each WHERE n BETWEEN :first AND :last
    ) AS made ORDER BY shift_id, running
"""
_ALARMED = ("FIRST", "SECOND", "THIRD", "FOURTH")
"""Places for the receipts that an alarm names."""
_SALE, _BACK = f"(traits & {_RETURN}) = 0", f"(traits & {_RETURN}) <> 0"


def _of(condition: str, value: str) -> str:
    return f"sum(CASE WHEN {condition} THEN {value} ELSE 0 END)"


_CASH, _CARD = f"(traits & {int(Trait.CASH)}) <> 0", f"(traits & {int(Trait.CARD)}) <> 0"
_SUMS: Mapping[str, str] = {
    "sales_count": _of(_SALE, "1"),
    "returns_count": _of(_BACK, "1"),
    "customer_receipts_count": _of(f"{_SALE} AND customer_id IS NOT NULL", "1"),
    "positions_count": _of(_SALE, "5"),
    "list_kopecks": _of(_SALE, "list_kopecks"),
    "net_sales_kopecks": _of(_SALE, "net_kopecks"),
    "customer_net_kopecks": _of(f"{_SALE} AND customer_id IS NOT NULL", "net_kopecks"),
    "net_returns_kopecks": _of(_BACK, "net_kopecks"),
    "cash_sales_kopecks": _of(f"{_SALE} AND {_CASH}", "money_kopecks"),
    "cash_sales_count": _of(f"{_SALE} AND {_CASH}", "1"),
    "cash_returns_kopecks": _of(f"{_BACK} AND {_CASH}", "money_kopecks"),
    "cash_returns_count": _of(f"{_BACK} AND {_CASH}", "1"),
    "card_sales_kopecks": _of(f"{_SALE} AND {_CARD}", "money_kopecks"),
    "card_sales_count": _of(f"{_SALE} AND {_CARD}", "1"),
    "card_returns_kopecks": _of(f"{_BACK} AND {_CARD}", "money_kopecks"),
    "card_returns_count": _of(f"{_BACK} AND {_CARD}", "1"),
    "points_spent": _of(_SALE, "points"),
    "points_spent_kopecks": _of(_SALE, "points_kopecks"),
    "points_returned": _of(_BACK, "points"),
    "points_returned_kopecks": _of(_BACK, "points_kopecks"),
    "earned": _of(_SALE, "earned"),
    "earned_taken_back": _of(_BACK, "earned"),
}
_NAMES = ", ".join(FIGURES)
_FROM_RECEIPTS = ", ".join(_SUMS.get(name, "0") for name in FIGURES)
_AGAIN = ", ".join(f"sum({name})" for name in FIGURES)
_SHIFT_HEAD = (
    "shift_id, shop_id, till_id, till_code, number, day, operator_id, opened_ms, float_kopecks, first_epoch,"
    " first_seq, last_epoch, last_seq, receipts_count, first_number, last_number, closed_ms, closed_by, z_number,"
    " counted_kopecks, over_short_kopecks, off_kopecks, over_short_reason, unsent_operations, findings_count"
)
_STATEMENTS = (
    f"INSERT INTO report_part (shift_id, operator_id, hour, {_NAMES})"
    f" SELECT shift_id, operator_id, hour, {_FROM_RECEIPTS} FROM report_receipt"
    " GROUP BY shift_id, operator_id, hour ORDER BY shift_id, operator_id, hour",
    f"""
    INSERT INTO report_shift ({_SHIFT_HEAD}, {_NAMES})
    SELECT bench_shift.shift_id, shop_id, till_id, till_code, number, day, 'person-' || shop_id || '-' || (n % staff),
        opened_ms, 500000, 1, 1, 1, 1, receipts_each, till_code || '-' || (number * 100000 + 1),
        till_code || '-' || (number * 100000 + receipts_each), opened_ms + 32400000,
        'person-' || shop_id || '-' || (n % staff),
        number, 500000, CASE WHEN n % 9 = 0 THEN (n % 40001) - 20000 ELSE 0 END,
        CASE WHEN n % 9 = 0 THEN abs((n % 40001) - 20000) ELSE 0 END,
        CASE WHEN n % 9 = 0 THEN 'counted twice' ELSE '' END, 0, 0, {_AGAIN}
    FROM bench_shift JOIN report_part ON report_part.shift_id = bench_shift.shift_id
    GROUP BY n, bench_shift.shift_id, shop_id, till_id, till_code, number, day, opened_ms, receipts_each, staff
    """,
    "INSERT INTO report_discount (shift_id, stage, rule_id, reason, kopecks, lines_count, receipts_count)"
    " SELECT shift_id, 'goods_promotion', 'promotion-' || i, '', 1000 * i + n % 1000, 10 * i, 5 * i"
    " FROM bench_shift JOIN bench_number ON i <= 6",
)
_COUNTS = (
    "count(*), count(*), 0, sum(CASE WHEN off_kopecks > 0 THEN 1 ELSE 0 END),"
    " sum(CASE WHEN over_short_kopecks > 0 THEN over_short_kopecks ELSE 0 END),"
    " sum(CASE WHEN over_short_kopecks < 0 THEN over_short_kopecks ELSE 0 END)"
)
_COUNT_NAMES = "shifts_count, closed_count, accepted_count, differences_count, over_kopecks, short_kopecks"
_TOGETHER = tuple(
    f"INSERT INTO {table} (span, start, shop_id{keys}, {', '.join(names)})"
    f" SELECT span, start, '{ALL_SHOPS}'{keys}, {', '.join(f'sum({name})' for name in names)}"
    f" FROM {table} GROUP BY span, start{keys}"
    for table, keys, names in (
        ("report_sum", "", (*_COUNT_NAMES.split(", "), *FIGURES)),
        ("report_hour_sum", ", hour", FIGURES),
        ("report_discount_sum", ", stage, rule_id, reason", ("kopecks", "lines_count", "receipts_count")),
    )
)
_AT_ONCE = 2_000
"""Shifts whose receipts are written by one statement."""
_SHIFT_COLUMNS = ("n", "shift_id", "shop_id", "till_id", "till_code", "number", "day", "opened_ms", "receipts_each")
_STAFF = {True: 40, False: 6}
"""Who work in a large shop, and in a small one."""


def make_trade(connection: Connection, trade: Trade) -> None:
    """Write all of it into empty derived tables. Its helping tables stay until ``forget_helpers``."""
    is_sqlite = connection.dialect.name == "sqlite"
    _helpers(connection, trade)
    for first in range(0, trade.shifts, _AT_ONCE):
        span = {"customers": trade.customers, "first": first, "last": first + _AT_ONCE - 1}
        connection.execute(text(_RECEIPT), span)
    for statement in _STATEMENTS:
        connection.execute(text(statement))
    month = "substr(day, 1, 8) || '01'" if is_sqlite else "date_trunc('month', day)::date"
    for name, start in (("d", "day"), ("m", month)):
        for statement in _rolled_up(name, start):
            connection.execute(text(statement))
    for statement in _TOGETHER:
        connection.execute(text(statement))
    _deeds(connection, trade, "CAST({} AS BLOB)" if is_sqlite else "convert_to({}, 'UTF8')", is_sqlite)
    _looked_at(connection, "CAST({} AS BLOB)" if is_sqlite else "convert_to({}, 'UTF8')")
    _ledger(connection, trade)


def forget_helpers(connection: Connection) -> None:
    """When nothing more is made of the shifts."""
    connection.execute(text("DROP TABLE bench_shift"))
    connection.execute(text("DROP TABLE bench_number"))


def analyze(connection: Connection) -> None:
    """As the database's own upkeep does it."""
    connection.execute(text("ANALYZE"))


def _helpers(connection: Connection, trade: Trade) -> None:
    connection.execute(
        text(
            "CREATE TABLE bench_shift (n BIGINT PRIMARY KEY, shift_id VARCHAR(40), shop_id VARCHAR(40),"
            " till_id VARCHAR(40), till_code VARCHAR(20), number BIGINT, day DATE, opened_ms BIGINT,"
            " receipts_each BIGINT, staff INTEGER)"
        )
    )
    connection.execute(text("CREATE TABLE bench_number (i INTEGER PRIMARY KEY)"))
    names = (*_SHIFT_COLUMNS, "staff")
    places = ", ".join(f":{name}" for name in names)
    large = shop_id(trade.branches[0].shops)
    rows = [
        dict(zip(names, (*row[:6], str(row[6]), *row[7:], _STAFF[str(row[2]) < large]), strict=True))
        for row in trade.shift_rows()
    ]
    for first in range(0, len(rows), 10_000):
        connection.execute(text(f"INSERT INTO bench_shift VALUES ({places})"), rows[first : first + 10_000])
    numbers = [{"i": i} for i in range(1, max(trade.most_receipts, 40) + 1)]
    connection.execute(text("INSERT INTO bench_number VALUES (:i)"), numbers)


def _rolled_up(span: str, start: str) -> tuple[str, ...]:
    sums = _AGAIN.replace("sum(", "sum(report_part.")
    joined = "FROM report_part JOIN report_shift ON report_shift.shift_id = report_part.shift_id"
    return (
        f"INSERT INTO report_sum (span, start, shop_id, {_COUNT_NAMES}, {_NAMES})"
        f" SELECT '{span}', {start}, shop_id, {_COUNTS}, {_AGAIN} FROM report_shift GROUP BY {start}, shop_id",
        f"INSERT INTO report_hour_sum (span, start, shop_id, hour, {_NAMES})"
        f" SELECT '{span}', {start}, shop_id, hour, {sums} {joined} GROUP BY {start}, shop_id, hour",
        "INSERT INTO report_cashier_sum (span, start, shop_id, operator_id, shifts_count, over_short_kopecks,"
        f" differences_count, {_NAMES}) SELECT '{span}', {start}, shop_id, report_part.operator_id, count(*), 0, 0,"
        f" {sums} {joined} GROUP BY {start}, shop_id, report_part.operator_id",
        "INSERT INTO report_discount_sum (span, start, shop_id, stage, rule_id, reason, kopecks, lines_count,"
        f" receipts_count) SELECT '{span}', {start}, shop_id, stage, rule_id, reason, sum(kopecks), sum(lines_count),"
        " sum(report_discount.receipts_count) FROM report_discount JOIN report_shift"
        " ON report_shift.shift_id = report_discount.shift_id"
        f" GROUP BY {start}, shop_id, stage, rule_id, reason",
    )


def _deeds(connection: Connection, trade: Trade, blob: str, is_sqlite: bool) -> None:
    """One for twenty receipts, each a record that can be read."""
    deed = Deed(
        deed_id="NAMED",
        kind=DeedKind.LINE_VOIDED,
        at=datetime(2025, 6, 1, 9, tzinfo=UTC),
        operator_id="cashier",
        operator_name="Анна",
        approved_by="senior",
        approved_by_name="Вера",
        reason="передумал",
        facts=(("item", "Чай"), ("sum_kopecks", 1000)),
    )
    head, _, tail = encode(deed).decode("utf-8").partition("NAMED")
    body = blob.format("CAST(:head AS TEXT) || 'd-' || n || '-' || i || CAST(:tail AS TEXT)")
    made = (
        "INSERT INTO report_deed (deed_id, shift_id, shop_id, till_code, day, at_ms, at_office, body)"
        f" SELECT 'd-' || n || '-' || i, shift_id, shop_id, till_code, day, opened_ms + i,"
        f" {'0' if is_sqlite else 'false'}, {body} FROM bench_shift JOIN bench_number ON i <= 1 + receipts_each / 20"
    )
    connection.execute(text(made), {"head": head, "tail": tail})


def _looked_at(connection: Connection, blob: str) -> None:
    """Every shift was looked at for suspicious use; every fifth has an alarm about four receipts of it."""
    connection.execute(
        text(
            "INSERT INTO suspicion_shift (shift_id, shop_id, day, epoch, seq)"
            " SELECT shift_id, shop_id, day, 1, 1 FROM bench_shift"
        )
    )
    alarm = Alarm(Pattern.ONE_CARD, Sign.SHIFT, "SHIFT", "PERSON", "CUSTOMER", 4, 60, 200, 1, 40_000, _ALARMED)
    body = "replace(replace(replace(CAST(:body AS TEXT), 'SHIFT', shift_id), 'PERSON', 'person-' || shop_id || '-0'),"
    body += f" 'CUSTOMER', '{customer_id(0)}')"
    for place, named in enumerate(_ALARMED, 1):
        number = f"substr(CAST({100_000 + place} AS TEXT), 2)"
        receipt = f"'01920000-0000-7000-' || substr(CAST(1000000000 + n AS TEXT), 2) || '-' || {number}"
        body = f"replace({body}, '{named}', {receipt})"
    connection.execute(
        text(
            "INSERT INTO suspicion_alarm (shift_id, number, shop_id, day, pattern, one_in, body)"
            " SELECT shift_id, 1, shop_id, day, CASE n % 3 WHEN 0 THEN 'one_card' WHEN 1 THEN 'own_card'"
            f" ELSE 'unproved_points' END, 1000 + n % 90000, {blob.format(body)} FROM bench_shift WHERE n % 5 = 0"
        ),
        {"body": encode(alarm).decode("utf-8")},
    )


def _ledger(connection: Connection, trade: Trade) -> None:
    days = sorted({row[6] for row in trade.shift_rows()}, key=str)
    rows = [{"day": day, "awarded": 5_000, "burnt": 20_000, "charity": 100, "corrected": -10} for day in days]
    connection.execute(insert(REPORT_LEDGER_DAY), rows)
    connection.execute(insert(REPORT_OWED), [{"day": days[-1], "at_ms": 0, "points": 10**9, "debt": 10**5}])
