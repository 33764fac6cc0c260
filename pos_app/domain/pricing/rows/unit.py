"""A benefit on every unit, the best step of a quantity, the cheapest for nothing: in every row."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff
from pos_app.domain.money.units import ONE
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part, amount_off
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, by_price, each_of, served
from pos_app.domain.pricing.rows.split import split_rows


def units_in_rows(offer: UnitOffer, columns: Sequence[Column], counts: Figures) -> Given | None:
    """The benefit on the units within the limits. None where a limit may cut a weighed line."""
    if offer.most_quantity is not None and not all(column.is_pieces for column in columns):
        return None
    chosen = counts
    most = offer.most_pieces
    if offer.most_quantity is not None:
        pieces = int(np.floor_divide(offer.most_quantity, ONE))
        most = pieces if most is None else min(most, pieces)
    if most is not None:
        chosen = np.zeros_like(counts)
        left = np.full(len(counts), most, dtype=np.int64)
        dearest = sorted(range(len(columns)), key=lambda place: _dearness(columns[place]))
        for place in dearest:
            chosen[:, place] = np.minimum(counts[:, place], left)
            left -= chosen[:, place]
    takes = np.zeros_like(counts)
    for place, column in enumerate(columns):
        takes[:, place] = column.table(offer.most)[chosen[:, place]]
    takes = _limited(takes, offer.most_kopecks)
    return Given(takes, np.where(takes > 0, chosen, 0))


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
    enough = row.sum(axis=1) >= offer.at_least
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
    over = np.flatnonzero(amounts.sum(axis=1) > most)
    if len(over):
        amounts = amounts.copy()
        amounts[over] = split_rows(np.full(len(over), most, dtype=np.int64), amounts[over], amounts[over])
    return amounts
