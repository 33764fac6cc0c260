"""The shortest way to every screen and dialog, as a person goes it: chance alone hardly finds what lies behind others.

Ways to what was not yet seen are taken soon, the others now and then; chance goes on from where each leads.
"""

from dataclasses import dataclass
from typing import Any

WITHOUT_CUSTOMER, WITH_GOODS = "no customer", "goods"
"""What an errand may want of the receipt before it begins."""
DIALOG = " (dialog)"
"""Behind a dialog's name, where screens are named too."""


@dataclass(frozen=True, slots=True)
class Step:
    """``kind`` and ``name`` as of a deed (``choosing.Deed``); what is typed is finished with Enter.

    ``until`` waits a few seconds for what ``name`` says (:func:`has_come`) and else gives the errand up.
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Errand:
    """``leads_to``: a screen, or a dialog with ``DIALOG`` behind; ``wants``: of the receipt, see above."""

    leads_to: str
    steps: tuple[Step, ...]
    wants: frozenset[str] = frozenset()


def before(errand: Errand, seen: dict[str, Any]) -> tuple[Step, ...]:
    """What must be done first where the receipt is not as the errand wants it."""
    first: tuple[Step, ...] = ()
    if WITHOUT_CUSTOMER in errand.wants and "+customer" in seen["basket"]:
        first += (*_keys("F2", "F8"), _until("dialog", ""))
    if WITH_GOODS in errand.wants and "+goods" not in seen["basket"]:
        first += (_GOODS, _until("basket", "+goods"))
    return first


def has_come(condition: str, seen: dict[str, Any]) -> bool:
    """Whether what a step of kind ``until`` waits for is there: ``screen NAME``, ``dialog NAME`` and so on."""
    what, _, name = condition.partition(" ")
    if what == "error":
        return bool(seen["error"])
    if what == "coupons":
        return bool(seen["coupons"] >= int(name))
    if what == "basket" and name:
        return name in seen["basket"]
    return bool(seen[what] == name)


def _keys(*names: str) -> tuple[Step, ...]:
    return tuple(Step("key", name) for name in names)


def _until(what: str, name: str = "") -> Step:
    return Step("until", f"{what} {name}")


_GOODS = Step("scan", "any goods")
_CARD = (Step("scan", "any card"), _until("basket", "+customer"))
_RICH = (Step("scan", "rich card"), _until("basket", "+customer"))
_PAGE = (*_CARD, *_keys("F2"), _until("dialog", "customer"), *_keys("F3"), _until("screen", "customer_page"))
_AS_CASHIER = (*_keys("Pause"), _until("screen", "sign_on"), Step("pin", "first cashier"), _until("screen", "sale"))
_JOINS = (
    *_keys("F2"),
    _until("dialog", "customer"),
    Step("type", "new phone"),
    _until("error"),  # the server was asked too
    *_keys("F4"),
    _until("dialog", "registration"),
)
_TWO_COUPONS = (
    Step("scan", "coupon"),
    _until("coupons", "1"),
    Step("scan", "coupon"),
    _until("coupons", "2"),
)


def _errand(leads_to: str, *steps: Step, wants: str = "") -> Errand:
    return Errand(leads_to, steps, frozenset({wants} if wants else ()))


def _with_goods(leads_to: str, *steps: Step) -> Errand:
    return _errand(leads_to, *steps, wants=WITH_GOODS)


def _dialog(name: str) -> str:
    return name + DIALOG


ERRANDS: tuple[Errand, ...] = (
    _errand("camera", *_keys("F10", "F9", "F3")),
    _errand("customer_page", *_PAGE),
    _errand("devices", *_keys("F10", "F9")),
    _errand("free_return", *_keys("F9", "F8")),
    _errand("journal", *_keys("F10", "F12"), Step("pin", "senior")),
    _with_goods("payment", *_keys("F12")),
    _errand("queue", *_keys("F10", "F7")),
    _errand("quick_keys", *_keys("Home", "End"), Step("pin", "manager")),
    _with_goods("receipt", *_keys("F11")),
    _errand("review", *_keys("F10", "F10"), Step("pin", "manager")),
    _errand("sale_return", *_keys("F9")),
    _errand("scanner_lesson", *_keys("F10", "F9", "F4")),
    _errand("shift", *_keys("F10")),
    _with_goods(
        "taking_up",
        *_AS_CASHIER,
        *_keys("F7", "F4", "9", "Pause"),
        _until("screen", "sign_on"),
        Step("pin", "first cashier"),
    ),
    _errand("why", *_keys("Insert")),
    _with_goods(
        _dialog("approval"),
        *_AS_CASHIER,
        *_keys("F7"),
        Step("type", "high percent"),
        _until("dialog", "reason"),
        *_keys("1"),
    ),
    _errand(_dialog("cards"), *_PAGE, *_keys("F3")),
    _errand(_dialog("certificate"), *_keys("End", "2"), Step("scan", "certificate"), _until("dialog", "certificate")),
    _errand(_dialog("certificate_number"), *_keys("End", "2")),
    _errand(_dialog("consents"), *_PAGE, *_keys("F5")),
    _with_goods(_dialog("coupons_out"), *_TWO_COUPONS, *_keys("F8", "F7")),
    _errand(_dialog("customer"), *_keys("F2")),
    _with_goods(_dialog("discount"), *_keys("F7")),
    _errand(_dialog("extras"), *_keys("End")),
    _errand(_dialog("form"), *_PAGE, *_keys("F4")),
    _errand(_dialog("goods_choice"), Step("scan", "shared code")),
    _with_goods(_dialog("held"), *_keys("F5"), _until("basket", ""), *_keys("F5")),
    _with_goods(_dialog("held_note"), *_keys("F5"), _until("basket", ""), *_keys("F5", "F4")),
    _errand(_dialog("merge"), *_PAGE, *_keys("F7"), Step("type", "phone"), *_keys("Enter")),
    _errand(_dialog("new_phone"), *_PAGE, *_keys("F8"), Step("type", "new phone")),
    _errand(_dialog("phone_code"), *_JOINS, Step("type", "name"), *_keys("Enter", "Enter"), wants=WITHOUT_CUSTOMER),
    _with_goods(_dialog("points"), *_RICH, *_keys("F6", "Down")),
    _with_goods(_dialog("price"), *_keys("F7", "F4")),
    _with_goods(_dialog("quantity"), *_keys("F4")),
    _errand(_dialog("quick_credit"), *_CARD, *_keys("End", "4"), Step("type", "sum")),
    _errand(_dialog("quick_keys"), *_keys("Home", "1")),
    _with_goods(_dialog("reason"), *_keys("F7", "F4"), Step("type", "sum")),
    _errand(_dialog("registration"), *_JOINS, wants=WITHOUT_CUSTOMER),
    _errand(_dialog("reward"), *_RICH, *_keys("End", "3", "1")),
    _errand(_dialog("rewards"), *_RICH, *_keys("End", "3")),
    _errand(_dialog("search"), *_keys("F3")),
    _errand(_dialog("top_up"), *_CARD, *_keys("End", "1"), Step("type", "sum")),
    _with_goods(_dialog("void"), *_keys("F8")),
    _errand(_dialog("weight"), *_keys("Home", "2"), _until("dialog", "weight"), Step("type", "count")),
)
"""What a till is opened with is seen without one: sign-on, the float, the sale, the first load."""
