"""Makes ``codes.toml`` and ``codes.schema.json``: ``python -m resources.codes.published_codes``."""

from pos_app.domain.codes.codes_document import codes_schema
from pos_app.domain.codes.codes_writing import codes_text
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.loyalty.readable_json import readable_json
from resources.paths import resource_path

TABLE_NAME, SCHEMA_NAME = "codes.toml", "codes.schema.json"

HEAD = """\
# What the codes mean that this till reads or that are typed: the first rule that takes a code whole wins.
#
# To change it, copy this file to codes.toml in the till's home, edit it, and check it:  ./till codes check FILE
# The till reads it when it starts. Rules that take the same codes are named there, unless the later one says that this
# is meant: after = ["the earlier one"]. Bank cards are refused whatever this table says.
#
# kind        goods, gs1_goods, digital_link, marked, marked_tobacco, weighed, priced, card,
#             rotating_card, radio_token, magnetic_stripe, phone, receipt, badge, coupon, certificate, order
# characters  what may stand behind the prefix: digits, hexadecimal, letters_digits, receipt, phone, any
# length      of the whole code, or [least, greatest]
# prefixes    the code begins with one of them (capitals); left out: with anything
# sources     keyboard, serial, camera, typed; left out: any
# symbologies ean13, ean8, upca, code128, code39, code93, itf, codabar, qr, datamatrix; left out: any
# needs_symbology = true: not from readers that do not say what they have read
# check       gs1, luhn; left out: no check digit
#
# Labels with a price instead of a weight: take prefixes away from "weighed" and add
#
#     [[rule]]
#     name = "priced"
#     kind = "priced"
#     characters = "digits"
#     length = 13
#     prefixes = ["28", "29"]
#     check = "gs1"
#     article_digits = 5
#     value_digits = 5            # kopecks
#
# (and name "priced" in the "after" of "goods_13"). Radio tokens (EM4100) whose reader types ten decimal digits:
#
#     [[rule]]
#     name = "radio_token"
#     kind = "radio_token"
#     characters = "digits"
#     length = 10
#     sources = ["keyboard", "serial"]
#     token_format = "dec10"      # or "hex10" (characters = "hexadecimal"), "dec3_5"
#
# A token is the customer's card whose serial is the token's number.

"""


def table_text() -> str:
    """The published table as it lies in the file."""
    return f"{HEAD}{codes_text(DEFAULT_RULES)}\n"


def schema_text() -> str:
    """The published JSON Schema as it lies in the file."""
    return readable_json(codes_schema())


if __name__ == "__main__":
    folder = resource_path("codes")
    (folder / TABLE_NAME).write_text(table_text(), encoding="utf-8")
    (folder / SCHEMA_NAME).write_text(schema_text(), encoding="utf-8")
