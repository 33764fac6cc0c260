"""What customers carry to every till: certificates, coupons, the numbers of their orders."""

from dataclasses import dataclass, field

from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.shop_programme import COUPON_WORDS, certificate_number


@dataclass(slots=True)
class Wallet:
    """``with_advances``: receipts that sold a certificate or topped an account up, by till."""

    certificates: list[str] = field(default_factory=list)
    coupons: list[str] = field(default_factory=lambda: list(COUPON_WORDS))
    orders: list[str] = field(default_factory=list)
    with_advances: list[Sale] = field(default_factory=list)
    _made: int = 0

    def next_certificate(self) -> str:
        """A card that lies on the shelf, not sold yet."""
        self._made += 1
        return certificate_number(self._made)

    def keep(self, sale: Sale) -> None:
        """The paper came out, and what was sold with it."""
        if sale.advances:
            self.with_advances.append(sale)
        for sold in sale.advances:
            if sold.advance.kind is ValueKind.CERTIFICATE:
                self.certificates.append(sold.advance.reference)
        self.coupons += [each.number for each in sale.coupons_issued if each.number not in self.coupons]
