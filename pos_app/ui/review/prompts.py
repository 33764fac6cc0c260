"""What the review screen asks and says at each step."""

from pathlib import Path

from pos_app.ui.language import translate
from pos_app.ui.review.step import ReviewStep


def prompt(step: ReviewStep, pin: str, heading: str, folder: Path) -> str:
    """What stands in the line. ``pin``: whose PIN it takes, in words; ``heading``: of the receipt that is shown."""
    match step:
        case ReviewStep.PIN:
            return translate("Review", "Reports: type {pin} and press Enter, or scan the badge").format(pin=pin)
        case ReviewStep.WORKING:
            return translate("Review", "The report is being put together… Esc gives it up")
        case ReviewStep.PAPER:
            return heading
        case ReviewStep.PERIOD:
            return translate("Review", "Press the digit of the period")
        case ReviewStep.MORE:
            return translate("Review", "Press the digit of the report")
        case ReviewStep.SAVE:
            return translate("Review", "Goes into {folder}").format(folder=folder)
        case ReviewStep.NOTE:
            return translate("Review", "Note to the acceptance, then Enter; with a difference it must say why")
        case ReviewStep.SIGN:
            return translate("Review", "To accept: type {pin} and press Enter, or scan the badge").format(pin=pin)
        case ReviewStep.SHEET:
            return ""


def choice_title(step: ReviewStep) -> str:
    """Above a list to choose from."""
    if step is ReviewStep.PERIOD:
        return translate("Review", "Which days?")
    return translate("Review", "Which report?") if step is ReviewStep.MORE else translate("Review", "Save as what?")


def reports_question() -> tuple[str, str, str]:
    """For whoever has no right to read: what it is about (title, no figure, advice)."""
    about = translate(
        "Review", "Shifts with their differences, every figure with its receipts, every receipt with its why"
    )
    return translate("Review", "Reports"), "", about
