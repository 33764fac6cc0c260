"""Drafts tried on past receipts: who began one, how far it is, what came of it. Kept, so that pages may come and go."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from pos_app.domain.backtest.trial_result import TrialResult
from pos_app.domain.loyalty.programme_document import write_programme
from sync.protocol.encoding import decode, encode
from sync.protocol.operation import instant_of, unix_ms
from sync.reports.receipts_of_days import count_of_days
from sync.server.central import Central, system_id
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import Right, Viewer
from sync.server.programme.drafts import checked, draft_of, require
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.versions import present, versions_of
from sync.server.reports.server_reports import ServerReports
from sync.server.retry import write
from sync.server.tables import PROGRAMME_TRIAL, TILL

MOST_AT_ONCE = 2
MOST_RECEIPTS = 500_000
MOST_DAYS = 366
LOST_AFTER = timedelta(seconds=60)
"""A trial that nobody works at any more: its server ended."""


class TrialState(StrEnum):
    """``STOPPING``: somebody asked for it. ``LOST`` is never stored: the server that worked at it is gone."""

    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class TrialWish:
    """On which receipts; ``against_present``: compared with the version in force, else with what was sold."""

    shop_ids: tuple[str, ...]
    first_day: date
    last_day: date
    against_present: bool


@dataclass(frozen=True, slots=True)
class TrialSeen:
    """A trial. ``revision``: of the draft; ``against_version`` None: what was sold."""

    trial_id: str
    draft_id: str
    revision: int
    shop_ids: tuple[str, ...]
    first_day: date
    last_day: date
    state: TrialState
    done_count: int
    all_count: int
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    against_version: int | None
    result: TrialResult | None
    detail: str

    @property
    def is_open(self) -> bool:
        """Whether somebody works at it."""
        return self.state in (TrialState.RUNNING, TrialState.STOPPING)


def make_trial(central: Central, viewer: Viewer, draft_id: str, wish: TrialWish) -> str:
    """Write a trial of a draft down; answers its id. Whoever made it must run it. Raises :class:`ProgrammeError`."""
    require(viewer, Right.PROGRAMME)
    _check_days(wish)
    ServerReports(central).fold()
    trial_id, now = system_id(), central.now()

    def work(connection: Connection) -> None:
        shops = _shops(connection, viewer, wish)
        draft = draft_of(connection, draft_id)
        found = checked(draft.document)
        if found.programme is None:
            raise ProgrammeError("unsound", f"{len(found.problems)} problems", problems=found.problems)
        running = connection.execute(
            select(func.count())
            .select_from(PROGRAMME_TRIAL)
            .where(
                PROGRAMME_TRIAL.c.state.in_((TrialState.RUNNING.value, TrialState.STOPPING.value)),
                PROGRAMME_TRIAL.c.beat_ms > unix_ms(now - LOST_AFTER),
            )
        ).scalar_one()
        if running >= MOST_AT_ONCE:
            raise ProgrammeError("trial_busy", f"{running} trials run already")
        count = count_of_days(connection, shops, wish.first_day, wish.last_day)
        if not count:
            raise ProgrammeError("trial_no_receipts", "no receipt in these days and shops")
        if count > MOST_RECEIPTS:
            raise ProgrammeError("trial_too_many", f"{count} receipts", (("count", str(count)),))
        in_force = present(versions_of(connection, now)) if wish.against_present else None
        against = None if in_force is None or in_force.programme is None else write_programme(in_force.programme)
        row = {
            "trial_id": trial_id,
            "draft_id": draft_id,
            "revision": draft.revision,
            "document": write_programme(found.programme),
            "against": against,
            "shops": json.dumps(shops, ensure_ascii=False),
            "first_day": wish.first_day,
            "last_day": wish.last_day,
            "state": TrialState.RUNNING.value,
            "done_count": 0,
            "all_count": count,
            "started_by": viewer.person_id,
            "started_ms": unix_ms(now),
            "beat_ms": unix_ms(now),
            "detail": "",
        }
        connection.execute(insert(PROGRAMME_TRIAL).values(**row))
        detail = f"{count} receipts of {', '.join(shops)}"
        add_to_journal(connection, now, viewer.person_id, Action.PROGRAMME_TRIED, draft_id, detail)

    write(central.engine, work)
    return trial_id


def stop_trial(central: Central, viewer: Viewer, trial_id: str) -> None:
    """Ask for its end; it stops within a portion of receipts."""
    require(viewer, Right.PROGRAMME)

    def work(connection: Connection) -> None:
        connection.execute(
            update(PROGRAMME_TRIAL)
            .where(PROGRAMME_TRIAL.c.trial_id == trial_id, PROGRAMME_TRIAL.c.state == TrialState.RUNNING.value)
            .values(state=TrialState.STOPPING.value)
        )

    write(central.engine, work)


def trial_of(connection: Connection, trial_id: str, viewer: Viewer, now: datetime) -> TrialSeen:
    """One trial; those of shops that a viewer does not see are not there. Raises :class:`ProgrammeError`."""
    row = connection.execute(select(PROGRAMME_TRIAL).where(PROGRAMME_TRIAL.c.trial_id == trial_id)).one_or_none()
    seen = None if row is None else _seen(row, now)
    if seen is None or not all(viewer.sees(shop) for shop in seen.shop_ids):
        raise ProgrammeError("trial_unknown", f"there is no trial {trial_id}")
    return seen


def trials_of(connection: Connection, draft_id: str, viewer: Viewer, now: datetime) -> tuple[TrialSeen, ...]:
    """Those of a draft that a viewer may see, the newest first."""
    found = connection.execute(
        select(PROGRAMME_TRIAL)
        .where(PROGRAMME_TRIAL.c.draft_id == draft_id)
        .order_by(PROGRAMME_TRIAL.c.started_ms.desc())
        .limit(20)
    )
    seen = (_seen(row, now) for row in found)
    return tuple(one for one in seen if all(viewer.sees(shop) for shop in one.shop_ids))


def beat(central: Central, trial_id: str, done: int) -> bool:
    """Write down how far it is; whether it should go on."""
    now = central.now()

    def work(connection: Connection) -> bool:
        state = connection.execute(
            update(PROGRAMME_TRIAL)
            .where(PROGRAMME_TRIAL.c.trial_id == trial_id)
            .values(done_count=done, beat_ms=unix_ms(now))
            .returning(PROGRAMME_TRIAL.c.state)
        ).scalar_one_or_none()
        return state == TrialState.RUNNING.value

    return write(central.engine, work)


def end_trial(
    central: Central, trial_id: str, state: TrialState, result: TrialResult | None = None, detail: str = ""
) -> None:
    """What came of it."""
    now = central.now()
    values = {
        "state": state.value,
        "ended_ms": unix_ms(now),
        "result": None if result is None else encode(result),
        "detail": detail[:2000],
    }

    def work(connection: Connection) -> None:
        connection.execute(update(PROGRAMME_TRIAL).where(PROGRAMME_TRIAL.c.trial_id == trial_id).values(**values))

    write(central.engine, work)


def shops_to_try(connection: Connection, viewer: Viewer) -> tuple[str, ...]:
    """The shops whose receipts a viewer may try."""
    shops = connection.execute(select(TILL.c.shop_id).distinct().order_by(TILL.c.shop_id)).scalars()
    return tuple(shop for shop in shops if viewer.sees(shop))


def question_of(central: Central, trial_id: str) -> tuple[str, str | None]:
    """The documents of a trial."""
    with reading(central.engine) as connection:
        row = connection.execute(select(PROGRAMME_TRIAL).where(PROGRAMME_TRIAL.c.trial_id == trial_id)).one()
    return row.document, row.against


def _check_days(wish: TrialWish) -> None:
    if wish.last_day < wish.first_day or (wish.last_day - wish.first_day).days >= MOST_DAYS:
        raise ProgrammeError("days_invalid", f"expected 1 to {MOST_DAYS} days, the first before the last")


def _shops(connection: Connection, viewer: Viewer, wish: TrialWish) -> list[str]:
    known = shops_to_try(connection, viewer)
    shops = [shop for shop in known if not wish.shop_ids or shop in wish.shop_ids]
    if not shops:
        raise ProgrammeError("trial_no_receipts", "no such shop")
    return shops


def _seen(row: Row[Any], now: datetime) -> TrialSeen:
    state = TrialState(row.state)
    if state in (TrialState.RUNNING, TrialState.STOPPING) and now - instant_of(row.beat_ms) > LOST_AFTER:
        state = TrialState.LOST
    return TrialSeen(
        trial_id=row.trial_id,
        draft_id=row.draft_id,
        revision=row.revision,
        shop_ids=tuple(json.loads(row.shops)),
        first_day=row.first_day,
        last_day=row.last_day,
        state=state,
        done_count=row.done_count,
        all_count=row.all_count,
        started_by=row.started_by,
        started_at=instant_of(row.started_ms),
        ended_at=None if row.ended_ms is None else instant_of(row.ended_ms),
        against_version=None if row.against is None else int(json.loads(row.against)["version"]),
        result=None if row.result is None else decode(TrialResult, bytes(row.result)),
        detail=row.detail,
    )
