"""Stored baskets with their stored results: `python -m tests.golden.pricing_records` writes the results anew.

A file of ``pricing/`` holds a programme and cases of it: basket, customer, and what the engine made of them
(``priced``); a case with ``returns`` also what they give back (``mirrored``). Results are written by this command and
read by people before they are committed; the test compares every byte.
"""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.readable_json import readable_json
from pos_app.services.documents.mirroring import mirrored
from pos_app.services.documents.priced_document import PricedDocument
from pos_app.services.documents.pricing_order import NOBODY, PricingDesk, read_customers
from pos_app.services.documents.reading import read_documents, read_one
from pos_app.services.documents.return_document import ReturnDocument
from pos_app.services.documents.writing import document_bytes

FOLDER = Path(__file__).parent / "pricing"
ZONE = ZoneInfo("Europe/Moscow")


def records() -> list[Path]:
    """Every stored file."""
    return sorted(FOLDER.glob("*.json"))


def case_with_results(programme: Any, case: Any) -> dict[str, Any]:
    """The case as it should be stored: its inputs, then what is made of them today."""
    inputs = {key: value for key, value in case.items() if key not in ("priced", "mirrored")}
    customers = NOBODY if case["customer"] is None else read_customers(json.dumps(case["customer"]).encode())
    desk = PricingDesk(read_programme(json.dumps(programme)), customers, None, ZONE)
    priced = document_bytes(desk.priced(desk.asked(case["basket"], 1, ())))
    made = {**inputs, "priced": json.loads(priced)}
    if "returns" in case:
        returns = read_documents(json.dumps(case["returns"]).encode(), ReturnDocument)
        made["mirrored"] = [
            json.loads(document_bytes(one)) for one in mirrored(read_one(priced, PricedDocument), returns)
        ]
    return made


def with_results(path: Path) -> str:
    """The text that the file should have today."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    cases = [case_with_results(stored["programme"], case) for case in stored["cases"]]
    return readable_json({**stored, "cases": cases})


if __name__ == "__main__":
    for record in records():
        record.write_text(with_results(record), encoding="utf-8")
