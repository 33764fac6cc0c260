"""Sample codes: each is read back by a real reader, means what its caption says, and is shipped as it is made."""

import json
import re
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import (
    BadgeCode,
    CardCode,
    CertificateCode,
    CouponCode,
    GoodsCode,
    OrderCode,
    PhoneCode,
    UnknownCode,
    UnknownReason,
    WeighedCode,
)
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.coupon.coupon_number import is_whole
from pos_app.domain.loyalty.programme_document import read_programme
from resources.demo.numbers import demo_order_numbers
from resources.demo.rows import CardStatus
from resources.demo.sample_files import LIST_NAME, SHEET_NAME, picture_name, write_all
from resources.demo.sample_pictures import png, svg
from resources.demo.samples import SEED, Sample, digits_to_type, samples
from resources.demo.shop import demo_shop
from resources.paths import resource_path

SAMPLES = samples()
SHOP = demo_shop(date(2026, 11, 22), SEED)
SHIPPED = resource_path("demo", "samples")
FORMATS = {
    Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
}
READABLE = zxingcpp.barcode_formats_from_str("EAN13,Code128,QRCode")
BY_NAME = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def _read(image: np.ndarray, sample: Sample) -> None:
    (code,) = zxingcpp.read_barcodes(image, formats=READABLE, text_mode=zxingcpp.TextMode.Plain)
    assert code.text == sample.text
    assert code.symbology == zxingcpp.create_barcode(sample.text, FORMATS[sample.symbology]).symbology


@BY_NAME
def test_shipped_picture_is_read_back(sample: Sample) -> None:
    image = cv2.imread(str(SHIPPED / picture_name(sample)), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    _read(image, sample)


@BY_NAME
def test_shipped_picture_is_what_the_script_makes(sample: Sample) -> None:
    made = cv2.imdecode(np.frombuffer(png(sample), np.uint8), cv2.IMREAD_GRAYSCALE)
    shipped = cv2.imread(str(SHIPPED / picture_name(sample)), cv2.IMREAD_GRAYSCALE)
    assert made is not None
    assert shipped is not None
    assert np.array_equal(made, shipped)


@BY_NAME
def test_code_on_the_sheet_is_read_back(sample: Sample, qapp: QGuiApplication) -> None:
    page = (SHIPPED / SHEET_NAME).read_text(encoding="utf-8")
    figure = re.search(rf'<figure id="{sample.name}".*?(<svg.*?</svg>)', page, re.DOTALL)
    assert figure is not None
    assert figure[1] == svg(sample)
    renderer = QSvgRenderer(QByteArray(figure[1].encode()))
    assert renderer.isValid()
    box = renderer.viewBox()
    image = QImage(box.width() * 4 + 80, box.height() * 4 + 80, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.translate(40, 40)
    renderer.render(painter, image.rect().adjusted(0, 0, -80, -80).toRectF())
    painter.end()
    rows = np.asarray(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    _read(np.ascontiguousarray(rows[:, : image.width()]), sample)


def test_shipped_set_is_complete_and_small(tmp_path: Path) -> None:
    made = {path.name for path in write_all(tmp_path)}
    assert made == {path.name for path in SHIPPED.iterdir()}
    assert len(made) <= 40
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 200_000
    for name in (LIST_NAME, SHEET_NAME):
        assert (tmp_path / name).read_text(encoding="utf-8") == (SHIPPED / name).read_text(encoding="utf-8"), name


def test_list_names_every_picture() -> None:
    listed = json.loads((SHIPPED / LIST_NAME).read_text(encoding="utf-8"))
    assert [(entry["file"], entry["text"], entry["symbology"]) for entry in listed] == [
        (picture_name(sample), sample.text, sample.symbology.value) for sample in SAMPLES
    ]
    assert all(entry[key][language] for entry in listed for key in ("title", "effect") for language in ("ru", "en"))


def test_sheet_needs_no_other_file() -> None:
    page = (SHIPPED / SHEET_NAME).read_text(encoding="utf-8")
    assert not re.search(r"\b(src|href)=|url\(|@import", page)
    assert "size: A4" in page


@BY_NAME
def test_code_means_what_the_caption_says(sample: Sample) -> None:
    code = classify(ScanData(sample.text, ScanSource.CAMERA, sample.symbology))
    match sample.section:
        case "goods":
            assert isinstance(code, GoodsCode)
            (item,) = [item for item in SHOP.goods if code.gtin in item.codes]
            assert item.name == sample.title.ru
        case "weighed":
            assert isinstance(code, WeighedCode)
            (item,) = [item for item in SHOP.goods if item.article == code.article]
            assert item.name == sample.title.ru
            assert f"{code.quantity // 1000},{code.quantity % 1000:03d} кг" in sample.effect.ru
        case "cards":
            assert isinstance(code, CardCode)
            found = [card.status for person in SHOP.customers for card in person.cards if card.number == code.number]
            if sample.name.startswith("card-blank"):
                assert found == [], "nobody's yet"
            else:
                assert found == [CardStatus.BLOCKED if sample.name.startswith("card-blocked") else CardStatus.ACTIVE]
        case "phones":
            assert isinstance(code, PhoneCode)
            (person,) = [person for person in SHOP.customers if person.phone == code.e164]
            assert person.short_name in sample.effect.ru
        case "coupons":
            assert isinstance(code, CouponCode)
            programme = read_programme(SHOP.programme_text)
            (coupon,) = [each for each in programme.coupons if each.answers_to(sample.text)]
            assert coupon.single_use and coupon.prefix is not None and is_whole(sample.text, coupon.prefix)
        case "certificates":
            assert isinstance(code, CertificateCode)
            assert read_programme(SHOP.programme_text).certificates
        case "orders":
            assert isinstance(code, OrderCode)
            assert code.number in demo_order_numbers()
        case "staff":
            assert isinstance(code, BadgeCode)
            (worker,) = [worker for worker in SHOP.staff if worker.badge == code.number]
            assert f"{worker.name}. PIN\u00a0{worker.pin}." in sample.effect.ru
        case "trouble":
            known = {text for item in SHOP.goods for text in item.codes}
            if isinstance(code, GoodsCode):
                assert code.gtin not in known
            else:
                assert isinstance(code, UnknownCode)
                assert code.reason is UnknownReason.CHECK_DIGIT
        case other:
            pytest.fail(f"a section without a meaning: {other}")


def test_three_chocolates_make_the_promotion() -> None:
    chocolates = [sample.text for sample in SAMPLES if sample.name.startswith("goods-chocolate")]
    prices = [item.price_kopecks for item in SHOP.goods if item.group == "chocolate" and item.codes[0] in chocolates]
    assert len(set(prices)) == 3


def test_vodka_has_room_above_its_floor() -> None:
    (sample,) = [sample for sample in SAMPLES if sample.name == "goods-vodka"]
    (vodka,) = [item for item in SHOP.goods if sample.text in item.codes]
    assert vodka.rules.floor_kopecks is not None
    assert vodka.rules.floor_kopecks < vodka.price_kopecks


def test_last_four_digits_that_need_a_choice_are_on_the_sheet() -> None:
    page = (SHIPPED / SHEET_NAME).read_text(encoding="utf-8")
    endings = digits_to_type(SHOP)
    assert len(endings) == 3
    for ending in endings:
        owners = [person for person in SHOP.customers if person.phone.endswith(ending)]
        assert len(owners) == 3
        assert f'<td class="digits">{ending}</td>' in page
        assert all(person.short_name in page for person in owners)
