"""Makes ``programme.schema.json`` from the shapes of the rules: ``python -m resources.programmes.published_schema``."""

from pos_app.domain.loyalty.programme_schema import programme_schema
from pos_app.domain.loyalty.readable_json import readable_json
from resources.paths import resource_path

FILE_NAME = "programme.schema.json"


def schema_text() -> str:
    """The published JSON Schema as it lies in the file."""
    return readable_json(programme_schema())


if __name__ == "__main__":
    (resource_path("programmes") / FILE_NAME).write_text(schema_text(), encoding="utf-8")
