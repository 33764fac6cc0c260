"""A consent as the customer reads it before he says yes or no: the same meaning that is read out to him."""

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.receipt.customer_lines import COLUMNS
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.language import translate


def consent_question(
    purpose: ConsentPurpose, name: str, masked_phone: str, agreed: tuple[ConsentPurpose, ...] = ()
) -> CustomerQuestion:
    """``masked_phone`` as on the till's screen: the queue reads along. ``agreed``: what he said yes to already."""
    if purpose is ConsentPurpose.PERSONAL_DATA:
        title = translate("CustomerQuestion", "Your points account")
        text = translate(
            "CustomerQuestion",
            "I agree that the shop keeps my name and phone to run my points account. I can take this back at any time.",
        )
        upper = translate("CustomerQuestion", "Keep name and phone?")
    else:
        title = translate("CustomerQuestion", "Offers from the shop")
        text = translate(
            "CustomerQuestion", "I agree to get offers from the shop. I can refuse and still collect points."
        )
        upper = translate("CustomerQuestion", "Send you our offers?")
    short = (upper, translate("CustomerQuestion", "Please say yes or no"))
    return CustomerQuestion(title, text, (name, masked_phone), tuple(map(_agreed, agreed)), short)


def _agreed(purpose: ConsentPurpose) -> str:
    if purpose is ConsentPurpose.PERSONAL_DATA:
        return translate("CustomerQuestion", "You agreed that your name and phone are kept")
    return translate("CustomerQuestion", "You agreed to get offers")


def joining_question(name: str, masked_phone: str) -> CustomerQuestion:
    """While the name is typed: he sees how it is written. ``name`` may be empty yet."""
    title = translate("CustomerQuestion", "Joining the points programme")
    short = (translate("CustomerQuestion", "Points programme"), name[:COLUMNS])
    return CustomerQuestion(title, "", (name, masked_phone), short=short)
