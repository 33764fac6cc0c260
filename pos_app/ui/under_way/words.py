"""What was under way, in words."""

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.phone import masked, parse
from pos_app.services.under_way import Step, UnderWay
from pos_app.ui.language import translate

_SHORTEST_PHONE = 7


def screen_title(name: str) -> str:
    """What is done at a screen; empty for one at which nothing is put in."""
    match name:
        case "sale":
            return translate("UnderWay", "Sale")
        case "payment":
            return translate("UnderWay", "Payment")
        case "sale_return":
            return translate("UnderWay", "Return")
        case "free_return":
            return translate("UnderWay", "Return without a receipt")
        case "shift":
            return translate("UnderWay", "Cash and closing of the shift")
        case "shift_open":
            return translate("UnderWay", "Opening of the shift")
        case "customer_page":
            return translate("UnderWay", "Customer's page")
        case "queue":
            return translate("UnderWay", "Decision about a record for the server")
        case "quick_keys":
            return translate("UnderWay", "Arranging the quick keys")
        case "review":
            return translate("UnderWay", "Reports")
    return ""


def dialog_title(name: str) -> str:
    """What a dialog asks; empty for a name that no dialog has."""
    return _ON_THE_SALE.get(name, _no_title)() or _OF_A_CUSTOMER.get(name, _no_title)()


def title(step: Step) -> str:
    """What the step was for."""
    return (dialog_title(step.name) if step.is_dialog else screen_title(step.name)) or step.name


def told_of_own(found: UnderWay, *, went_on: bool) -> tuple[str, ...]:
    """For the person who did it. ``went_on``: the books went on since, it may be done already."""
    steps = [step for step in found.steps if step.is_dialog] or list(found.steps)
    lines = [_line(step) for step in steps if step.typed or step is steps[-1]]
    heading = translate("UnderWay", "Was under way: {what}").format(what=" → ".join(title(step) for step in steps))
    if went_on:
        lines.append(translate("UnderWay", "It may be done already: look before you do it again"))
    return ("⚠ " + heading, *(line for line in lines if line))


def told_of_another(found: UnderWay) -> str:
    """For somebody else: who did what, and nothing of what was typed."""
    text = translate("UnderWay", "{name} was in the middle of it: {what}. What was typed is not shown to others")
    return "⚠ " + text.format(name=found.operator_name, what=title(found.steps[-1]))


def told_unreadable() -> str:
    """For everybody, of a record that cannot be read."""
    return "⚠ " + translate(
        "UnderWay",
        "Something was under way when the program ended, and what it was cannot be read: look at the receipt",
    )


def _line(step: Step) -> str:
    line = translate("UnderWay", "“{asked}”").format(asked=step.asked) if step.asked else title(step)
    if step.typed:
        line = translate("UnderWay", "{asked} – typed: {typed}").format(asked=line, typed=_shown(step.typed))
    return f"{line} · {step.about}" if step.about else line


def _shown(typed: str) -> str:
    """A phone is shown masked, as everywhere."""
    if sum(letter.isdecimal() for letter in typed) < _SHORTEST_PHONE:
        return typed
    try:
        return masked(parse(typed))
    except CodeError:
        return typed


def _no_title() -> str:
    return ""


_ON_THE_SALE = {
    "approval": lambda: translate("UnderWay", "A second person's approval"),
    "certificate": lambda: translate("UnderWay", "Certificate"),
    "certificate_number": lambda: translate("UnderWay", "Number of a certificate"),
    "coupons_out": lambda: translate("UnderWay", "Coupons to take out"),
    "customer": lambda: translate("UnderWay", "Naming the customer"),
    "discount": lambda: translate("UnderWay", "Discount"),
    "extras": lambda: translate("UnderWay", "Money and gifts"),
    "goods_choice": lambda: translate("UnderWay", "Goods with the same code"),
    "held": lambda: translate("UnderWay", "Receipts put aside"),
    "held_note": lambda: translate("UnderWay", "Note on a receipt put aside"),
    "points": lambda: translate("UnderWay", "Points"),
    "price": lambda: translate("UnderWay", "Own price"),
    "quantity": lambda: translate("UnderWay", "Quantity"),
    "quick_credit": lambda: translate("UnderWay", "Points for a sum without goods"),
    "quick_keys": lambda: translate("UnderWay", "Quick keys"),
    "reason": lambda: translate("UnderWay", "Why"),
    "registration": lambda: translate("UnderWay", "Registration of a customer"),
    "reward": lambda: translate("UnderWay", "Handing over a gift"),
    "rewards": lambda: translate("UnderWay", "Gifts for points"),
    "search": lambda: translate("UnderWay", "Search of goods"),
    "top_up": lambda: translate("UnderWay", "Top-up of the money account"),
    "void": lambda: translate("UnderWay", "Void"),
    "weight": lambda: translate("UnderWay", "Weight"),
}
_OF_A_CUSTOMER = {
    "cards": lambda: translate("UnderWay", "Cards of the customer"),
    "consents": lambda: translate("UnderWay", "Consents"),
    "form": lambda: translate("UnderWay", "Form of the customer"),
    "merge": lambda: translate("UnderWay", "Two accounts made one"),
    "new_phone": lambda: translate("UnderWay", "Another phone of the customer"),
    "phone_code": lambda: translate("UnderWay", "Code to the phone"),
}
