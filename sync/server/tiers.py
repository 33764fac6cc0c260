"""Tiers fall without anybody buying: when money leaves the window, or a tier need not be kept any longer.

Once a day everybody whose turnover has a day that matters today is looked at again. Days that were missed, because no
server ran, are made up for.
"""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.rules.tiers import WHOLE_LIFE, TierTerms
from sync.server.among import among
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import write_accounts
from sync.server.programmes import ProgrammeBook
from sync.server.remembered import remember, remembered
from sync.server.retry import write
from sync.server.tables import TURNOVER_DAY

_REVIEWED = "tiers_reviewed"
_MOST_DAYS = 400


def review_tiers(central: Central) -> int:
    """Set turnover of the window and tier of everybody for whom today differs; answers how many changed."""
    today = central.today()
    with reading(central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(central.now())
        terms = WHOLE_LIFE if programme is None else programme.tier_terms
        last = _last_reviewed(connection, today)
        if terms == WHOLE_LIFE or last >= today:
            return 0
        days = sorted(_days_that_matter(terms, last, today))
        rows = connection.execute(
            select(TURNOVER_DAY.c.customer_id).where(among(connection, TURNOVER_DAY.c.day, days)).distinct()
        )
        people = sorted(rows.scalars())
    changed = sum(
        write(central.engine, partial(_review, central=central, customer_id=customer_id)) for customer_id in people
    )
    write(central.engine, partial(_remember, day=today))
    return changed


def _days_that_matter(terms: TierTerms, last: date, today: date) -> set[date]:
    """Days of purchases that left the window, or whose tier need not be kept, on a day after ``last``."""
    back = {terms.keep_days + 1}
    if terms.window_days is not None:
        back |= {terms.window_days, terms.window_days + terms.keep_days + 1}
    news = [last + timedelta(days=number) for number in range(1, (today - last).days + 1)]
    return {day - timedelta(days=days) for day in news for days in back}


def _review(connection: Connection, central: Central, customer_id: str) -> bool:
    books = load_books(connection, {customer_id: Need(central.today())}, (), True).get(customer_id)
    programmes = ProgrammeBook(connection)
    programme = programmes.any_in_force(central.now())
    if books is None or programme is None:
        return False
    before = (books.tier_code, books.turnover_kopecks)
    turnover = (books.life_turnover_kopecks, books.turnover_days)
    now = programmes.tier(programme.programme_id, books.tier_code, turnover, central.now(), central.today())
    if now == before:
        return False
    books.set_tier(*now, central.today())
    write_accounts(connection, [books])
    return True


def _last_reviewed(connection: Connection, today: date) -> date:
    kept = remembered(connection, _REVIEWED)
    earliest = today - timedelta(days=_MOST_DAYS)
    return earliest if kept is None else max(earliest, date.fromisoformat(kept))


def _remember(connection: Connection, day: date) -> None:
    remember(connection, _REVIEWED, day.isoformat())
