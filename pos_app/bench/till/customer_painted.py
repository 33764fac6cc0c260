"""From the last key of a phone to the painted customer: the whole phone, the last four digits, the choice."""

from collections.abc import Callable

from pos_app.bench.figure import Figure, Run
from pos_app.bench.till.counter import Counter
from pos_app.bench.till.scan_painted import LINES
from pos_app.ui.screens.sale import SaleScreen
from resources.demo.rows import CustomerRow

_TARGET_MS = 30
_WARM_UP = 5
_KEYED_DIGITS = 2  # the digits before change nothing: they are put into the line


def phone_painted(counter: Counter, runs: int) -> Figure:
    """A whole phone as people say it, 8…, and Enter."""
    people = counter.people.customers
    measured = []
    for number in range(runs + _WARM_UP):
        person = people[number * 7 % len(people)]
        _open_dialog(counter, number)
        typed = "8" + person.phone.removeprefix("+7")
        counter.sale.line_entry.replace_text(typed[:-_KEYED_DIGITS])
        run = counter.press(
            [*typed[-_KEYED_DIGITS:], "Enter"],
            _shows(counter, person),
            "the customer",
        )
        if number >= _WARM_UP:
            measured.append(run)
        _detach(counter)
    return Figure("phone", "whole phone, Enter → customer painted", _TARGET_MS, tuple(measured))


def last_four_painted(counter: Counter, runs: int) -> tuple[Figure, Figure]:
    """Four digits and Enter until the list is painted; then a digit of the list until the customer is."""
    people = counter.people.sharing
    lists: list[Run] = []
    chosen: list[Run] = []
    for number in range(runs + _WARM_UP):
        person = people[number % len(people)]
        screen = _open_dialog(counter, number)
        keys = [*person.phone[-4:], "Enter"]
        run = counter.press(keys, lambda: counter.painted.has("choices"), "the list of customers")
        answer = counter.services.customers.find(person.phone[-4:])
        names = [found.customer_id for found in getattr(answer, "customers", ())]
        choice = counter.press(
            [str(names.index(person.customer_id) + 1)],
            _shows(counter, person),
            "the customer",
        )
        if number >= _WARM_UP:
            lists.append(run)
            chosen.append(choice)
        if screen.dialog_name:
            screen.close_dialog()
        _detach(counter)
    held = (
        f"a lone digit may be the first of a scan: the keyboard filter holds it for "
        f"{counter.sale.ui.settings.wedge.threshold_ms} ms (setting keyboard_scan_threshold_ms)"
    )
    return (
        Figure("last_four", "last four digits, Enter → list painted", _TARGET_MS, tuple(lists)),
        Figure("choice", "digit of the list → customer painted", _TARGET_MS, tuple(chosen), held),
    )


def _open_dialog(counter: Counter, number: int) -> SaleScreen:
    if number == 0:
        counter.fill(LINES)
    screen = counter.sale
    counter.press(["F2"], lambda: screen.dialog_name == "customer", "the customer's dialog")
    return screen


def _shows(counter: Counter, person: CustomerRow) -> Callable[[], bool]:
    name = counter.sale.side.customer.labels()[0]
    return lambda: counter.painted.has("customer") and name.text() == person.short_name


def _detach(counter: Counter) -> None:
    counter.services.sale.detach_customer()
    counter.sale.refresh()
