import json
from typing import Any

import pytest

from pos_app.batch.publish_schemas import schema_file_name, schema_text
from pos_app.services.documents.schemas import SHAPES, document_schema
from resources.paths import resource_path


@pytest.mark.parametrize("name", SHAPES)
def test_the_published_schema_is_that_of_the_shapes(name: str) -> None:
    published = resource_path("schemas", schema_file_name(name)).read_text(encoding="utf-8")
    assert published == schema_text(name), "run python -m pos_app.batch.publish_schemas"


def numbers_of(node: Any) -> list[Any]:
    """Every part of a schema that lets a fraction in."""
    if isinstance(node, list):
        return [wrong for one in node for wrong in numbers_of(one)]
    if not isinstance(node, dict):
        return []
    return ([node] if node.get("type") == "number" else []) + numbers_of(list(node.values()))


@pytest.mark.parametrize("name", SHAPES)
def test_whole_numbers_only_and_no_key_that_is_not_named(name: str) -> None:
    schema = document_schema(name)
    assert numbers_of(schema) == []
    for part in (schema, *schema["$defs"].values()):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["description"]


def test_every_document_is_told_in_the_readme() -> None:
    readme = resource_path("schemas", "README.md").read_text(encoding="utf-8")
    for name in SHAPES:
        assert schema_file_name(name) in readme
        assert json.loads(schema_text(name))["$id"] == f"urn:kopilka:{name}"
