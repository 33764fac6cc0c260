"""A gift certificate: sold for its worth, redeemed whole or in parts, blocked when lost; returns mirror redemptions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks


class CertificateState(StrEnum):
    """What it is good for."""

    ACTIVE = "active"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Certificate:
    """``balance_kopecks`` may be paid with until the close of ``until_day`` (local) while it is active."""

    number: str
    series: str
    nominal_kopecks: Kopecks
    balance_kopecks: Kopecks
    sold_day: date
    until_day: date
    state: CertificateState = CertificateState.ACTIVE


@dataclass(frozen=True, slots=True)
class Redemption:
    """``kopecks`` paid on a receipt; ``burnt_kopecks`` of the rest burnt with it, for a series without parts.

    ``returned_kopecks``: what of the payment has come back since.
    """

    number: str
    kopecks: Kopecks
    burnt_kopecks: Kopecks = 0
    returned_kopecks: Kopecks = 0


class CertificateError(ValueError):
    """Why a certificate is not sold or not taken. ``key``: ``wrong_series`` (number), ``no_nominal`` (asked),

    ``blocked``, ``not_blocked``, ``expired`` (until), ``nothing_left``, ``too_much`` (asked, most),
    ``more_than_paid`` (asked, most).
    """

    def __init__(self, key: str, number: str, **params: str | int) -> None:
        figures = "".join(f", {name}={value}" for name, value in params.items())
        super().__init__(f"certificate {number}: {key}{figures}")
        self.key = key
        self.number = number
        self.params = params


def series_of(series: Iterable[CertificateSeries], number: str) -> CertificateSeries | None:
    """The series whose prefix begins the number, the longest of several; None for no certificate."""
    fitting = [one for one in series if number.startswith(one.prefix) and len(number) > len(one.prefix)]
    return max(fitting, key=lambda one: len(one.prefix), default=None)


def sell(series: CertificateSeries, number: str, nominal_kopecks: Kopecks, day: date) -> Certificate:
    """A new certificate. Raises :class:`CertificateError` ``wrong_series``, ``no_nominal``."""
    if series_of((series,), number) is None:
        raise CertificateError("wrong_series", number, series=series.code)
    if nominal_kopecks not in series.nominals_kopecks:
        raise CertificateError("no_nominal", number, asked=nominal_kopecks)
    until = day + timedelta(days=series.valid_days)
    return Certificate(number, series.code, nominal_kopecks, nominal_kopecks, day, until)


def most_redeemable(
    series: CertificateSeries, certificate: Certificate, lines: Iterable[tuple[Item, Kopecks]]
) -> Kopecks:
    """The most that it may pay of a receipt: the money of the goods that the series may pay, within what is on it."""
    return min(certificate.balance_kopecks, sum(kopecks for item, kopecks in lines if series.goods.chooses(item)))


def redeem(
    series: CertificateSeries, certificate: Certificate, kopecks: Kopecks, payable_kopecks: Kopecks, day: date
) -> tuple[Certificate, Redemption]:
    """Pay ``kopecks``, at most ``payable_kopecks`` of the receipt. What is left burns where the series has no parts.

    Raises :class:`CertificateError` ``blocked``, ``expired``, ``nothing_left``, ``too_much``.
    """
    if certificate.state is CertificateState.BLOCKED:
        raise CertificateError("blocked", certificate.number)
    if day > certificate.until_day:
        raise CertificateError("expired", certificate.number, until=certificate.until_day.isoformat())
    if certificate.balance_kopecks == 0:
        raise CertificateError("nothing_left", certificate.number)
    most = min(certificate.balance_kopecks, payable_kopecks)
    if not 0 < kopecks <= most:
        raise CertificateError("too_much", certificate.number, asked=kopecks, most=most)
    left = certificate.balance_kopecks - kopecks
    burnt = 0 if series.in_parts else left
    return replace(certificate, balance_kopecks=left - burnt), Redemption(certificate.number, kopecks, burnt)


def give_back(
    certificate: Certificate, redemption: Redemption, kopecks: Kopecks, day: date, grace_days: int = 0
) -> tuple[Certificate, Redemption]:
    """Money of a return goes back on it, with its part of what burnt; one that ended since lives ``grace_days`` more.

    A blocked one takes it too and stays blocked. Raises :class:`CertificateError` ``more_than_paid``.
    """
    room = redemption.kopecks - redemption.returned_kopecks
    if not 0 <= kopecks <= room:
        raise CertificateError("more_than_paid", certificate.number, asked=kopecks, most=room)
    returned = redemption.returned_kopecks + kopecks
    burnt_back = div_floor(redemption.burnt_kopecks * returned, redemption.kopecks) - div_floor(
        redemption.burnt_kopecks * redemption.returned_kopecks, redemption.kopecks
    )
    until = certificate.until_day
    if until < day and kopecks:
        until = day + timedelta(days=grace_days)
    back = replace(certificate, balance_kopecks=certificate.balance_kopecks + kopecks + burnt_back, until_day=until)
    return back, replace(redemption, returned_kopecks=returned)


def block(certificate: Certificate) -> Certificate:
    """Nobody pays with it until it is unblocked or replaced. Raises :class:`CertificateError` ``blocked``."""
    if certificate.state is CertificateState.BLOCKED:
        raise CertificateError("blocked", certificate.number)
    return replace(certificate, state=CertificateState.BLOCKED)


def unblock(certificate: Certificate) -> Certificate:
    """Found again. Raises :class:`CertificateError` ``not_blocked``."""
    if certificate.state is not CertificateState.BLOCKED:
        raise CertificateError("not_blocked", certificate.number)
    return replace(certificate, state=CertificateState.ACTIVE)


def replace_lost(certificate: Certificate, new_number: str) -> tuple[Certificate, Certificate]:
    """What a blocked one still holds moves to a new number with the same dates; (the old one, the new one).

    Raises :class:`CertificateError` ``not_blocked``, ``nothing_left``.
    """
    if certificate.state is not CertificateState.BLOCKED:
        raise CertificateError("not_blocked", certificate.number)
    if certificate.balance_kopecks == 0:
        raise CertificateError("nothing_left", certificate.number)
    new = replace(certificate, number=new_number, state=CertificateState.ACTIVE)
    return replace(certificate, balance_kopecks=0), new
