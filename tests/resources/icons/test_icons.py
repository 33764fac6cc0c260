"""The program's sign in both forms."""

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources.paths import resource_path


def test_png_is_256_square_with_transparent_corners() -> None:
    image = cv2.imread(str(resource_path("icons", "kopilka-256.png")), cv2.IMREAD_UNCHANGED)
    assert image is not None
    assert image.shape == (256, 256, 4)
    assert image[0, 0, 3] == 0
    assert image[128, 20, 3] == 255


def test_png_shows_the_svg(qapp: QGuiApplication) -> None:
    renderer = QSvgRenderer(str(resource_path("icons", "kopilka.svg")))
    assert renderer.isValid()
    drawn = QImage(256, 256, QImage.Format.Format_RGBA8888)
    drawn.fill(0)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    shipped = QImage(str(resource_path("icons", "kopilka-256.png"))).convertToFormat(drawn.format())
    difference = np.abs(np.asarray(drawn.constBits(), int) - np.asarray(shipped.constBits(), int))
    assert difference.mean() == pytest.approx(0, abs=1)
