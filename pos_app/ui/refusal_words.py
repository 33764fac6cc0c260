"""Why points cannot pay for something, in the few words that fit beside a line."""

from collections.abc import Mapping

from pos_app.ui.language import QT_TRANSLATE_NOOP, translate

REFUSALS: Mapping[str, str] = {
    "no_customer": QT_TRANSLATE_NOOP("Refusals", "no customer"),
    "not_payable": QT_TRANSLATE_NOOP("Refusals", "not for points"),
    "no_eligible_lines": QT_TRANSLATE_NOOP("Refusals", "no goods that points may pay"),
    "no_balance": QT_TRANSLATE_NOOP("Refusals", "no points to spend"),
    "allowance_used": QT_TRANSLATE_NOOP("Refusals", "no connection, and nothing is set aside here"),
    "below_minimum": QT_TRANSLATE_NOOP("Refusals", "fewer points than the least"),
    "floor_reached": QT_TRANSLATE_NOOP("Refusals", "lowest lawful price"),
    "share_reached": QT_TRANSLATE_NOOP("Refusals", "share of points used up"),
    "discounted": QT_TRANSLATE_NOOP("Refusals", "discounted already"),
    "forbidden": QT_TRANSLATE_NOOP("Refusals", "a promotion rules points out"),
    "spends_today": QT_TRANSLATE_NOOP("Refusals", "no more spending today"),
    "partner_accepts_none": QT_TRANSLATE_NOOP("Refusals", "this company takes no points"),
    "not_chosen": QT_TRANSLATE_NOOP("Refusals", "not chosen"),
    "already_whole": QT_TRANSLATE_NOOP("Refusals", "whole roubles already"),
    "whole_roubles_unreachable": QT_TRANSLATE_NOOP("Refusals", "not enough for whole roubles"),
    "too_little": QT_TRANSLATE_NOOP("Refusals", "less than a kopeck"),
}
_UNKNOWN_REFUSAL = QT_TRANSLATE_NOOP("Refusals", "not possible")


def refusal(key: str | None) -> str:
    """A few words on why points cannot pay here."""
    return translate("Refusals", REFUSALS.get(key or "", _UNKNOWN_REFUSAL))
