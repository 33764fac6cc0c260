"""The loyalty programme of a world's shop: points that burn, certificates, money accounts, single coupons, friends."""

from datetime import datetime

from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture, Tier
from pos_app.domain.loyalty.rules.awards import CouponGift, EventAward
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponPrint
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.loyalty.rules.offline import OfflineTerms
from pos_app.domain.loyalty.rules.referral import Referral

PROGRAMME = "kopilka"
NOMINALS_KOPECKS = (50_000, 100_000)
FRIEND_POINTS = 5_000
COUPON_RULE = "next-visit"
EVENT = "bottles"
"""What another system reports of a customer; a coupon is the gift for it."""
COUPON_WORDS = ("FIRST-VISIT", "SECOND-VISIT")
"""Single-use words of the programme's document: each is taken once in the world."""
_WHOLE_FROM = 5 * 10 ** (CERTIFICATE_SERIES.serial_digits - 1)
"""Certificates with serials from here on burn with their first payment."""


def certificate_number(place: int) -> str:
    """The number on the certificate at ``place``; each third one is of the series that is paid with as a whole."""
    return CERTIFICATE_SERIES.compose(place + (_WHOLE_FROM if place % 3 == 0 else 0))


def programme_from(opens_at: datetime, lease_hours: int) -> Programme:
    """In force from the year before."""
    return Programme(
        programme_id=PROGRAMME,
        version=1,
        starts_at=datetime.fromisoformat(f"{opens_at.year - 1}-01-01T00:00:00+00:00"),
        name=LocalText("Копилка", "Kopilka"),
        floor_kopecks=1,
        receipt_picture=ReceiptPicture.DISCOUNT,
        points=PointsRules(return_grace_days=3),
        base_earn_bp=1_000,
        tiers=(
            Tier("silver", LocalText("Серебряный", "Silver"), 300_000, 300, 1_500),
            Tier("gold", LocalText("Золотой", "Gold"), 1_500_000, 500, 2_000),
        ),
        promotions=(),
        coupons=(
            Coupon(
                rule_id=COUPON_RULE,
                name=LocalText("Купон на следующую покупку", "Coupon for the next visit"),
                prefix="KC1",
                single_use=True,
                benefit=PercentOff(1_000),
                offline_most_kopecks=20_000,
            ),
            Coupon(
                rule_id="word",
                name=LocalText("Кодовое слово", "A word"),
                codes=COUPON_WORDS,
                prefix="KC2",
                single_use=True,
                benefit=PercentOff(500),
                offline_most_kopecks=20_000,
            ),
        ),
        coupon_prints=(
            CouponPrint(
                rule_id="print-next",
                name=LocalText("Купон на следующую покупку", "Coupon for the next visit"),
                coupon=COUPON_RULE,
                from_kopecks=150_000,
                valid_days=14,
            ),
        ),
        awards=(
            EventAward(
                rule_id="bottles",
                name=LocalText("За сданные бутылки", "For bottles given back"),
                gift=CouponGift(COUPON_RULE, valid_days=14),
                event=EVENT,
            ),
        ),
        referral=Referral(
            rule_id="friend",
            name=LocalText("Приведи друга", "Bring a friend"),
            friend_points=FRIEND_POINTS,
            referrer_points=2 * FRIEND_POINTS,
        ),
        money_account=MoneyAccount(notice_below_kopecks=5_000),
        certificates=(
            _series("gift", CERTIFICATE_SERIES.prefix + "0", in_parts=True),
            _series("whole", CERTIFICATE_SERIES.prefix + "5", in_parts=False),
        ),
        offline=OfflineTerms(lease_hours=lease_hours),
    )


def _series(code: str, prefix: str, *, in_parts: bool) -> CertificateSeries:
    return CertificateSeries(
        code=code,
        name=LocalText("Подарочный сертификат", "Gift certificate"),
        prefix=prefix,
        nominals_kopecks=NOMINALS_KOPECKS,
        in_parts=in_parts,
    )
