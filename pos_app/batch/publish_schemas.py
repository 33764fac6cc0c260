"""Writes the JSON Schemas of the documents to ``resources/schemas``: ``python -m pos_app.batch.publish_schemas``."""

from pos_app.domain.loyalty.readable_json import readable_json
from pos_app.services.documents.schemas import SHAPES, document_schema
from resources.paths import resource_path


def schema_file_name(name: str) -> str:
    """The file of a schema of ``SHAPES``."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """A schema as it lies in its file."""
    return readable_json(document_schema(name))


if __name__ == "__main__":
    for document in SHAPES:
        (resource_path("schemas") / schema_file_name(document)).write_text(schema_text(document), encoding="utf-8")
