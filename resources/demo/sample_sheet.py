"""The printable sheet of samples: one HTML file for A4 that needs nothing beside it."""

from collections.abc import Iterable
from html import escape

from pos_app.domain.codes import phone
from pos_app.domain.loyalty.programme import LocalText
from resources.demo.rows import DemoShop
from resources.demo.sample_pictures import svg
from resources.demo.samples import Sample, digits_to_type

_SECTIONS = {
    "goods": LocalText("Товары", "Goods"),
    "weighed": LocalText("Весовые товары", "Weighed goods"),
    "cards": LocalText("Карты покупателей", "Customers' cards"),
    "phones": LocalText("Телефоны в QR-кодах", "Phones in QR codes"),
    "coupons": LocalText("Купоны", "Coupons"),
    "certificates": LocalText("Подарочные сертификаты", "Gift certificates"),
    "orders": LocalText("Заказы к выдаче", "Orders to be picked up"),
    "staff": LocalText("Сотрудники", "Staff"),
    "trouble": LocalText("Что должно быть отвергнуто", "What must be refused"),
}
_STYLE = """
@page { size: A4; margin: 10mm }
* { box-sizing: border-box }
body { font: 9pt/1.3 "Golos Text", "Segoe UI", "DejaVu Sans", sans-serif }
body { color: #111; margin: 0 auto; max-width: 190mm }
h1 { font-size: 16pt; margin: 0 0 1mm }
h2 { font-size: 12pt; margin: 5mm 0 2mm; border-bottom: 0.4mm solid #0f5f59; break-after: avoid }
p { margin: 0 0 2mm }
.en { color: #555; font-size: 8pt }
.codes { font-size: 0; orphans: 1; widows: 1 }
figure { display: inline-block; vertical-align: top; width: 61mm; margin: 0 2mm 2.5mm 0; font-size: 9pt }
figure { padding: 2.5mm; border: 0.2mm solid #bbb; border-radius: 1.5mm; break-inside: avoid }
figure svg { display: block; margin: 0 auto 1.5mm; max-width: 100% }
figcaption b { display: block }
table { border-collapse: collapse; break-inside: avoid }
td, th { border: 0.2mm solid #bbb; padding: 1mm 2mm; text-align: left }
.digits { font-variant-numeric: tabular-nums; font-weight: bold; white-space: nowrap }
"""


def sheet(samples: Iterable[Sample], shop: DemoShop) -> str:
    """The whole sheet as HTML text, Russian with the English below each caption."""
    by_section: dict[str, list[Sample]] = {section: [] for section in _SECTIONS}
    for sample in samples:
        by_section[sample.section].append(sample)
    parts = [_section(section, found) for section, found in by_section.items()]
    return (
        '<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Копилка: коды для проверки</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        "<h1>Копилка: коды для проверки</h1>\n"
        "<p>Коды демонстрационного магазина. Печатать в масштабе 100 %. Люди и телефоны вымышлены.<br>"
        '<span class="en">Codes of the demo shop. Print at 100 %. The people and phones are invented.</span></p>\n'
        f"{''.join(parts)}{_to_type(shop)}</body>\n</html>\n"
    )


def _section(section: str, samples: list[Sample]) -> str:
    figures = "".join(_figure(sample) for sample in samples)
    return f'{_heading(_SECTIONS[section])}<div class="codes">\n{figures}</div>\n'


def _heading(words: LocalText) -> str:
    return f'<h2>{escape(words.ru)} <span class="en">{escape(words.en)}</span></h2>\n'


def _figure(sample: Sample) -> str:
    title = escape(sample.title.ru)
    if sample.title.en != sample.title.ru:
        title += f' <span class="en">{escape(sample.title.en)}</span>'
    return (
        f'<figure id="{sample.name}" data-text="{escape(sample.text)}">{svg(sample)}<figcaption><b>{title}</b>'
        f'{escape(sample.effect.ru)}<br><span class="en">{escape(sample.effect.en)}</span></figcaption></figure>\n'
    )


def _to_type(shop: DemoShop) -> str:
    """What is typed, not scanned: last four digits with a choice, and whole phones of the same people."""
    rows = []
    for ending in digits_to_type(shop):
        people = [person for person in shop.customers if person.phone.endswith(ending)]
        whose = "<br>".join(f"{phone.formatted(person.phone)} — {escape(person.short_name)}" for person in people)
        rows.append(f'<tr><td class="digits">{ending}</td><td>{whose}</td></tr>\n')
    heading = LocalText("Набрать на клавиатуре", "To be typed")
    return (
        f"{_heading(heading)}"
        "<p>Последние четыре цифры у троих одинаковы: касса предложит выбор. Целиком номер набирают как угодно: "
        'с +7, с 8, без них.<br><span class="en">Three people share the last four digits: the till offers a choice. '
        "A whole number may be typed with +7, with 8 or without.</span></p>\n"
        f'<table><tr><th>F2, цифры <span class="en">digits</span></th>'
        f'<th>Чьи <span class="en">whose</span></th></tr>\n{"".join(rows)}</table>\n'
    )
