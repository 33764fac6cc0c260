"""From the engine's result to its document."""

from collections.abc import Mapping, Sequence

from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES
from pos_app.domain.pricing.positions import MOST_POSITIONS, positions_of
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.pricing.stages.cash_rounding import round_cash
from pos_app.domain.why.explain import rule_names, rule_texts
from pos_app.services.documents.priced_document import (
    PRICED_FORMAT,
    CouponPrinted,
    EarningWritten,
    PositionsCounted,
    PositionsWritten,
    PositionWritten,
    PricedDocument,
    PricedLineWritten,
    ProgrammeNamed,
    StageTotal,
    TakeWritten,
    Totals,
    TraceWritten,
)


class PricedWriter:
    """Writes results of one programme. Its rules' names and texts are looked up once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._names = rule_names(programme)
        self._texts = rule_texts(programme)

    def document(self, basket: Basket, priced: PricedBasket) -> PricedDocument:
        """The document of a priced basket."""
        lines = tuple(_line(source.item, line) for source, line in zip(basket.lines, priced.lines, strict=True))
        return PricedDocument(
            format=PRICED_FORMAT,
            receipt_id=basket.receipt_id,
            customer_id=basket.customer_id,
            shop_code=basket.shop_code,
            priced_at=priced.priced_at,
            programme=ProgrammeNamed(
                programme_id=priced.programme_id,
                version=priced.programme_version,
                receipt_picture=self._programme.receipt_picture,
            ),
            totals=_totals(priced, self._programme.cash_rounding),
            stages=_stages(priced),
            lines=lines,
            coupon_prints=tuple(
                CouponPrinted(rule_id=one.rule_id, coupon=one.coupon, from_day=one.from_day, until_day=one.until_day)
                for one in priced.coupon_prints
            ),
            trace=_trace(priced, self._names, self._texts),
            positions=_counted(lines, self._programme.receipt_picture),
        )


def _totals(priced: PricedBasket, rounding: CashRounding | None) -> Totals:
    in_cash = round_cash([line.money_kopecks for line in priced.lines], rounding)
    return Totals(
        list_kopecks=priced.list_kopecks,
        discount_kopecks=priced.discount_kopecks,
        net_kopecks=priced.net_kopecks,
        points=priced.points,
        points_kopecks=priced.points_kopecks,
        money_kopecks=priced.money_kopecks,
        cash_rounding_kopecks=in_cash.off_kopecks,
        earned=priced.earned,
        points_limit_kopecks=priced.points_limit_kopecks,
        points_refusal=priced.points_refusal,
    )


def _stages(priced: PricedBasket) -> tuple[StageTotal, ...]:
    """Every stage that takes from lines, also where it took nothing."""
    sums = dict.fromkeys(DISCOUNT_STAGES, 0)
    for line in priced.lines:
        for take in line.takes:
            sums[take.stage] += take.amount_kopecks
    return tuple(StageTotal(stage=stage, amount_kopecks=amount) for stage, amount in sums.items())


def _line(item: Item, line: PricedLine) -> PricedLineWritten:
    return PricedLineWritten(
        line_id=line.line_id,
        item_id=item.item_id,
        name=item.name,
        unit=item.unit,
        price_kopecks=item.price_kopecks,
        quantity=line.quantity,
        list_kopecks=line.list_kopecks,
        takes=tuple(
            TakeWritten(stage=one.stage, rule_id=one.rule_id, amount_kopecks=one.amount_kopecks) for one in line.takes
        ),
        net_kopecks=line.net_kopecks,
        floor_kopecks=line.floor_kopecks,
        points_cap_kopecks=line.points_cap_kopecks,
        points_refusal=line.points_refusal,
        points=line.points,
        points_kopecks=line.points_kopecks,
        points_pieces=line.points_pieces,
        money_kopecks=line.money_kopecks,
        earned=line.earned,
        earnings=tuple(EarningWritten(rule_id=one.rule_id, points=one.points) for one in line.earnings),
        positions=PositionsWritten(
            discount=_positions(item, line, ReceiptPicture.DISCOUNT),
            counter_performance=_positions(item, line, ReceiptPicture.COUNTER_PERFORMANCE),
        ),
    )


def _positions(item: Item, line: PricedLine, picture: ReceiptPicture) -> tuple[PositionWritten, ...]:
    return tuple(
        PositionWritten(price_kopecks=one.price_kopecks, quantity=one.quantity, sum_kopecks=one.sum_kopecks)
        for one in positions_of(item, line, picture)
    )


def _counted(lines: Sequence[PricedLineWritten], picture: ReceiptPicture) -> PositionsCounted:
    discount = sum(len(line.positions.discount) for line in lines)
    counter_performance = sum(len(line.positions.counter_performance) for line in lines)
    printed = discount if picture is ReceiptPicture.DISCOUNT else counter_performance
    return PositionsCounted(
        discount=discount,
        counter_performance=counter_performance,
        most=MOST_POSITIONS,
        too_many=printed > MOST_POSITIONS,
    )


def _trace(
    priced: PricedBasket, names: Mapping[str, LocalText], texts: Mapping[str, LocalText]
) -> tuple[TraceWritten, ...]:
    return tuple(
        TraceWritten(
            stage=one.stage,
            rule_id=one.rule_id,
            name=names.get(one.rule_id),
            text=texts.get(one.rule_id),
            outcome=one.outcome,
            reason=one.reason,
            amount_kopecks=one.amount_kopecks,
            points=one.points,
            params=dict(one.params),
        )
        for one in priced.trace
    )
