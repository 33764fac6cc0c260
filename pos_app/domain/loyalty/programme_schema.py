"""The JSON Schema (draft 2020-12) of a programme document, made from the dataclasses of its rules."""

from typing import Any

from pydantic import ConfigDict, TypeAdapter

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.kinds import FIRST_KIND

SCHEMA_KEY = "$schema"
"""The one key of a document that says nothing about the programme: editors find the JSON Schema by it."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Kopilka loyalty programme"


def programme_schema() -> dict[str, Any]:
    """The schema: every key with its meaning and bounds; rules between keys are told by ``read_programme`` only."""
    made = TypeAdapter(tuple[Programme], config=ConfigDict(extra="forbid", strict=True)).json_schema()
    definitions: dict[str, Any] = {name: tidied(one) for name, one in made["$defs"].items()}
    for name in _told_apart(definitions):
        _require_kind(definitions[name])
    programme = definitions.pop("Programme")
    named = {"type": "string", "description": "where the JSON Schema lies, for editors"}
    programme["properties"] = {SCHEMA_KEY: named, **programme["properties"]}
    head = {"$schema": DIALECT, "$id": "urn:kopilka:loyalty-programme", "title": TITLE}
    return {**head, **{key: one for key, one in programme.items() if key != "title"}, "$defs": definitions}


def tidied(node: Any, *, names: bool = False) -> Any:
    """Without titles that repeat a name, defaults that are whole objects and what is no JSON Schema; no markup.

    ``names``: the keys of this node are names of properties, not words of the schema.
    """
    if isinstance(node, list):
        return [tidied(one) for one in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if names:
            made[key] = tidied(value)
        elif key in ("title", "discriminator") or (key == "default" and isinstance(value, dict | list)):
            continue
        elif key == "description":
            made[key] = " ".join(value.replace("``", "").split())
        else:
            made[key] = tidied(value, names=key == "properties")
    return made


def _told_apart(node: Any) -> set[str]:
    """The names of the shapes that stand beside others, so that their kind must be said."""
    if isinstance(node, list):
        return set().union(*(_told_apart(one) for one in node))
    if not isinstance(node, dict):
        return set()
    names = {one["$ref"].rpartition("/")[2] for one in node.get("oneOf", ())}
    return names.union(*(_told_apart(one) for one in node.values()))


def _require_kind(definition: dict[str, Any]) -> None:
    """Required, but for the kind of the first documents, which said none."""
    kind = definition["properties"]["kind"]
    if kind["const"] != FIRST_KIND:
        kind.pop("default", None)
        definition["required"] = ["kind", *definition.get("required", [])]
