"""Programme values as the plain objects of a document: only what differs from the defaults, its kind first."""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

KIND = "kind"


def written_object(value: Any) -> Any:
    """Dataclasses as dictionaries in the order of their fields; times as text; the rest stays."""
    if is_dataclass(value) and not isinstance(value, type):
        made: dict[str, Any] = {}
        if hasattr(value, KIND):
            made[KIND] = getattr(value, KIND)
        for field in fields(value):
            found = getattr(value, field.name)
            if field.name != KIND and not _is_default(field, found):
                made[field.name] = written_object(found)
        return made
    if isinstance(value, tuple):
        return [written_object(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    return value


def _is_default(field: Field[Any], found: Any) -> bool:
    return field.default is not MISSING and found == field.default and type(found) is type(field.default)
