"""What is said when a customer is known: his name, and what there is for him today."""

from pos_app.services.customer_answers import CustomerPanel
from pos_app.ui.language import translate
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.customer_summary import offer_words


def customer_greeting(ui: UiContext, name: str, panel: CustomerPanel | None) -> str:
    """The name, then personal offers, or that the phone is not confirmed."""
    words = [translate("Greeting", "Customer: {name}").format(name=name)]
    if panel is not None and not panel.confirmed:
        words.append(translate("Greeting", "The phone is not confirmed: points are earned, not spent"))
    offers = [] if panel is None else offer_words(ui, panel)
    if offers:
        words.append(translate("Greeting", "Offers: {offers}").format(offers="; ".join(offers)))
    return "\n".join(words)
