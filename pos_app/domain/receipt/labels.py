"""The words on paper, in both languages, and how each writes figures."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Language(StrEnum):
    """Languages of the shop floor."""

    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """Every word a paper may carry.

    ``decimal_sign`` and ``thousands_sign`` stand in sums, ``number_sign`` before numbers; days are written by
    ``day_format`` (``{day}``, ``{month}``, ``{year}``; ``months`` with spaces between). ``one_piece`` is said of one.
    """

    decimal_sign: str
    thousands_sign: str
    number_sign: str
    day_format: str
    months: str
    taxpayer: str
    sale: str
    sale_return: str
    copy: str
    till: str
    shift: str
    cashier: str
    of_receipt: str
    without_receipt: str
    reason: str
    piece: str
    one_piece: str
    kilogram: str
    goods_promotion: str
    basket_promotion: str
    standing_discount: str
    coupon: str
    manual_discount: str
    points_on_line: str
    without_discounts: str
    discount: str
    paid_with_points: str
    total: str
    refund_total: str
    vat: str
    no_vat: str
    cash: str
    card: str
    money_account: str
    certificate: str
    prepaid: str
    next_visit_coupon: str
    coupon_from: str
    coupon_until: str
    coupon_once: str
    kept_on_account: str
    certificate_valid_until: str
    certificates_sold: str
    accounts_topped_up: str
    certificates_returned: str
    top_ups_returned: str
    given: str
    change: str
    balance_before: str
    points_spent: str
    points_earned: str
    points_restored: str
    points_taken_back: str
    balance_after: str
    debt_before: str
    debt_after: str
    points_burn_on: str
    x_report: str
    z_report: str
    opened: str
    closed: str
    made: str
    receipts: str
    sales_count: str
    returns_count: str
    customers_count: str
    sales: str
    returns: str
    list_sum: str
    net_sum: str
    points_as_money: str
    sales_points: str
    returned_points: str
    earned: str
    taken_back: str
    drawer: str
    opening_float: str
    cash_in: str
    cash_out: str
    cash_sales: str
    cash_returns: str
    expected_cash: str
    counted_cash: str
    over: str
    short: str
    unsent: str
    signature: str


RUSSIAN = Labels(
    decimal_sign=",",
    thousands_sign=" ",
    number_sign="№",
    day_format="{day:02d}.{month}.{year}",
    months="01 02 03 04 05 06 07 08 09 10 11 12",
    taxpayer="ИНН",
    sale="Чек",
    sale_return="Возврат",
    copy="КОПИЯ",
    till="Касса",
    shift="Смена",
    cashier="Кассир",
    of_receipt="По чеку",
    without_receipt="Без чека",
    reason="Причина",
    piece="шт",
    one_piece="шт",
    kilogram="кг",
    goods_promotion="Акция",
    basket_promotion="Акция на чек",
    standing_discount="Скидка по карте",
    coupon="Купон",
    manual_discount="Скидка кассира",
    points_on_line="Баллами",
    without_discounts="Без скидок",
    discount="Скидка",
    paid_with_points="Оплачено баллами",
    total="ИТОГО",
    refund_total="К ВОЗВРАТУ",
    vat="в т.ч. НДС",
    no_vat="Без НДС",
    cash="Наличными",
    card="Картой",
    money_account="Со счёта покупателя",
    certificate="Сертификатом",
    prepaid="Предоплата по заказу",
    next_visit_coupon="Купон на следующую покупку",
    coupon_from="Действует с",
    coupon_until="по",
    coupon_once="Один раз. Покажите кассиру",
    kept_on_account="Оставлено на счёте",
    certificate_valid_until="Действует до",
    certificates_sold="Продано сертификатов",
    accounts_topped_up="Пополнено счетов",
    certificates_returned="Возвращено сертификатов",
    top_ups_returned="Выплачено со счетов",
    given="Получено",
    change="Сдача",
    balance_before="Баллов было",
    points_spent="Списано",
    points_earned="Начислено",
    points_restored="Возвращено баллов",
    points_taken_back="Снято начисленных",
    balance_after="Баллов стало",
    debt_before="Долг по баллам был",
    debt_after="Долг по баллам стал",
    points_burn_on="Начисленные сгорят",
    x_report="X-отчёт",
    z_report="Z-отчёт",
    opened="Открыта",
    closed="Закрыта",
    made="Составлен",
    receipts="Чеки",
    sales_count="Продаж",
    returns_count="Возвратов",
    customers_count="С покупателем",
    sales="ПРОДАЖИ",
    returns="ВОЗВРАТЫ",
    list_sum="По ценам без скидок",
    net_sum="Итого",
    points_as_money="Баллами",
    sales_points="Списано баллов",
    returned_points="Возвращено баллов",
    earned="Начислено баллов",
    taken_back="Снято начисленных",
    drawer="ДЕНЕЖНЫЙ ЯЩИК",
    opening_float="Размен на начало",
    cash_in="Внесено",
    cash_out="Изъято",
    cash_sales="Продажи наличными",
    cash_returns="Возвраты наличными",
    expected_cash="Должно быть",
    counted_cash="Пересчитано",
    over="Излишек",
    short="Недостача",
    unsent="Ждут отправки",
    signature="Подпись",
)

ENGLISH = Labels(
    decimal_sign=".",
    thousands_sign=",",
    number_sign="No.",
    day_format="{day} {month} {year}",
    months="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    taxpayer="INN",
    sale="Receipt",
    sale_return="Return",
    copy="COPY",
    till="Till",
    shift="Shift",
    cashier="Cashier",
    of_receipt="Of receipt",
    without_receipt="Without a receipt",
    reason="Reason",
    piece="pcs",
    one_piece="pc",
    kilogram="kg",
    goods_promotion="Promotion",
    basket_promotion="Promotion on the receipt",
    standing_discount="Card discount",
    coupon="Coupon",
    manual_discount="Discount by hand",
    points_on_line="By points",
    without_discounts="Without discounts",
    discount="Discount",
    paid_with_points="Paid with points",
    total="TOTAL",
    refund_total="REFUND",
    vat="incl. VAT",
    no_vat="No VAT",
    cash="Cash",
    card="Card",
    money_account="From the money account",
    certificate="Gift certificate",
    prepaid="Prepaid for the order",
    next_visit_coupon="A coupon for the next visit",
    coupon_from="Good from",
    coupon_until="until",
    coupon_once="Once. Show it to the cashier",
    kept_on_account="Kept on the account",
    certificate_valid_until="Valid until",
    certificates_sold="Certificates sold",
    accounts_topped_up="Accounts topped up",
    certificates_returned="Certificates taken back",
    top_ups_returned="Paid out of accounts",
    given="Received",
    change="Change",
    balance_before="Points before",
    points_spent="Spent",
    points_earned="Earned",
    points_restored="Points given back",
    points_taken_back="Earned points taken back",
    balance_after="Points after",
    debt_before="Points owed before",
    debt_after="Points owed after",
    points_burn_on="Earned points expire on",
    x_report="X report",
    z_report="Z report",
    opened="Opened",
    closed="Closed",
    made="Made",
    receipts="Receipts",
    sales_count="Sales",
    returns_count="Returns",
    customers_count="With a customer",
    sales="SALES",
    returns="RETURNS",
    list_sum="At list price",
    net_sum="Total",
    points_as_money="By points",
    sales_points="Points spent",
    returned_points="Points given back",
    earned="Points earned",
    taken_back="Earned points taken back",
    drawer="CASH DRAWER",
    opening_float="Opening float",
    cash_in="Cash in",
    cash_out="Cash out",
    cash_sales="Cash sales",
    cash_returns="Cash returns",
    expected_cash="Expected",
    counted_cash="Counted",
    over="Over",
    short="Short",
    unsent="Waiting to be sent",
    signature="Signature",
)

LABELS = MappingProxyType({Language.RU: RUSSIAN, Language.EN: ENGLISH})
"""The table of each language."""
