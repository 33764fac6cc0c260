"""Consents in words: what for, what is read out (version ``CONSENT_TEXT`` of ``registration.py``), what holds."""

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.services.customer_desk.form import ConsentHeld
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate


def purpose_words(purpose: ConsentPurpose) -> str:
    """What it is for."""
    if purpose is ConsentPurpose.PERSONAL_DATA:
        return translate("Consents", "Name and phone are kept")
    return translate("Consents", "Offers are sent")


def words_to_read_out(purpose: ConsentPurpose) -> str:
    """What the cashier reads out."""
    if purpose is ConsentPurpose.PERSONAL_DATA:
        return translate(
            "Consents",
            "Read out: “Do you agree that the shop keeps your name and phone to run your points account?”",
        )
    return translate("Consents", "Read out: “May the shop send you offers? You can refuse and still collect points”")


def consent_state(held: ConsentHeld, formatting: Formatting) -> str:
    """Whether it holds, since when, to which text."""
    if held.at is None:
        return translate("Consents", "not known here")
    at = formatting.instant(held.at)
    if not held.given:
        return translate("Consents", "taken back {at}").format(at=at)
    return translate("Consents", "given {at}, text {version}").format(at=at, version=held.text_version or "–")
