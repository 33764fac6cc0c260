"""How two programme documents differ, in words: what came, what went, what is another figure now.

Complete: documents that differ in anything that they say have a difference (``tests`` hold it for any two).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pos_app.domain.loyalty.programme_form.choice_words import kind_words
from pos_app.domain.loyalty.programme_form.labels import label
from pos_app.domain.loyalty.programme_form.schema_shape import KIND, programme_shape
from pos_app.domain.loyalty.programme_form.shape import Entries, Field, Group, OneOf, Shape
from pos_app.domain.loyalty.programme_form.value_words import (
    group_words,
    identity_of,
    name_of,
    none_words,
    value_at,
    value_words,
)
from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.receipt.labels import Language

ARROW = "→"
_OF_SUBJECT = frozenset({"rule_id", "code", "name"})
Node = Mapping[str, Any]


class Sort(StrEnum):
    """What happened to the subject."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """``part``: the top key of the document; ``subject``: the rule by its name, or the part; ``identity``: its code.

    ``sentences`` is never empty.
    """

    sort: Sort
    part: str
    subject: str
    identity: str
    sentences: tuple[str, ...]


def differences(before: Node, after: Node, language: Language) -> tuple[Difference, ...]:
    """From one document to another, in the order of the document."""
    say = Speaker(language)
    found: list[Difference] = []
    for field in programme_shape().fields:
        old, new = value_at(field, before), value_at(field, after)
        if old == new:
            continue
        if _is_keyed(field.shape) and isinstance(old, list) and isinstance(new, list):
            found += _of_lists(say, field, old, new)
            continue
        title = label(say, "Programme", field.key)
        sentences = tuple(_leaves(say, field.shape, old, new, "")) or (f"{_shown(say, field.shape, old, new)}",)
        found.append(Difference(Sort.CHANGED, field.key, title, "", sentences))
    return tuple(found)


def _is_keyed(shape: Shape) -> bool:
    """Whether it is a list whose entries have an id or code."""
    if not isinstance(shape, Entries) or not isinstance(shape.item, Group | OneOf):
        return False
    groups = shape.item.groups if isinstance(shape.item, OneOf) else (shape.item,)
    return all(any(field.key in ("rule_id", "code") for field in group.fields) for group in groups)


def _of_lists(say: Speaker, field: Field, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    shape = field.shape
    if not isinstance(shape, Entries):
        return
    before, after = _by_identity(old), _by_identity(new)
    for key, entry in before.items():
        if key not in after:
            yield _whole(say, Sort.REMOVED, field.key, shape.item, entry)
    for key, entry in after.items():
        if key not in before:
            yield _whole(say, Sort.ADDED, field.key, shape.item, entry)
        elif before[key] != entry:
            sentences = tuple(_leaves(say, shape.item, before[key], entry, ""))
            if sentences:
                yield Difference(Sort.CHANGED, field.key, _subject(say, before[key]), key[0], sentences)
    kept = [key for key in before if key in after]
    kept_now = [key for key in after if key in before]
    if kept != kept_now:
        order = [say.listed(_subject(say, names[key]) for key in keys) for names, keys in _orders(before, after)]
        words = say.pick("порядок", "order")
        yield Difference(
            Sort.CHANGED,
            field.key,
            label(say, "Programme", field.key),
            "",
            (f"{words}: {order[0]} {ARROW} {order[1]}",),
        )


_Key = tuple[str, int]


def _orders(before: dict[_Key, Any], after: dict[_Key, Any]) -> tuple[tuple[dict[_Key, Any], list[_Key]], ...]:
    return (
        (before, [key for key in before if key in after]),
        (after, [key for key in after if key in before]),
    )


def _by_identity(entries: list[Any]) -> dict[_Key, Any]:
    """By id or code and which of that name it is: an unsound draft may have one twice."""
    seen: Counter[str] = Counter()
    found: dict[_Key, Any] = {}
    for entry in entries:
        name = identity_of(entry) or ""
        found[name, seen[name]] = entry
        seen[name] += 1
    return found


def _subject(say: Speaker, entry: object) -> str:
    return say.quoted(name_of(say, entry))


def _whole(say: Speaker, sort: Sort, part: str, shape: Shape, entry: object) -> Difference:
    """Name and code are the subject's."""
    words = (
        group_words(say, shape, entry, _OF_SUBJECT)
        if isinstance(shape, Group | OneOf)
        else value_words(say, shape, entry)
    )
    return Difference(sort, part, _subject(say, entry), identity_of(entry) or "", (words,))


def _shown(say: Speaker, shape: Shape, old: object, new: object) -> str:
    return f"{value_words(say, shape, old)} {ARROW} {value_words(say, shape, new)}"


def _leaves(say: Speaker, shape: Shape, old: Any, new: Any, path: str) -> Iterator[str]:
    """A sentence for each place below that differs."""
    if old == new and type(old) is type(new):
        return
    match shape:
        case Group() if isinstance(old, dict) and isinstance(new, dict):
            yield from _of_groups(say, shape, old, new, path)
        case OneOf() if isinstance(old, dict) and isinstance(new, dict):
            group = shape.group(old.get(KIND))
            if group is not None and old.get(KIND) == new.get(KIND):
                yield from _of_groups(say, group, old, new, path)
            else:
                yield _told(path, _shown(say, shape, old, new))
        case Entries() if isinstance(old, list) and isinstance(new, list):
            yield from _of_entries(say, shape, old, new, path)
        case _:
            yield _told(path, _shown(say, shape, old, new))


def _of_groups(say: Speaker, group: Group, old: Node, new: Node, path: str) -> Iterator[str]:
    for field in group.fields:
        title = label(say, group.name, field.key)
        at = f"{path}, {title}" if path else title
        yield from _leaves(say, field.shape, value_at(field, old), value_at(field, new), at)
    known = {KIND, *(field.key for field in group.fields)}
    for key in sorted((old.keys() | new.keys()) - known):
        if old.get(key) != new.get(key):
            yield _told(f"{path}, {key}" if path else key, f"{old.get(key)!r} {ARROW} {new.get(key)!r}")


def _of_entries(say: Speaker, shape: Entries, old: list[Any], new: list[Any], path: str) -> Iterator[str]:
    if not isinstance(shape.item, Group | OneOf):
        yield from _of_values(say, shape, old, new, path)
        return
    first = shape.item.groups[0] if isinstance(shape.item, OneOf) else shape.item
    for index in range(max(len(old), len(new))):
        at = f"{path}, {kind_words(say, first.kind, first.name)} {index + 1}"
        if index >= len(old):
            yield _told(at, f"{none_words(say)} {ARROW} {value_words(say, shape.item, new[index])}")
        elif index >= len(new):
            yield _told(at, f"{value_words(say, shape.item, old[index])} {ARROW} {none_words(say)}")
        else:
            yield from _leaves(say, shape.item, old[index], new[index], at)


def _of_values(say: Speaker, shape: Entries, old: list[Any], new: list[Any], path: str) -> Iterator[str]:
    gone, came = _less(old, new), _less(new, old)
    if not old or not new or not (gone or came):
        yield _told(path, _shown(say, shape, old, new))
        return
    parts = []
    if came:
        parts.append(f"{say.pick('добавлено', 'added')} {value_words(say, shape, came)}")
    if gone:
        parts.append(f"{say.pick('убрано', 'taken out')} {value_words(say, shape, gone)}")
    yield _told(path, "; ".join(parts))


def _less(these: list[Any], those: list[Any]) -> list[Any]:
    """Of ``these`` what is not in ``those``, as often as it is more."""
    left = list(those)
    found = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _told(path: str, words: str) -> str:
    return f"{path}: {words}" if path else words
