"""A form as a tree of fields with their words, texts and problems: what a page paints, without a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_form.choice_words import choice_words, kind_words, unit_sign
from pos_app.domain.loyalty.programme_form.field_text import NO, YES, text_of
from pos_app.domain.loyalty.programme_form.form_values import below, is_scalar
from pos_app.domain.loyalty.programme_form.labels import help_text, label
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.shape import (
    Choice,
    Entries,
    Field,
    Group,
    Number,
    OneOf,
    Scalar,
    Shape,
    Text,
    TextKind,
    YesNo,
)
from pos_app.domain.loyalty.programme_form.value_words import IDENTITIES, default_words
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.words.speaker import Speaker

_MOST_TICKS: Final = 80
GOODS_KEYS: Final = frozenset({"items", "top_up_items", "item"})
"""Keys that take ids of goods."""
_CONTROLS: Final = {TextKind.DAY: "day", TextKind.CLOCK: "clock"}


@dataclass(frozen=True, slots=True)
class Option:
    """``name``: of its own field where several may be ticked."""

    value: str
    title: str
    chosen: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class FormItem:
    """``control``: text, number, day, clock, choice, yes_no, lines, ticks, pair (a text in both languages), group,
    optional, list or kinds.

    ``text``: what stands in the field; of a group that says nothing, that in words. ``parts``: fields of a group,
    entries of a list, kinds to choose from (each a group whose ``name`` ends in its kind). ``is_open``: a group that
    says something, or has a problem. ``finds_goods``: it takes ids of goods, which are found by name; ``named``: the
    names of those that stand in it.
    """

    control: str
    name: str
    title: str
    help: str = ""
    text: str = ""
    unit: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple["FormItem", ...] = ()
    problems: tuple[str, ...] = ()
    required: bool = False
    is_open: bool = False
    chosen: bool = False
    most: int | None = None
    finds_goods: bool = False
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormWords:
    """``problems`` by the name of the field; ``known`` names by key: (value, what people call it).

    ``found``: goods that were looked for, by the name of the field; ``goods``: names of goods by id.
    """

    say: Speaker
    values: Mapping[str, str]
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    found: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    goods: Mapping[str, str] = field(default_factory=dict)

    def items(self, group: Group, place: str) -> tuple[FormItem, ...]:
        """The fields of a group whose names begin with ``place``."""
        return tuple(self.item(group, one, below(place, one.key)) for one in group.fields)

    def item(self, group: Group, one: Field, name: str) -> FormItem:
        """One field of a group."""
        title, said = label(self.say, group.name, one.key), help_text(self.say, one.key, one.optional)
        if one.optional and isinstance(one.shape, Group | OneOf):
            there = self.values.get(f"{name}?", NO) == YES
            inner = self._shaped(one.shape, name, title, "", one) if there else None
            parts = () if inner is None else (inner.parts if inner.control in ("group", "pair") else (inner,))
            problems = tuple(self.problems.get(name, ()))
            return FormItem("optional", name, title, said, parts=parts, problems=problems, is_open=there, chosen=there)
        return self._shaped(one.shape, name, title, said, one)

    def _shaped(self, shape: Shape, name: str, title: str, said: str, one: Field) -> FormItem:
        problems = tuple(self.problems.get(name, ()))
        match shape:
            case Group():
                parts = self.items(shape, name)
                is_open = one.required or self._says_something(shape, parts) or _has_problem(parts) or bool(problems)
                control = "pair" if shape.name == LocalText.__name__ else "group"
                text = "" if is_open else default_words(self.say, shape)
                return FormItem(control, name, title, said, text, parts=parts, problems=problems, is_open=is_open)
            case OneOf():
                chosen = self.values.get(below(name, KIND), "")
                kinds = tuple(self._kind(shape, group, name, chosen) for group in shape.groups)
                also = tuple(self.problems.get(below(name, KIND), ()))
                return FormItem("kinds", name, title, said, parts=kinds, problems=(*problems, *also), is_open=True)
            case Entries():
                return self._entries(shape, name, title, said, one, problems)
            case _:
                return self._scalar(shape, name, title, said, one, problems)

    def _kind(self, shape: OneOf, group: Group, name: str, chosen: str) -> FormItem:
        at = f"{name}:{group.kind}"
        is_chosen = chosen == group.kind
        return FormItem(
            "group",
            at,
            kind_words(self.say, group.kind, group.name),
            text=group.kind,
            parts=self.items(group, at),
            chosen=is_chosen,
            is_open=is_chosen,
        )

    def _entries(
        self, shape: Entries, name: str, title: str, said: str, one: Field, problems: tuple[str, ...]
    ) -> FormItem:
        if isinstance(shape.item, Choice):
            options = tuple(
                Option(
                    str(value),
                    choice_words(self.say, shape.item.name, value),
                    self.values.get(f"{name}={value}") == YES,
                    f"{name}={value}",
                )
                for value in shape.item.values
            )
            before = self.values.get(f"{name}#", "")
            return FormItem("ticks", name, title, said, before, options=options, problems=problems)
        if is_scalar(shape.item):
            text = self.values.get(name, "")
            unit = unit_sign(self.say, shape.item.unit) if isinstance(shape.item, Number) else ""
            options = self._suggested(one.key, name, text)
            required = bool(shape.least) or one.required
            return FormItem(
                "lines",
                name,
                title,
                said,
                text,
                unit,
                options,
                problems=problems,
                required=required,
                is_open=name in self.found,
                finds_goods=one.key in GOODS_KEYS,
                named=self._named(one.key, text),
            )
        count = int(self.values.get(f"{name}#", "0") or 0)
        parts = tuple(self._entry(shape.item, f"{name}[{index}]", index) for index in range(count))
        is_open = bool(count or problems or one.required)
        return FormItem("list", name, title, said, str(count), parts=parts, problems=problems, is_open=is_open)

    def _entry(self, shape: Shape, name: str, index: int) -> FormItem:
        title = ""
        parts: tuple[FormItem, ...] = ()
        if isinstance(shape, Group):
            title, parts = kind_words(self.say, shape.kind, shape.name), self.items(shape, name)
        if isinstance(shape, OneOf):
            chosen = self.values.get(below(name, KIND), "")
            parts = (
                FormItem("kinds", name, "", parts=tuple(self._kind(shape, one, name, chosen) for one in shape.groups)),
            )
        problems = tuple(self.problems.get(name, ()))
        return FormItem("group", name, f"{title} {index + 1}", parts=parts, problems=problems, is_open=True)

    def _scalar(
        self, shape: Scalar, name: str, title: str, said: str, one: Field, problems: tuple[str, ...]
    ) -> FormItem:
        text = self.values.get(name, "")
        required = one.required
        match shape:
            case YesNo():
                return FormItem("yes_no", name, title, said, text, problems=problems, chosen=text == YES)
            case Choice():
                options = tuple(
                    Option(str(value), choice_words(self.say, shape.name, value), text == str(value))
                    for value in shape.values
                )
                if one.optional or not text or text not in {option.value for option in options}:
                    options = (Option("", "", not text), *options)
                return FormItem("choice", name, title, said, text, options=options, problems=problems)
            case Number():
                unit = unit_sign(self.say, shape.unit)
                return FormItem("number", name, title, said, text, unit, problems=problems, required=required)
            case Text():
                control = _CONTROLS.get(shape.kind, "text")
                options = self._suggested(one.key, name, text)
                return FormItem(
                    control,
                    name,
                    title,
                    said,
                    text,
                    options=options,
                    problems=problems,
                    required=required,
                    most=shape.most,
                    is_open=name in self.found,
                    finds_goods=one.key in GOODS_KEYS,
                    named=self._named(one.key, text),
                )

    def _named(self, key: str, text: str) -> tuple[str, ...]:
        """The goods that a field names, as people call them."""
        if key not in GOODS_KEYS:
            return ()
        return tuple(self.goods[one] for one in text.split("\n") if one in self.goods)

    def _suggested(self, key: str, name: str, text: str) -> tuple[Option, ...]:
        """Names that may be picked, without those that stand there."""
        there = set(text.split("\n"))
        found = [pair for pair in (*self.known.get(key, ()), *self.found.get(name, ())) if pair[0] not in there]
        return tuple(Option(value, title, False, f"{name}={value}") for value, title in found[:_MOST_TICKS])

    def _says_something(self, group: Group, parts: tuple[FormItem, ...]) -> bool:
        by_key = dict(zip((one.key for one in group.fields), group.fields, strict=True))
        return any(_is_stated(part, by_key[key]) for key, part in zip(by_key, parts, strict=True))


def _is_stated(part: FormItem, one: Field) -> bool:
    match part.control:
        case "group" | "pair" | "kinds":
            return part.is_open
        case "optional":
            return part.chosen
        case "list":
            return bool(part.parts)
        case "ticks":
            return any(option.chosen for option in part.options)
        case "yes_no":
            return part.chosen != bool(one.default)
        case "lines":
            return bool(part.text) or part.is_open
    return part.is_open or (bool(part.text) and part.text != _default_text(one))


def _default_text(one: Field) -> str:
    return "" if one.default is None or not is_scalar(one.shape) else text_of(one.shape, one.default)


def _has_problem(parts: tuple[FormItem, ...]) -> bool:
    return any(part.problems or _has_problem(part.parts) for part in parts)


def entry_items(words: FormWords, group: Group, place: str) -> tuple[FormItem, ...]:
    """A rule or other entry: its name, what is its own, then what all rules have."""
    items = dict(zip((one.key for one in group.fields), words.items(group, place), strict=True))
    first = [key for key in ("name", *IDENTITIES) if key in items]
    last = [one.name for one in fields(Rule) if one.name in items and one.name not in first]
    own = [key for key in items if key not in first and key not in last]
    return tuple(items[key] for key in (*first, *own, *last))


def top_items(words: FormWords, top: tuple[Field, ...]) -> tuple[FormItem, ...]:
    """Some fields at the top of the document; their groups stand open."""
    items = words.items(Group("Programme", "", top), "")
    return tuple(replace(item, is_open=True, text="") if item.control == "group" else item for item in items)


def problem_count(items: Sequence[FormItem]) -> int:
    """How many problems stand in a form."""
    return sum(len(item.problems) + problem_count(item.parts) for item in items)
