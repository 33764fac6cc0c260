"""A dialog of the sale: the scan line asks one thing, the bar shows its keys; the sale stays in sight, scans go on."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import ClassVar, Protocol, TypeVar

from PySide6.QtCore import QObject

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.pricing.priced import PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.rewards import RewardInHand
from pos_app.services.sale_state import SaleState
from pos_app.services.scan_outcome import ScanOutcome
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceRow
from pos_app.ui.widgets.quick_grid import QuickGrid
from pos_app.ui.widgets.scan_line import ScanLine

Result = TypeVar("Result")


class Touch(Enum):
    """What may be typed without a keyboard."""

    PAY_KEYS = auto()
    DIGITS = auto()
    PIECES = auto()
    """Digits, and «×1» to «×10», each a whole answer; behind typed digits they end them."""
    LETTERS = auto()


class SaleHost(Protocol):
    """What a dialog may ask of the sale screen."""

    ui: UiContext

    @property
    def line(self) -> ScanLine:
        """The scan line."""
        ...

    @property
    def state(self) -> SaleState:
        """The open sale."""
        ...

    def current_line(self) -> tuple[int, BasketLine, PricedLine] | None:
        """The chosen line with its number from 1."""
        ...

    def choose_line(self, line_id: str | None) -> None:
        """Choose a line in the table, or none."""
        ...

    def step_line(self, rows: int) -> None:
        """Move the chosen line."""
        ...

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do it, or show why not (None)."""
        ...

    def check_pin(self, pin: str, needed: Role | None, done: Callable[[Operator | None], None]) -> None:
        """Find whose PIN it is, off the UI thread; ``done`` gets None after a refusal was shown."""
        ...

    def show_sale(self, state: SaleState) -> None:
        """Show the sale after an edit."""
        ...

    def ask_for_points(self) -> None:
        """Points were chosen: have the server set them aside already."""
        ...

    def say(self, text: str) -> None:
        """A line of advice in the right column."""
        ...

    def refuse(self, text: str) -> None:
        """An error in the scan line."""
        ...

    def open_dialog(self, dialog: "Dialog") -> None:
        """Put another dialog in place of this one."""
        ...

    def close_dialog(self) -> None:
        """Back to scanning."""
        ...

    def show_choices(self, title: str, rows: Sequence[ChoiceRow], *, digits: bool, marked: int = -1) -> None:
        """Lay a list over the table; no rows takes it away."""
        ...

    def show_quick(self, show: Callable[[QuickGrid], None] | None) -> None:
        """Lay the quick keys over the table as ``show`` says; None takes them away."""
        ...

    def leave_for(self, screen: str, told: object) -> None:
        """Go to another screen."""
        ...

    def look_at(self, kind: ValueKind, number: str, seen: Callable[[ValueSettled], None]) -> None:
        """Ask the server what is on a certificate or on the customer's money account; ``seen`` comes later."""
        ...

    def give_reward(self, chosen: RewardInHand) -> None:
        """Have its points set aside and hand it over; the sale comes back with what became of it."""
        ...

    def current_advance(self) -> Advance | None:
        """The chosen row, if it is a certificate to be sold or a top-up."""
        ...

    def step_choice(self, rows: int) -> None:
        """Move the mark in the list."""
        ...

    @property
    def marked_choice(self) -> int:
        """The marked row of the list, −1 if none."""
        ...

    def dialog_changed(self) -> None:
        """The prompt or the keys of the dialog are others now."""
        ...


class Dialog(QObject):
    """Closed by Esc. ``touch``: what stands in the right column meanwhile, to be touched."""

    name: ClassVar[str] = ""
    touch: ClassVar[Touch] = Touch.DIGITS
    stays_on_scan: bool = False
    chooses_points: ClassVar[bool] = False

    def __init__(self, host: SaleHost) -> None:
        super().__init__()
        self.host = host
        self.ui = host.ui

    def opened(self) -> None:
        """The dialog is in front now."""

    def closed(self) -> None:
        """The dialog is gone; stop what it began."""

    def prompt(self) -> str:
        """What the line waits for."""
        return ""

    def advice(self) -> str:
        """What may be done here, in the right column."""
        return ""

    def for_customer(self) -> CustomerQuestion | None:
        """What the customer reads on his screen meanwhile, where he is asked something."""
        return None

    def touch_now(self) -> Touch:
        """What may be touched now; asked anew whenever the dialog says that it has changed."""
        return self.touch

    def keeps_typed(self) -> bool:
        """Whether what is typed may be kept against a kill; never a PIN (``secret``), nor a code sent to a phone."""
        return True

    def noted(self) -> dict[str, str]:
        """What it takes, besides the line, to open this dialog again after a restart."""
        return {}

    def about(self) -> str:
        """Which goods or whom it is about, for the person who comes back to it; a phone masked."""
        return ""

    def has_entered(self) -> bool:
        """Whether a person had put something in that does not stand in the line."""
        return False

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> "Dialog | None":
        """The dialog of an earlier run, made anew for ``host`` from what it ``noted``; None if that cannot be.

        Where a person comes to it by way of another dialog only, it is left at None: then that one is opened.
        """
        del host, noted
        return None

    def take_up(self, noted: Mapping[str, str]) -> None:
        """It is open again: go on from what it had ``noted``. What was typed is put into the line afterwards."""

    def secret(self) -> bool:
        """Whether dots are shown for what is typed."""
        return False

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys of the dialog, for the bar."""
        return ()

    def text_changed(self, text: str) -> None:
        """A person edited the line."""

    def submit(self, text: str) -> None:
        """Enter."""

    def turn_to(self, page: int) -> None:
        """A page of the quick keys was touched."""

    def press(self, place: int) -> None:
        """A quick key was touched."""

    def choose(self, index: int) -> None:
        """A row of the list was chosen."""

    def take_key(self, press: KeyPress) -> bool:
        """Use a key before the common ones."""
        del press
        return False

    def before_scan(self) -> None:
        """A code is about to be taken: finish what stands in the line, where that is clear and takes nobody else."""

    def take_outcome(self, outcome: ScanOutcome) -> bool:
        """Use what came of a scan; False shows it as usual."""
        del outcome
        return False

    def line_chosen(self, line_id: str) -> None:
        """A line of the table was touched."""

    def ready_to_pay(self) -> bool:
        """Before payment: what was typed and not finished must not be lost unseen."""
        if self.host.line.text():
            self.host.say(self.tr("Finish with Enter, or leave with Esc, then pay"))
            return False
        return True

    def sale_changed(self, state: SaleState) -> None:
        """The sale was edited, by this dialog or by a scan."""
