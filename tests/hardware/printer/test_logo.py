from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.printer.document_job import document_job
from hardware.printer.logo import LogoError, load_logo
from pos_app.domain.receipt.document import PrintDocument, QrBlock, Text

BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)


def _png(folder: Path, picture: "np.ndarray") -> Path:
    path = folder / "logo.png"
    assert cv2.imwrite(str(path), picture)
    return path


def test_dots_of_a_picture(tmp_path: Path) -> None:
    picture = np.zeros((4, 12, 4), np.uint8)
    picture[:, :] = WHITE
    picture[1, :] = BLACK
    picture[2, :] = (0, 0, 0, 0)
    logo = load_logo(_png(tmp_path, picture), 48)
    assert (logo.width_bytes, logo.height) == (2, 4)
    assert logo.data == b"\x00\x00\xff\xf0\x00\x00\x00\x00", "what is transparent is paper"


@pytest.mark.parametrize(("columns", "dots"), [(32, 288), (42, 384), (48, 432)])
def test_a_large_picture_is_made_to_fit(tmp_path: Path, columns: int, dots: int) -> None:
    picture = np.full((600, 1800), 128, np.uint8)
    logo = load_logo(_png(tmp_path, picture), columns)
    assert logo.width_bytes * 8 == dots
    assert logo.height == dots // 3
    black = sum(byte.bit_count() for byte in logo.data) / (logo.height * dots)
    assert 0.47 < black < 0.53, "half gray is half of the dots"


def test_receipts_carry_it_and_reports_do_not(tmp_path: Path) -> None:
    logo = load_logo(_png(tmp_path, np.zeros((8, 8), np.uint8)), 32)
    raster = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8
    assert raster in document_job(PrintDocument("sale", (Text("x"), QrBlock("K2-000231-7"))), 32, logo).data
    assert raster not in document_job(PrintDocument("z", (Text("x"),)), 32, logo).data


def test_what_is_no_picture(tmp_path: Path) -> None:
    for content in (b"", b"GIF", b"\x89PNG\r\n\x1a\n"):
        (tmp_path / "logo.png").write_bytes(content)
        with pytest.raises(LogoError, match="cannot be read as a picture"):
            load_logo(tmp_path / "logo.png", 48)
    with pytest.raises(LogoError, match="No such file"):
        load_logo(tmp_path / "other.png", 48)
