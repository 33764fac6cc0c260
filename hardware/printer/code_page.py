"""Code page 866, the Cyrillic of receipt printers: what it cannot show is written in another way."""

import unicodedata

from pos_app.domain.receipt.document import Block, PrintDocument, QrBlock, Row, Text

_INSTEAD = str.maketrans(
    {
        "₽": "руб.",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "—": "-",
        "–": "-",
        "−": "-",
        "‑": "-",
        "…": "...",
        "×": "x",
        "•": "·",
        "▲": "^",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)


def printable(text: str) -> str:
    """``text`` with only such characters as code page 866 has; line ends stay, other control characters go.

    Letters with foreign accents lose them; what has no likeness becomes ``?``.
    """
    return "".join(_encodable(character) for character in text.translate(_INSTEAD) if _may_stand(character))


def printable_document(document: PrintDocument) -> PrintDocument:
    """The document as paper can show it. Codes keep their text: the printer encodes them itself."""
    return PrintDocument(document.title, tuple(_printable_block(block) for block in document.blocks))


def _printable_block(block: Block) -> Block:
    match block:
        case Text(text=text, align=align, bold=bold, large=large):
            return Text(printable(text), align, bold, large)
        case Row(left=left, right=right, bold=bold, large=large):
            return Row(printable(left), printable(right), bold, large)
        case QrBlock(data=data, caption=caption):
            return QrBlock(data, printable(caption))
        case _:
            return block


def _may_stand(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in {"Cc", "Cf"}


def _encodable(character: str) -> str:
    if _in_code_page(character):
        return character
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(part) and _in_code_page(part)
    )
    return plain or "?"


def _in_code_page(character: str) -> bool:
    try:
        character.encode("cp866")
    except UnicodeEncodeError:
        return False
    return True
