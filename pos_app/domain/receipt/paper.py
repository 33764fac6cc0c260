"""What every paper has in common: its setting, its head, its foot."""

from dataclasses import dataclass
from datetime import tzinfo

from pos_app.domain.codes import receipt_code
from pos_app.domain.receipt.document import Align, BarcodeBlock, Block, Feed, QrBlock, Rule, Text
from pos_app.domain.receipt.labels import Labels
from pos_app.domain.receipt.shop_header import ShopHeader

INDENT = "\u00a0\u00a0"
"""No-break spaces: the layout drops plain ones at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How papers of this shop are written. ``zone`` is the shop's; ``copy`` marks a reprint."""

    header: ShopHeader
    labels: Labels
    zone: tzinfo
    copy: bool = False


def head(paper: Paper, title: str) -> list[Block]:
    """Shop, address, taxpayer number, the paper's name, and the mark of a copy."""
    shop = paper.header
    blocks: list[Block] = [Text(shop.name, Align.CENTER, bold=True)]
    if shop.address:
        blocks.append(Text(shop.address, Align.CENTER))
    if shop.inn:
        blocks.append(Text(f"{paper.labels.taxpayer} {shop.inn}", Align.CENTER))
    if paper.copy:
        blocks.append(Text(paper.labels.copy, Align.CENTER, bold=True, large=True))
    blocks.append(Text(title, Align.CENTER, bold=True))
    return blocks


def receipt_foot(paper: Paper, number: str) -> list[Block]:
    """The receipt's code, as QR for the camera and as Code 128 for the scanner, and a word of goodbye."""
    code = receipt_code.compose(number)
    blocks: list[Block] = [Rule(), QrBlock(code), BarcodeBlock(code)]
    if paper.header.farewell:
        blocks.append(Text(paper.header.farewell, Align.CENTER))
    return blocks


def signature_foot(paper: Paper) -> list[Block]:
    """Room to sign a report."""
    return [Rule(), Feed(), Text(f"{paper.labels.signature} ____________________")]
