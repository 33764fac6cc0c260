"""Orders as another program hands them over: one JSON document, or a CSV file with a line for each position.

``./till server orders --schema`` prints the JSON Schema of the document.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

_STORABLE = r"^[^\x00]*$"
"""No database keeps a text with a zero in it."""
ShortText = Annotated[str, Field(min_length=1, max_length=80, pattern=_STORABLE)]
Kopecks = Annotated[int, Field(ge=0, le=100_000_000_000, description="kopecks")]
SomeQuantity = Annotated[int, Field(ge=1, le=1_000_000_000, description="thousandths: one piece or 1 kg is 1000")]

COLUMNS = ("order", "shop", "customer", "prepaid_kopecks", "note", "ready", "code", "quantity", "price_kopecks")
_THOUSAND = 1000


class OrdersInvalidError(ValueError):
    """``problems``: one sentence for each place; nothing of the document was taken. ``strangers``: customers in it whom
    nobody here knows: so many phones and cards the answer told something of.
    """

    def __init__(self, problems: list[str], strangers: int = 0) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
        self.strangers = strangers


@dataclass(frozen=True, slots=True)
class WantedLine:
    """``code``: a bar code, an article or the id of goods. ``price_kopecks``: of a unit; without: the shelf's price."""

    code: ShortText
    quantity: SomeQuantity
    price_kopecks: Kopecks | None = None


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """``order``: what it is called where it was made; the same name again changes the order while it waits untouched.

    ``shop``: the id of one that the server knows; without, that of a chain of one.
    ``customer``: a phone, a card or an id. ``prepaid_kopecks``: what was paid for it already.
    """

    order: ShortText
    lines: Annotated[tuple[WantedLine, ...], Field(min_length=1, max_length=200)]
    shop: ShortText | None = None
    customer: ShortText | None = None
    prepaid_kopecks: Kopecks = 0
    note: Annotated[str, Field(max_length=500, pattern=_STORABLE)] = ""
    ready: date | None = None


@dataclass(frozen=True, slots=True)
class OrdersDocument:
    """All orders of one hand-over."""

    orders: Annotated[tuple[WantedOrder, ...], Field(max_length=10_000)]


@dataclass(frozen=True, slots=True)
class OrdersHandedOver:
    """The same over HTTP, in parts that keep no till waiting for the database; each part is safe to repeat."""

    orders: Annotated[tuple[WantedOrder, ...], Field(max_length=200)]


def orders_schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    return TypeAdapter(OrdersDocument).json_schema()


def read_orders(text: str) -> tuple[WantedOrder, ...]:
    """The orders of a document, JSON if it begins with a brace, else CSV. Raises :class:`OrdersInvalidError`."""
    bare = text.removeprefix("\ufeff")
    if bare.lstrip().startswith("{"):
        try:
            return checked_orders(TypeAdapter(OrdersDocument).validate_json(bare).orders)
        except ValidationError as error:
            problems = [f"{_place(each['loc'])}: {each['msg']}" for each in error.errors(include_url=False)]
            raise OrdersInvalidError(problems) from error
    return checked_orders(_from_csv(bare))


def checked_orders(orders: tuple[WantedOrder, ...]) -> tuple[WantedOrder, ...]:
    """Every order once. Raises :class:`OrdersInvalidError`."""
    doubled = sorted(name for name, times in Counter(each.order for each in orders).items() if times > 1)
    if doubled:
        raise OrdersInvalidError([f"order {name!r} stands there twice" for name in doubled])
    return orders


def _from_csv(text: str) -> tuple[WantedOrder, ...]:
    reader = csv.DictReader(io.StringIO(text))
    names = [name.strip() for name in reader.fieldnames or ()]
    if not {"order", "code", "quantity"} <= set(names) or set(names) - set(COLUMNS):
        raise OrdersInvalidError([f"expected the columns {', '.join(COLUMNS)}; found {', '.join(names) or 'none'}"])
    heads: dict[str, dict[str, object]] = {}
    lines: dict[str, list[WantedLine]] = {}
    problems = []
    for number, row in enumerate(reader, start=2):
        cells = {(name or "").strip(): (value or "").strip() for name, value in row.items() if isinstance(value, str)}
        try:
            _add_head(heads.setdefault(cells["order"], {}), _head(cells))
            lines.setdefault(cells["order"], []).append(_line(cells))
        except (ValueError, ArithmeticError) as error:
            problems.append(f"line {number}: {error}")
    orders = []
    for name, head in heads.items():
        try:
            whole = {"order": name, **head, "lines": tuple(lines.get(name, ()))}
            orders.append(TypeAdapter(WantedOrder).validate_python(whole))
        except ValidationError as error:
            problems += [f"order {name!r}: {_place(e['loc'])}: {e['msg']}" for e in error.errors(include_url=False)]
    if problems:
        raise OrdersInvalidError(problems)
    return tuple(orders)


def _head(cells: Mapping[str, str]) -> dict[str, object]:
    """What a line says of the order as a whole; a cell that is empty says nothing."""
    read: dict[str, Callable[[str], object]] = {
        "shop": str,
        "customer": str,
        "prepaid_kopecks": int,
        "note": str,
        "ready": date.fromisoformat,
    }
    return {name: into(cells[name]) for name, into in read.items() if cells.get(name)}


def _add_head(head: dict[str, object], more: Mapping[str, object]) -> None:
    """Any line of an order may say it, each the same. ValueError for another value: nobody knows which is meant."""
    for name, value in more.items():
        if head.setdefault(name, value) != value:
            raise ValueError(
                f"{name}: expected what the lines above say of this order, or nothing"
            )  # it may be a phone


def _line(cells: Mapping[str, str]) -> WantedLine:
    thousandths = Decimal(cells.get("quantity", "").replace(",", ".")) * _THOUSAND
    if thousandths != thousandths.to_integral_value() or thousandths < 1:
        raise ValueError(f"quantity: expected a number with at most three places, found {cells.get('quantity')!r}")
    price = cells.get("price_kopecks", "")
    if not cells.get("code"):
        raise ValueError("code: expected a bar code, an article or the id of goods")
    return WantedLine(cells["code"], int(thousandths), int(price) if price else None)


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps) or "the document"
