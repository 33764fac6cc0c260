"""Money that earns no points: from a money account or a gift certificate whose terms say so."""

from collections.abc import Iterable

from pos_app.domain.certificate.certificate import series_of
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.sale import Tender, TenderKind


def not_earning_kopecks(programme: Programme, tenders: Iterable[Tender]) -> Kopecks:
    """What of the tenders earns nothing; the engine is asked again with it before the sale is built."""
    return sum(tender.amount_kopecks for tender in tenders if not _earns(programme, tender))


def _earns(programme: Programme, tender: Tender) -> bool:
    if tender.kind is TenderKind.MONEY_ACCOUNT:
        return programme.money_account is None or programme.money_account.earns_points
    if tender.kind is TenderKind.CERTIFICATE:
        series = series_of(programme.certificates, tender.reference)
        return series is None or series.earns_points
    return True
