"""What was expected where a programme document is unsound: the sentences, in both languages.

Params stand in braces. English: «PLACE: expected …, found …»; the Russian words stand after a colon, to fit any case.
"""

from typing import Final

from pos_app.domain.receipt.labels import Language

_PAIRS: Final[dict[str, tuple[str, str]]] = {
    # shape
    "not_json": ("JSON", "JSON"),
    "not_utf8": ("UTF-8 text", "текст в UTF-8"),
    "one_document": ("one document", "один документ"),
    "half_character": ("whole characters", "целые символы"),
    "too_deep": ("at most {most} brackets within brackets", "не больше {most} скобок внутри скобок"),
    "key_twice": ("each key once in an object", "каждый ключ в объекте один раз"),
    "missing": ("this key", "этот ключ"),
    "unknown_key": ("no such key", "такого ключа нет"),
    "not_whole": ("a whole number", "целое число"),
    "not_text": ("text in quotes", "текст в кавычках"),
    "not_yes_no": ("true or false", "true или false"),
    "not_list": ("a list", "список"),
    "not_object": ("an object", "объект"),
    "wrong_type": ("another type of value", "значение другого типа"),
    "below": ("{least} or more", "не меньше {least}"),
    "above": ("{most} or less", "не больше {most}"),
    "not_as_its_row": ("{named}, as its row says", "{named}, как в её строке"),
    "not_one_of": ("one of {names}", "одно из: {names}"),
    "wrong_code": (
        "a name of 1 to 48 small Latin letters, digits, - and _",
        "имя из 1–48 строчных латинских букв, цифр, - и _",
    ),
    "wrong_coupon_code": (
        "2 to 40 capital Latin letters, digits and -",
        "2–40 заглавных латинских букв, цифр и -",
    ),
    "too_short": ("at least {least} characters", "не короче {least} знаков"),
    "too_long": ("at most {most} characters", "не длиннее {most} знаков"),
    "too_few": ("at least {least} entries", "не меньше {least} записей"),
    "too_many": ("at most {most} entries", "не больше {most} записей"),
    "not_a_time": (
        "a time with its offset, such as 2026-03-01T00:00:00+03:00, in the years 2000 to 2199",
        "время с поясом в 2000–2199 годах: 2026-03-01T00:00:00+03:00",
    ),
    "not_a_day": (
        "a day such as 2026-03-01, in the years 2000 to 2199",
        "день в 2000–2199 годах, например 2026-03-01",
    ),
    "not_a_clock_time": (
        "hours and minutes of the shop's clock, such as 17:30",
        "часы и минуты по часам магазина: 17:30",
    ),
    # names
    "duplicate": ("each once; it stands at {other} already", "каждое один раз; уже есть: {other}"),
    "reserved_name": ("another name than {names}", "другое имя, кроме: {names}"),
    "unknown_name": ("a {what} of this document: {names}", "имя из этого документа ({what}): {names}"),
    "ambiguous_code": ("a code that {other} does not take for its own", "код, который не подходит к {other}"),
    "named_twice": (
        "goods either in or out; {other} names them too",
        "товары либо входят, либо нет; они есть и в {other}",
    ),
    # order and size
    "unsorted": ("more than {before}, which stands before it", "больше, чем {before} перед ним"),
    "pay_not_below_take": ("less than take, which is {take}", "меньше, чем take: {take}"),
    "free_not_below": ("less than at_least, which is {at_least}", "меньше, чем at_least: {at_least}"),
    "less_than": ("at least {least}, the value of {other}", "не меньше {least}: столько в {other}"),
    "more_than": ("at most {most}, the value of {other}", "не больше {most}: столько в {other}"),
    "not_exactly_one": ("exactly one of {names}", "ровно одно из: {names}"),
    "not_at_least_one": ("at least one of {names}", "хотя бы одно из: {names}"),
    "no_series": ("a coupon with a prefix, to number new ones", "купон с prefix, чтобы нумеровать новые"),
    "price_of_basket": (
        "a percentage or a sum; a price is for each_unit",
        "процент или сумма; цена бывает у each_unit",
    ),
    "no_nominal": ("a nominal of the series: {names}", "номинал серии: {names}"),
    # time
    "day_before": ("{least} or later", "не раньше {least}"),
    "never_in_force": ("a day after the programme starts ({start})", "день после начала программы ({start})"),
    "hours_end_first": (
        "later than {begin}; 00:00 is the end of the day, hours after it are an entry of their own",
        "позже {begin}; 00:00 означает конец дня, часы после него пишут отдельной записью",
    ),
    "hours_overlap": ("hours that do not overlap those at {other}", "часы, которые не пересекаются с {other}"),
    "windows_overlap": (
        "a window apart from that of {other}, for one holds {held}",
        "срок отдельно от {other}: место {held} одно",
    ),
    # exclusion
    "forbids_itself": ("the id of another rule", "имя другого правила"),
    "too_early": ("a rule that is not computed before {stage}", "правило, которое считается не раньше {stage}"),
    "stage_too_early": ("a stage after {stage}", "этап после {stage}"),
    "not_of_goods": (
        "another stage: what cash is rounded by belongs to the payment, not to goods",
        "другой этап: округление наличных относится к оплате, а не к товарам",
    ),
    "not_on_receipts": ("nothing: the rule does not work on receipts", "ничего: правило действует не в чеке"),
    "not_for_friends": (
        "nothing: what a friend's purchase must be, the keys of referral say",
        "ничего: какой должна быть покупка друга, говорят ключи referral",
    ),
    "cycle": ("rules that do not forbid each other in a circle", "правила, которые не запрещают друг друга по кругу"),
    # baskets, customers, returns
    "whole_pieces": ("whole pieces, a multiple of 1000", "целые штуки: кратно 1000"),
    "not_by_piece": ("a line of goods by the piece", "строка со штучным товаром"),
    "time_needed": ("a time here, or one for all with --at", "время здесь или одно на всех: --at"),
    "tenders_differ": ("tenders of {money} kopecks together", "оплаты на {money} копеек вместе"),
    "only_with_first": ("nothing: it is said with the first return", "ничего: это пишут в первом возврате"),
    "not_adding_up": ("{expected}, so that the document adds up", "{expected}, чтобы документ сходился"),
    "not_a_birthday": ("month and day such as 05-14", "месяц и день, например 05-14"),
    "no_documents": ("at least one document", "хотя бы один документ"),
}

KEYS: Final = {
    "not_utf8": "not_json",
    "one_document": "not_json",
    "half_character": "not_json",
    "too_deep": "not_json",
    "not_whole": "wrong_type",
    "not_text": "wrong_type",
    "not_yes_no": "wrong_type",
    "not_list": "wrong_type",
    "not_object": "wrong_type",
    "below": "out_of_range",
    "above": "out_of_range",
    "wrong_code": "wrong_text",
    "wrong_coupon_code": "wrong_text",
    "too_short": "wrong_text",
    "too_long": "wrong_text",
    "too_few": "wrong_length",
    "too_many": "wrong_length",
}
"""The key of a problem, where several sentences have one; else the sentence's own name."""

EXPECTED: Final[dict[str, dict[Language, str]]] = {
    key: {Language.EN: english, Language.RU: russian} for key, (english, russian) in _PAIRS.items()
}
"""By key and language."""
