"""The bench of reading runs small: tables of what was read, frames against their targets."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from pos_app.bench.benches import BenchError, Order
from pos_app.bench.read_codes.code_picture import code_picture
from pos_app.bench.read_codes.folder_set import folder_samples
from pos_app.bench.read_codes.measure import measure
from pos_app.bench.report_text import report_text
from pos_app.domain.codes.scan import Symbology


def make_folder(folder: Path) -> None:
    cv2.imwrite(str(folder / "qr.png"), code_picture(Symbology.QR, "Карта", 4))
    cv2.imwrite(str(folder / "none.png"), np.full((120, 120), 200, np.uint8))
    with (folder / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "symbology", "text"), ("qr.png", "QR", "Карта"), ("none.png", "", "")])


@pytest.mark.slow
def test_a_folder_is_measured(tmp_path: Path) -> None:
    make_folder(tmp_path)
    told: list[str] = []
    report = measure(Order(tmp_path, 2, False, folder=tmp_path), told.append)
    photos, cyrillic, angles = report.tables
    assert photos.head[:3] == ("decoded/misread", "of", "ours")
    assert [row[:3] for row in photos.rows[:3]] == [("QR", "1", "1/0"), ("no code", "1", "0/0"), ("all", "2", "1/0")]
    assert cyrillic.rows[0][:3] == ("Cyrillic QR", "20", "20/0")
    assert [row[2:] for row in angles.rows] == [("91", "91"), ("91", "91")]
    assert [figure.target_ms for figure in report.figures] == [30, 20, 12, 6]
    text = report_text(report)
    assert "pictures of" in text
    assert "720p frame without a code" in text
    assert report.to_json()["tables"][0]["rows"][0]["ours"] == "1/0"


def test_a_folder_that_cannot_be_measured_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"expected\.csv"):
        list(folder_samples(tmp_path))
    (tmp_path / "expected.csv").write_text("file,text\n", encoding="utf-8")
    with pytest.raises(BenchError, match="expected the columns"):
        list(folder_samples(tmp_path))
    (tmp_path / "expected.csv").write_text("file,symbology,text\na.png,QR,x\n", encoding="utf-8")
    with pytest.raises(BenchError, match=r"a\.png"):
        list(folder_samples(tmp_path))
