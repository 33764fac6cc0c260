"""A benefit on every unit, the best step of a quantity, the cheapest for nothing: in every row."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff
from pos_app.domain.money.units import ONE
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.unit import UnitOffer, up_to
from pos_app.domain.pricing.part import Part, amount_off
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, across, by_price, each_of, served
from pos_app.domain.pricing.rows.split import split_rows


def units_in_rows(offer: UnitOffer, columns: Sequence[Column], counts: Figures) -> Given:
    """The benefit on the units within the limits, the dearest first."""
    takes, chosen = np.zeros_like(counts), counts
    if offer.most_pieces is None and offer.most_quantity is None:
        for place, column in enumerate(columns):
            takes[:, place] = column.table(offer.most)[counts[:, place]]
    else:
        takes, chosen = _within_limits(offer, columns, counts)
    takes = _limited(takes, offer.most_kopecks)
    return Given(takes, np.where(takes > 0, chosen, 0))


def _within_limits(offer: UnitOffer, columns: Sequence[Column], counts: Figures) -> tuple[Figures, Figures]:
    """What the units within the limits have off, and how many there are; a weighed line may be cut."""
    takes, chosen = np.zeros_like(counts), np.zeros_like(counts)
    pieces = None if offer.most_pieces is None else np.full(len(counts), offer.most_pieces, dtype=np.int64)
    quantity = None if offer.most_quantity is None else np.full(len(counts), offer.most_quantity, dtype=np.int64)
    for place in sorted(range(len(columns)), key=lambda place: _dearness(columns[place])):
        column, count = columns[place], counts[:, place]
        if pieces is not None:
            count = np.minimum(count, pieces)
        if quantity is not None and column.is_pieces:
            count = np.minimum(count, np.floor_divide(quantity, ONE))
        elif quantity is not None:
            count = np.where(quantity > 0, count, 0)
        served_quantity = count * column.each_quantity
        if quantity is not None and not column.is_pieces:
            served_quantity = np.minimum(served_quantity, quantity)
            known, of_row = np.unique(served_quantity, return_inverse=True)
            parts = [up_to(column.part, one) for one in known.tolist()]
            amounts = [0 if part is None else offer.most(part) for part in parts]
            takes[:, place] = np.array(amounts, dtype=np.int64)[of_row]
        else:
            takes[:, place] = column.table(offer.most)[count]
        chosen[:, place] = count
        pieces = None if pieces is None else pieces - count
        quantity = None if quantity is None else quantity - served_quantity
    return takes, chosen


def steps_in_rows(offer: StepsOffer, columns: Sequence[Column], counts: Figures) -> Given:
    """Article by article the highest step that the row's quantity reaches."""
    steps = sorted(enumerate(offer.steps), key=lambda one: (one[1].from_quantity, -one[0]))
    takes, used = np.zeros_like(counts), np.zeros_like(counts)
    by_article: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        by_article.setdefault(offer.articles[column.line], []).append(place)
    reached = np.full(counts.shape, -1, dtype=np.int64)
    for places in by_article.values():
        quantity = sum(counts[:, place] * columns[place].each_quantity for place in places)
        index = np.full(len(counts), -1, dtype=np.int64)
        for number, step in steps:
            index = np.where(quantity >= step.from_quantity, number, index)
        reached[:, places] = index[:, None]
    for number, step in enumerate(offer.steps):
        here = reached == number
        if not here.any():
            continue
        amounts = np.zeros_like(counts)
        for place, column in enumerate(columns):
            amounts[:, place] = column.table(lambda part, step=step: _off(step.benefit, part))[counts[:, place]]  # type: ignore[misc]
        amounts = np.where(here, amounts, 0)
        benefit = step.benefit
        takes += _limited(amounts, benefit.most_kopecks if isinstance(benefit, PercentOff) else None)
        used += np.where(here, counts, 0)
    return served(takes, used)


def cheapest_in_rows(offer: CheapestFreeOffer, columns: Sequence[Column], counts: Figures) -> Given:
    """One gift, which all pieces of the row share."""
    order = by_price(columns)
    takes, used = np.zeros_like(counts), np.zeros_like(counts)
    if not order:
        return Given(takes, used)
    row = counts[:, order]
    price, room = each_of([columns[place] for place in order])
    enough = across(row) >= offer.at_least
    gift = np.zeros(len(row), dtype=np.int64)
    left = np.full(len(row), offer.free, dtype=np.int64)
    for place in reversed(range(len(order))):
        count = np.minimum(left, row[:, place])
        gift += count * price[place]
        left -= count
    row = np.where(enough[:, None], row, 0)
    # equal remainders go by line, so the columns stand as the lines do
    lines = np.argsort(np.array(order))
    shares = split_rows(np.where(enough, gift, 0), (row * price)[:, lines], (row * room)[:, lines])
    places = np.array(order)[lines]
    takes[:, places] = shares
    used[:, places] = row[:, lines]
    return served(takes, used)


def _dearness(column: Column) -> tuple[int, int]:
    quantity = max(column.each_quantity, 1)
    return -int(np.floor_divide(column.each_kopecks * ONE, quantity)), column.line


def _off(benefit: Benefit, part: Part) -> int:
    return min(amount_off(benefit, part), part.room_kopecks)


def _limited(amounts: Figures, most: int | None) -> Figures:
    if most is None:
        return amounts
    over = np.flatnonzero(across(amounts) > most)
    if len(over):
        amounts = amounts.copy()
        amounts[over] = split_rows(np.full(len(over), most, dtype=np.int64), amounts[over], amounts[over])
    return amounts
