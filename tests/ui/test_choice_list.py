"""Columns of the list to choose from stand beside each other inside their row."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pos_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from tests.ui.stage import Stage

_ROW = ChoiceRow("Молоко пастеризованное 1,5 % «Белорунь» 930 мл", "100001", "1 078,50 ₽")


def test_article_and_price_are_whole_and_the_name_has_the_rest(sale: Stage) -> None:
    holder = QWidget()
    choices = ChoiceList(holder)
    holder.resize(690, 600)
    choices.setGeometry(0, 0, 690, 600)
    holder.show()
    choices.show_choices("", [_ROW], digits=False)
    sale.settle()
    button = next(each for each in choices.findChildren(QPushButton) if each.isVisible())
    texts = {each.text(): each for each in button.findChildren(QLabel)}
    name, article, price = (texts[text] for text in (_ROW.title, _ROW.detail, _ROW.value))
    assert name.geometry().right() < article.x() < article.geometry().right() < price.x()
    assert price.geometry().right() < button.width()
    assert all(each.fontMetrics().horizontalAdvance(each.text()) <= each.width() for each in (article, price))
    holder.close()
