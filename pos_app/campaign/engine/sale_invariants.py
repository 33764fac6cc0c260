"""What must hold of a sale and all its returns: «Always true» 5 and 7 of the arithmetic of a sale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.invariants import require, same
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.ledger.accounts import CUSTOMER_AVAILABLE
from pos_app.domain.ledger.entry import Entry
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.loyalty.holding import moves
from pos_app.domain.loyalty.holding.holding import HeldLot, Holding, in_order
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import ONE, Quantity, Unit
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.earned_lots import held_lots
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

_NO_VAT = VatRate("", date(1970, 1, 1), None)


@dataclass(frozen=True, slots=True)
class Story:
    """A sale and returns that bring back everything."""

    sale: Sale
    returns: tuple[SaleReturn, ...]


def story_of(case: Case, priced: PricedBasket) -> Story:
    """Paid in random parts, returned in random portions of random lines."""
    chance = Chance(case.mix)
    head = ReceiptHead("1-000001", "1", "shift-1", "operator", case.at.astimezone(UTC), case.at.date())
    sale = build_sale(case.basket, priced, _tenders(priced.money_kopecks, chance), head, case.programme, (_NO_VAT,))
    return Story(sale, tuple(_returns(sale, chance)))


def returns_restore_everything(case: Case, priced: PricedBasket) -> None:
    """5: sale, then any returns that return everything: every sum and every lot is what it was."""
    story = story_of(case, priced)
    sale = story.sale
    for name in ("money_kopecks", "points", "points_kopecks", "earned"):
        same(f"returned {name}", getattr(sale, name), sum(getattr(one, name) for one in story.returns))
    for index, tender in enumerate(sale.tenders):
        back = sum(line.tender_kopecks[index] for one in story.returns for line in one.lines)
        same(f"returned to tender {index}", tender.amount_kopecks, back)
    _holding_is_restored(case, story)


def ledger_balances(case: Case, priced: PricedBasket) -> None:
    """7: postings sum to zero; what the customer's legs come to is what he has."""
    story = story_of(case, priced)
    entries = [*sale_entries(story.sale)]
    same("customer's points after the sale", story.sale.earned - story.sale.points, _of_customer(entries))
    for one in story.returns:
        entries += return_entries(one, story.sale)
    for entry in entries:
        same(f"entry {entry.kind}", 0, sum(leg.amount for leg in entry.legs))
    same("customer's points after all returns", 0, _of_customer(entries))


def _of_customer(entries: list[Entry]) -> int:
    return sum(leg.amount for entry in entries for leg in entry.legs if leg.account == CUSTOMER_AVAILABLE)


def _holding_is_restored(case: Case, story: Story) -> None:
    if case.standing is None:
        return
    chance, day, sale = Chance(case.mix), case.at.date(), story.sale
    start = Holding(in_order(_lots_for(sale.points, day, chance)))
    spending = moves.spend(start, sale.points, day)
    earned, earned_parts = moves.earn(spending.move.holding, held_lots(sale), day)
    holding, spent_parts = earned.holding, spending.parts
    _lots_are_sound(holding, start.balance - sale.points + sale.earned)
    grace = case.programme.points.return_grace_days
    for one in story.returns:
        given = moves.give_back(holding, spent_parts, one.points, day, grace)
        taken = moves.take_back(given.move.holding, earned_parts, one.earned, day, grace)
        holding, spent_parts, earned_parts = taken.move.holding, given.parts, taken.parts
        _lots_are_sound(holding, holding.balance)
    same("what the customer holds", start, holding)


def _lots_are_sound(holding: Holding, balance: int) -> None:
    require(all(lot.remaining > 0 for lot in holding.lots), "a lot below or at zero")
    same("balance of the lots", balance, holding.balance)


def _lots_for(points: int, day: date, chance: Chance) -> Iterator[HeldLot]:
    """Lots that together hold ``points`` and something more."""
    weights = [chance.randint(1, 9) for _ in range(chance.randint(1, 4))]
    for number, amount in enumerate(allocate(points + chance.randint(0, 500), weights)):
        if amount:
            yield HeldLot(f"lot-{number}", day, day + timedelta(days=chance.randint(0, 90)), amount)


def _tenders(money_kopecks: int, chance: Chance) -> tuple[Tender, ...]:
    weights = [chance.randint(1, 9) for _ in range(chance.choice((1, 1, 2, 3)))]
    return tuple(
        Tender(chance.choice((TenderKind.CASH, TenderKind.CARD)), amount, amount)
        for amount in allocate(money_kopecks, weights)
        if amount
    )


def _returns(sale: Sale, chance: Chance) -> Iterator[SaleReturn]:
    left = {line.line_id: line.quantity for line in sale.lines}
    already: dict[str, Quantity] = {}
    at, number = datetime.combine(sale.business_day, datetime.min.time(), UTC), 1
    while any(left.values()):
        asked: dict[str, Quantity] = {}
        for line in sale.lines:
            rest = left[line.line_id]
            if rest and (chance.happens(60) or number > 6):
                asked[line.line_id] = rest if number > 6 else _portion(rest, line.item.unit, chance)
        if asked:
            head = ReceiptHead(f"1-{number + 1:06d}", "1", "shift-1", "operator", at, sale.business_day)
            yield build_return(sale, dict(already), asked, f"return-{number}", head)
        for line_id, quantity in asked.items():
            already[line_id] = already.get(line_id, 0) + quantity
            left[line_id] -= quantity
        number += 1


def _portion(rest: Quantity, unit: Unit, chance: Chance) -> Quantity:
    if unit is Unit.PIECE:
        return ONE * chance.randint(1, rest // ONE)
    return chance.randint(1, rest)
