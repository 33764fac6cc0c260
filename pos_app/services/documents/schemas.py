"""The JSON Schemas (draft 2020-12) of the documents, made from their shapes."""

from typing import Any

from pydantic import ConfigDict, TypeAdapter

from pos_app.domain.loyalty.programme_schema import DIALECT, SCHEMA_KEY, tidied
from pos_app.services.documents.backtest_document import BacktestDocument
from pos_app.services.documents.basket_document import BasketDocument
from pos_app.services.documents.check_document import CheckDocument
from pos_app.services.documents.customer_document import CustomerDocument
from pos_app.services.documents.mirror_document import MirrorDocument
from pos_app.services.documents.priced_document import PricedDocument
from pos_app.services.documents.return_document import ReturnDocument

SHAPES: dict[str, Any] = {
    "basket": BasketDocument,
    "customer": CustomerDocument,
    "return": ReturnDocument,
    "priced": PricedDocument,
    "mirrored": MirrorDocument,
    "backtest": BacktestDocument,
    "check": CheckDocument,
}
"""By the name of the schema, and of its file."""
_WRITTEN_BY_US = frozenset({"priced", "mirrored", "backtest", "check"})


def document_schema(name: str) -> dict[str, Any]:
    """The schema of a document of ``SHAPES``: of one document, whether alone, in an array or on a line."""
    shape: Any = SHAPES[name]
    adapter: TypeAdapter[Any] = TypeAdapter(tuple[shape], config=ConfigDict(extra="forbid", strict=True))
    made = adapter.json_schema(mode="serialization" if name in _WRITTEN_BY_US else "validation")
    definitions: dict[str, Any] = {key: tidied(one) for key, one in made["$defs"].items()}
    document = definitions.pop(shape.__name__)
    if name not in _WRITTEN_BY_US:
        named = {"type": "string", "description": "where the JSON Schema lies, for editors"}
        document["properties"] = {SCHEMA_KEY: named, **document["properties"]}
    head = {"$schema": DIALECT, "$id": f"urn:kopilka:{name}", "title": f"Kopilka: {name}"}
    return {**head, **{key: one for key, one in document.items() if key != "title"}, "$defs": definitions}
