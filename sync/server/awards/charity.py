"""Points given to a good cause: they leave their lots for ``programme.charity``, as a reward of the programme says."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, func, select

from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.loyalty.eligibility import unmet_by_customer
from pos_app.domain.loyalty.reward_shop import money_for_charity
from pos_app.domain.loyalty.rules.rewards import CharityReward
from pos_app.domain.money.units import Kopecks, Points
from sync.server.awards.posting import standing_in
from sync.server.central import Central
from sync.server.ingest.known import persons_of
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.accounts import EntryKind, LegList, PointsAccount
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, put_entry, write_accounts
from sync.server.ledger.row_sheet import RowSheet
from sync.server.ledger.spending import donate
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import ENTRY

LONGEST_GIFT_ID = 40


class NotDonatedError(ValueError):
    """Nothing was given. ``key``: ``customer_unknown``, ``no_rule``, ``points_missing``, ``reward_limit``, or why the
    rule did not allow it.
    """

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Donated:
    """Hundredths of a point, and what the shop pays to the cause. ``again``: it was given before under this id."""

    points: Points
    kopecks: Kopecks
    again: bool = False


def give_to_charity(central: Central, customer_id: str, reward_id: str, gift_id: str, actor: str) -> Donated:
    """Once for each ``gift_id`` (40 characters at most). Raises :class:`NotDonatedError`."""
    return write(
        central.engine,
        partial(_give, central=central, customer_id=customer_id, reward_id=reward_id, gift_id=gift_id, actor=actor),
    )


def _give(
    connection: Connection, central: Central, customer_id: str, reward_id: str, gift_id: str, actor: str
) -> Donated:
    now, today = central.now(), central.today()
    programme = ProgrammeBook(connection).any_in_force(now)
    rules = () if programme is None else programme.rewards
    rule = next((each for each in rules if each.rule_id == reward_id and isinstance(each.gives, CharityReward)), None)
    if programme is None or rule is None:
        raise NotDonatedError("no_rule", f"the programme in force has no reward {reward_id} that is charity")
    (person,) = persons_of(connection, [customer_id])
    books = load_books(connection, {person: Need(today, whole=True)}).get(person)
    if books is None:
        raise NotDonatedError("customer_unknown", f"customer {customer_id} has no account")
    kopecks = money_for_charity(rule, programme.points)
    operation_id = f"charity/{reward_id}/{gift_id}"
    mine = (ENTRY.c.customer_id == person, ENTRY.c.kind == EntryKind.CHARITY.value)
    if connection.execute(select(ENTRY.c.entry_id).where(*mine, ENTRY.c.operation_id == operation_id)).first():
        return Donated(rule.points, kopecks, again=True)
    taken = connection.execute(
        select(func.count()).select_from(ENTRY).where(*mine, ENTRY.c.operation_id.startswith(f"charity/{reward_id}/"))
    ).scalar_one()
    why = unmet_by_customer(rule, standing_in(books, None, today), now.astimezone(central.timezone))
    if why is not None:
        raise NotDonatedError(why.reason, "the programme does not allow it now")
    if rule.most_per_customer is not None and taken >= rule.most_per_customer:
        raise NotDonatedError("reward_limit", f"given {taken} times already")
    if books.spendable(today) < rule.points:
        raise NotDonatedError("points_missing", f"{rule.points - books.spendable(today)} hundredths are missing")
    legs = LegList(person, programme.programme_id)
    donate(books, gift_id, rule.points, today, legs)
    legs.add(PointsAccount.CHARITY, rule.points)
    sheet = RowSheet()
    name = f"{operation_id}.{EntryKind.CHARITY}"
    put_entry(sheet, person, Entry(name, operation_id, Book.POINTS, EntryKind.CHARITY.value, now, legs.legs()))
    put_books(sheet, books)
    sheet.write(connection)
    write_accounts(connection, [books])
    add_to_journal(connection, now, actor, Action.DONATED, person, f"{reward_id} {gift_id}")
    return Donated(rule.points, kopecks)
