"""What the shift's screen says at each of its steps."""

from pos_app.ui.language import translate
from pos_app.ui.screens.held_at_close import HeldAtClose
from pos_app.ui.screens.shift_step import ShiftStep


def shift_texts(step: ShiftStep, moved: ShiftStep, held: HeldAtClose, close_key: str) -> tuple[str, str, str, str]:
    """Heading, prompt, advice, main button."""
    cash_in = moved is ShiftStep.CASH_IN
    moving = (
        translate("ShiftScreen", "Cash into the drawer")
        if cash_in
        else translate("ShiftScreen", "Cash out of the drawer")
    )
    typing = translate("ShiftScreen", "Sum in roubles")
    match step:
        case ShiftStep.CASH_IN | ShiftStep.CASH_OUT:
            return (
                moving,
                typing,
                translate("ShiftScreen", "Type the sum and press Enter"),
                translate("ShiftScreen", "Next  Enter"),
            )
        case ShiftStep.REASON:
            return moving, "", translate("ShiftScreen", "Press the digit of the reason"), ""
        case ShiftStep.COUNT:
            advice = translate("ShiftScreen", "Count all the cash in the drawer, notes and coins, and type the sum")
            return (
                translate("ShiftScreen", "Closing the shift"),
                translate("ShiftScreen", "Cash counted, roubles"),
                advice,
                translate("ShiftScreen", "Next  Enter"),
            )
        case ShiftStep.CONFIRM:
            advice = translate("ShiftScreen", "Enter closes the shift for good. Digits: count again. Esc: do not close")
            return (
                translate("ShiftScreen", "Counted in the drawer"),
                "",
                advice,
                translate("ShiftScreen", "Close the shift  Enter"),
            )
        case ShiftStep.OVER_SHORT:
            advice = translate(
                "ShiftScreen", "The cash is not what the receipts say. Esc, then {key}: count once more"
            ).format(key=close_key)
            prompt = translate("ShiftScreen", "Why? A digit, or your own words and Enter")
            return translate("ShiftScreen", "Closing the shift"), prompt, advice, ""
        case ShiftStep.HELD:
            advice = translate(
                "ShiftScreen", "Receipts put aside wait. Esc: finish them first. Keep or void them: the keys below"
            )
            return translate("ShiftScreen", "Closing the shift"), "", advice, ""
        case ShiftStep.PIN:
            return (
                translate("ShiftScreen", "Closing the shift"),
                held.prompt,
                held.about,
                translate("ShiftScreen", "Next  Enter"),
            )
        case _:
            return translate("ShiftScreen", "Shift"), "", translate("ShiftScreen", "Choose a key below"), ""
