"""Writes the samples as files: a picture for each, a list for programs, a sheet for paper."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from resources.demo.sample_pictures import png
from resources.demo.sample_sheet import sheet
from resources.demo.samples import SEED, Sample, samples
from resources.demo.shop import demo_shop

LIST_NAME = "samples.json"
SHEET_NAME = "sheet.html"


def write_all(folder: Path) -> Iterator[Path]:
    """Write ``NAME.png`` for each sample, ``samples.json`` and ``sheet.html``; gives each path once it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    found = samples()
    for sample in found:
        path = folder / picture_name(sample)
        path.write_bytes(png(sample))
        yield path
    listed = json.dumps([_entry(sample) for sample in found], ensure_ascii=False, indent=1)
    (folder / LIST_NAME).write_text(f"{listed}\n", encoding="utf-8")
    yield folder / LIST_NAME
    page = sheet(found, demo_shop(date(2026, 1, 1), SEED))
    (folder / SHEET_NAME).write_text(page, encoding="utf-8")
    yield folder / SHEET_NAME


def picture_name(sample: Sample) -> str:
    """The file of a sample's picture."""
    return f"{sample.name}.png"


def _entry(sample: Sample) -> dict[str, Any]:
    return {
        "file": picture_name(sample),
        "section": sample.section,
        "symbology": sample.symbology.value,
        "text": sample.text,
        "title": {"ru": sample.title.ru, "en": sample.title.en},
        "effect": {"ru": sample.effect.ru, "en": sample.effect.en},
    }
