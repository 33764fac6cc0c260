"""The line that a dialog was about before a restart."""

from collections.abc import Mapping

from pos_app.domain.basket.basket import BasketLine
from pos_app.ui.dialogs.dialog import SaleHost

LINE = "line"


def line_again(host: SaleHost, noted: Mapping[str, str]) -> tuple[int, BasketLine] | None:
    """Choose the line that was ``noted``: its number from 1 and the line; None if it is not there any more."""
    line_id = noted.get(LINE, "")
    if not any(line.line_id == line_id for line in host.state.basket.lines):
        return None
    host.choose_line(line_id)
    current = host.current_line()
    return (current[0], current[1]) if current is not None else None
