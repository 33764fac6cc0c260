"""What the screens say of work that an earlier run of the program left under way."""

from pos_app.ui.language import translate


def return_brought_back() -> str:
    """Of a return, with a receipt or without."""
    return "⚠ " + translate("StartOfWork", "The return that was under way was brought back: check it and go on")
