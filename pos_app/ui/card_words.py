"""A customer's card in words: its end only, for the whole number opens his account."""

from pos_app.domain.people.held_card import BlockReason, HeldCard
from pos_app.ui.language import translate


def card_words(card: HeldCard) -> str:
    """Like ``···0018``."""
    return f"···{card.card_number[-4:]}"


def blocked_words(card: HeldCard) -> str:
    """Why it is not taken, empty for one in force."""
    match card.blocked:
        case BlockReason.LOST:
            return translate("Cards", "lost")
        case BlockReason.DAMAGED:
            return translate("Cards", "damaged")
        case BlockReason.REPLACED:
            return translate("Cards", "replaced")
        case BlockReason.OFFICE:
            return translate("Cards", "blocked by the office")
    return ""
