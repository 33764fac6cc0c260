"""From a document to the bytes of a print job."""

from hardware.printer.code_page import printable_document
from hardware.printer.escpos_commands import EscposCommands
from hardware.printer.logo import Raster
from hardware.printer.print_job import PrintJob
from pos_app.domain.receipt.document import BarcodeBlock, Block, PrintDocument, QrBlock, Row, Text
from pos_app.domain.receipt.layout import COLUMNS_MIN, lay_out, lay_out_block, wrap

# What a receipt printer sets in a line: 80 mm in its usual font, 80 mm in older printers, 58 mm.
PAPER_COLUMNS = (48, 42, 32)


def document_job(document: PrintDocument, columns: int, logo: Raster | None = None) -> PrintJob:
    """The job that prints ``document`` on paper of ``columns`` characters and cuts it. Raises LayoutError.

    ``logo`` stands above papers for customers, which are the ones that carry a code; reports go without.
    """
    shown = printable_document(document)
    commands = EscposCommands()
    commands.start()
    if logo is not None and any(isinstance(block, QrBlock) for block in shown.blocks):
        commands.picture(logo)
    for block in shown.blocks:
        _print_block(commands, block, columns)
        commands.border()
    commands.cut()
    text = "\n".join(lay_out(shown, columns)) + "\n"
    return PrintJob(document.title, commands.data(), text, commands.borders)


def _print_block(commands: EscposCommands, block: Block, columns: int) -> None:
    match block:
        case QrBlock(data=data, caption=caption):
            commands.qr(data)
            for line in wrap(caption, columns) if caption else ():
                commands.line(line.center(columns).rstrip())
        case BarcodeBlock(data=data):
            commands.barcode(data)
        case Text(bold=bold, large=large) | Row(bold=bold, large=large):
            wide = large and _fits_doubled(block, columns)
            for line in lay_out_block(block, columns // 2 if wide else columns):
                commands.line(line, bold=bold, wide=wide, tall=large)
        case _:
            for line in lay_out_block(block, columns):
                commands.line(line)


def _fits_doubled(block: Text | Row, columns: int) -> bool:
    """Whether the block may take twice the width; a row that would need a second line is only made higher."""
    half = columns // 2
    if half < COLUMNS_MIN:
        return False
    return isinstance(block, Text) or len(lay_out_block(block, half)) == 1
