"""CSV of the codes in pictures."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.scanner.picture_file import NotAPictureError, read_picture
from pos_app.bench.read_codes.code_picture import code_picture
from pos_app.domain.codes.scan import Symbology

GS1 = "0104600051000057215ab\x1d93xyzw"


def read_codes(*arguments: object) -> tuple[int, list[list[str]], str]:
    ended = subprocess.run(
        [sys.executable, "-m", "pos_app", "read-codes", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    rows = list(csv.reader(io.StringIO(ended.stdout.decode("utf-8"), newline="")))
    return ended.returncode, rows, ended.stderr.decode()


def save(path: Path, symbology: Symbology, text: str) -> None:
    drawn = code_picture(symbology, text, 4)
    if drawn.shape[0] < 60:
        drawn = np.repeat(drawn, 60 // drawn.shape[0] + 1, axis=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), drawn)


@pytest.mark.end_to_end
def test_a_folder_and_single_files(tmp_path: Path) -> None:
    save(tmp_path / "a.png", Symbology.EAN13, "4600051000057")
    save(tmp_path / "b" / "c.jpg", Symbology.QR, 'Карта «Копилка», "42"\nвторая строка')
    save(tmp_path / "mark.PNG", Symbology.DATAMATRIX, GS1)
    cv2.imwrite(str(tmp_path / "empty.png"), np.full((100, 100), 200, np.uint8))
    (tmp_path / "README.txt").write_text("no picture")
    code, rows, complaint = read_codes(tmp_path)
    assert (code, complaint) == (0, "")
    assert rows == [
        ["file", "symbology", "text"],
        ["a.png", "EAN-13", "4600051000057"],
        ["b/c.jpg", "QR", 'Карта «Копилка», "42"\nвторая строка'],
        ["mark.PNG", "DataMatrix", GS1],
    ]
    broken, missing = tmp_path / "broken.png", tmp_path / "missing.png"
    broken.write_bytes(b"\x89PNG torn")
    code, rows, complaint = read_codes(broken, tmp_path / "a.png", missing)
    assert code == 1
    assert rows[1:] == [[str(tmp_path / "a.png"), "EAN-13", "4600051000057"]]
    assert "broken.png: no picture" in complaint
    assert "missing.png: No such file" in complaint
    (tmp_path / "b" / "lost.png").symlink_to(missing)
    code, rows, complaint = read_codes(tmp_path / "b")
    assert (code, len(rows)) == (1, 2) and "lost.png: No such file" in complaint


def test_pictures_of_every_depth_and_transparent_ones(tmp_path: Path) -> None:
    drawn = code_picture(Symbology.QR, "x", 4)
    clear = np.dstack([np.zeros_like(drawn)] * 3 + [255 - drawn])
    deep = drawn.astype(np.uint16) * 257
    for name, picture in (("clear", clear), ("deep", deep), ("gray", drawn)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
        found = read_picture(tmp_path / f"{name}.png")
        assert found.dtype == np.uint8
        assert np.array_equal(found if found.ndim == 2 else found[:, :, 0], drawn), name
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(NotAPictureError):
        read_picture(tmp_path / "empty")
