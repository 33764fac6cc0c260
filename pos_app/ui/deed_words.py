"""The journal of who did what, in words."""

from collections.abc import Mapping

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import QT_TRANSLATE_NOOP, translate

_WORDS: Mapping[DeedKind, str] = {
    DeedKind.SIGNED_ON: QT_TRANSLATE_NOOP("Deeds", "Signed on ({how})"),
    DeedKind.SIGNED_OFF: QT_TRANSLATE_NOOP("Deeds", "Signed off"),
    DeedKind.LOCKED: QT_TRANSLATE_NOOP("Deeds", "Till locked ({how})"),
    DeedKind.UNLOCKED: QT_TRANSLATE_NOOP("Deeds", "Till unlocked ({how})"),
    DeedKind.HANDED_OVER: QT_TRANSLATE_NOOP("Deeds", "Took over the open receipt of {from_name}: {sum_kopecks}"),
    DeedKind.LINE_DISCOUNT: QT_TRANSLATE_NOOP("Deeds", "Discount {value} on {item}"),
    DeedKind.BASKET_DISCOUNT: QT_TRANSLATE_NOOP("Deeds", "Discount {value} on the whole receipt"),
    DeedKind.PRICE_SET: QT_TRANSLATE_NOOP("Deeds", "Price of {item}: {was_kopecks}, now {price_kopecks}"),
    DeedKind.QUANTITY_LESSENED: QT_TRANSLATE_NOOP("Deeds", "Fewer of {item}: {was}, now {quantity}"),
    DeedKind.LINE_VOIDED: QT_TRANSLATE_NOOP("Deeds", "Line removed: {item}, {quantity}, {sum_kopecks}"),
    DeedKind.BASKET_VOIDED: QT_TRANSLATE_NOOP("Deeds", "Receipt voided: lines {lines}, {sum_kopecks}"),
    DeedKind.BASKET_HELD: QT_TRANSLATE_NOOP("Deeds", "Receipt put aside: lines {lines}, {sum_kopecks}"),
    DeedKind.BASKET_RECALLED: QT_TRANSLATE_NOOP("Deeds", "Receipt taken up again: lines {lines}, {sum_kopecks}"),
    DeedKind.HELD_VOIDED: QT_TRANSLATE_NOOP("Deeds", "Receipt put aside voided: lines {lines}, {sum_kopecks}"),
    DeedKind.HELD_KEPT: QT_TRANSLATE_NOOP("Deeds", "Shift closed over receipts put aside: {baskets}, {sum_kopecks}"),
    DeedKind.QUICK_KEYS_ARRANGED: QT_TRANSLATE_NOOP("Deeds", "Quick keys arranged: pages {pages}, keys {keys}"),
    DeedKind.CARD_LET_GO: QT_TRANSLATE_NOOP("Deeds", "Customer's card shown, and not used on a receipt"),
    DeedKind.CARD_BLOCKED: QT_TRANSLATE_NOOP("Deeds", "Customer's card {card} blocked"),
    DeedKind.CARD_ACTIVATED: QT_TRANSLATE_NOOP("Deeds", "Customer's card {card} taken up again"),
    DeedKind.PHONE_SHOWN: QT_TRANSLATE_NOOP("Deeds", "Looked at a customer's phone"),
    DeedKind.PHONE_CHANGED: QT_TRANSLATE_NOOP("Deeds", "Changed a customer's phone"),
    DeedKind.PHONE_VOUCHED: QT_TRANSLATE_NOOP("Deeds", "Vouched for a customer's phone"),
    DeedKind.CUSTOMERS_MERGED: QT_TRANSLATE_NOOP("Deeds", "Two customers' accounts made one"),
    DeedKind.ORDER_CANCELLED: QT_TRANSLATE_NOOP("Deeds", "Order {number} cancelled, prepaid {sum_kopecks}"),
    DeedKind.Z_ACCEPTED: QT_TRANSLATE_NOOP("Deeds", "Z report {number} accepted, difference {over_short_kopecks}"),
    DeedKind.RETURNED_WITHOUT_RECEIPT: QT_TRANSLATE_NOOP("Deeds", "Return {number} without a receipt: {sum_kopecks}"),
}
_HOW: Mapping[str, str] = {
    "pin": QT_TRANSLATE_NOOP("Deeds", "PIN"),
    "badge": QT_TRANSLATE_NOOP("Deeds", "badge"),
    "key": QT_TRANSLATE_NOOP("Deeds", "by key"),
    "idle": QT_TRANSLATE_NOOP("Deeds", "by itself"),
}


def deed_words(deed: Deed, formatting: Formatting) -> str:
    """What was done, in a line."""
    facts = {name: _shown(name, value, deed, formatting) for name, value in deed.facts}
    return translate("Deeds", _WORDS[deed.kind]).format_map(_Known(facts))


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _shown(name: str, value: int | str, deed: Deed, formatting: Formatting) -> str:
    if isinstance(value, str):
        return translate("Deeds", _HOW[value]) if name == "how" and value in _HOW else value
    if name.endswith("_kopecks"):
        return formatting.roubles(value)
    if name == "value":
        per_cent = deed.fact("how") == ManualDiscountKind.PERCENT.value
        return formatting.percent(value) if per_cent else formatting.roubles(value)
    return formatting.quantity(value) if name in ("was", "quantity") else str(value)
