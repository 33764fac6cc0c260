"""Papers as text, for the tests that read them."""

from pos_app.domain.receipt.document import PrintDocument, Row
from pos_app.domain.receipt.labels import RUSSIAN, Labels
from pos_app.domain.receipt.layout import lay_out
from pos_app.domain.receipt.paper import Paper
from pos_app.domain.receipt.shop_header import ShopHeader
from tests.domain.goods import MOSCOW

SHOP = ShopHeader("Магазин «Копилка»", "г. Тверь, ул. Пробная, 1", "7700000000", "Спасибо за покупку!")


def paper(labels: Labels = RUSSIAN, *, copy: bool = False) -> Paper:
    """The test shop's paper."""
    return Paper(SHOP, labels, MOSCOW, copy)


def text_of(document: PrintDocument) -> str:
    """As the readable view shows it, 42 columns."""
    return "\n".join(lay_out(document, 42)).replace("\u00a0", " ")


def rows_of(document: PrintDocument) -> list[tuple[str, str]]:
    """The pairs of left and right texts, from top to bottom."""
    return [(block.left.strip(), block.right) for block in document.blocks if isinstance(block, Row)]
