"""Places of the loader (``tiers[1].turnover_kopecks``) as steps, and what stands at them."""

import re
from collections.abc import Sequence
from typing import Any

from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.shape import Entries, Group, OneOf, Shape

Step = int | str
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")


def steps_of(place: str) -> tuple[Step, ...]:
    """The steps of a place; none for the document itself (``$``)."""
    if place == "$":
        return ()
    return tuple(int(index) if index else key for index, key in _STEP.findall(place))


def place_in_form(shape: Shape, node: object, steps: Sequence[Step], name: str = "") -> tuple[str, Shape | None]:
    """The name of the form's field at a place, and its shape; the nearest that has one."""
    if not steps:
        return name, shape
    step, rest = steps[0], steps[1:]
    if isinstance(shape, OneOf):
        kind = node.get(KIND) if isinstance(node, dict) else None
        group = shape.group(kind)
        if group is None or step == KIND:
            return f"{name}.{KIND}", None
        return place_in_form(group, node, steps, f"{name}:{kind}")
    if isinstance(shape, Group) and isinstance(step, str):
        field = next((one for one in shape.fields if one.key == step), None)
        if field is None:
            return name, None
        below: Any = node.get(step) if isinstance(node, dict) else None
        return place_in_form(field.shape, below, rest, f"{name}.{step}" if name else step)
    if isinstance(shape, Entries) and isinstance(step, int):
        if not isinstance(shape.item, Group | OneOf):
            return name, shape.item
        entry = node[step] if isinstance(node, list) and step < len(node) else None
        return place_in_form(shape.item, entry, rest, f"{name}[{step}]")
    return name, shape
