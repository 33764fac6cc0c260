"""VAT rates as dated data: the rate of a code depends on the day of sale."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import BasisPoints


@dataclass(frozen=True, slots=True)
class VatRate:
    """``code`` has ``rate_bp`` from ``from_day`` (inclusive) until a later row of the same code begins.

    ``rate_bp`` is None for goods without VAT.
    """

    code: str
    from_day: date
    rate_bp: BasisPoints | None


class VatRateUnknownError(ValueError):
    """No rate of ``code`` is in force on ``day``: the table from the server is incomplete."""

    def __init__(self, code: str, day: date) -> None:
        super().__init__(f"no VAT rate of code {code!r} is in force on {day.isoformat()}")
        self.code = code
        self.day = day


def rate_in_force(rates: tuple[VatRate, ...], code: str, day: date) -> VatRate:
    """The row of ``code`` in force on ``day``. Raises :class:`VatRateUnknownError`."""
    rows = [rate for rate in rates if rate.code == code and rate.from_day <= day]
    if not rows:
        raise VatRateUnknownError(code, day)
    return max(rows, key=lambda rate: rate.from_day)


def advance_rate(rates: tuple[VatRate, ...], day: date) -> BasisPoints | None:
    """The rate of money whose goods are not known yet: the highest that the shop's table has in force on ``day``.

    None where the shop pays no VAT at all.
    """
    latest: dict[str, VatRate] = {}
    for rate in sorted(rates, key=lambda each: each.from_day):
        if rate.from_day <= day:
            latest[rate.code] = rate
    return max((rate.rate_bp for rate in latest.values() if rate.rate_bp is not None), default=None)
