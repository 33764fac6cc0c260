"""Why cash moves without a sale, and why what was counted differs: words to choose from."""

from pos_app.ui.language import translate


def cash_reasons(*, cash_in: bool) -> tuple[str, ...]:
    """Why cash goes into the drawer, or out of it."""
    if cash_in:
        return (
            translate("ShiftReasons", "Float"),
            translate("ShiftReasons", "Correction of a mistake"),
            translate("ShiftReasons", "Other"),
        )
    return (
        translate("ShiftReasons", "Handed over to the bank"),
        translate("ShiftReasons", "Handed over to the manager"),
        translate("ShiftReasons", "Expenses of the shop"),
        translate("ShiftReasons", "Correction of a mistake"),
        translate("ShiftReasons", "Other"),
    )


def over_short_reasons() -> tuple[str, ...]:
    """Why the drawer holds more or less than the receipts say. Other reasons are typed."""
    return (
        translate("ShiftReasons", "Wrong change was given"),
        translate("ShiftReasons", "Cash was moved without a record"),
        translate("ShiftReasons", "A receipt has the wrong kind of payment"),
        translate("ShiftReasons", "The opening count was wrong"),
        translate("ShiftReasons", "No cause was found"),
    )
