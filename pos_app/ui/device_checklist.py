"""The checklist of a shop's devices: the same lines for the receipt printer and as a page for any printer."""

from dataclasses import dataclass
from html import escape

from pos_app.domain.receipt.document import Align, Block, Feed, PrintDocument, Rule, Text
from pos_app.services.device_setup import MissingPart
from pos_app.services.devices import AttachedDevice
from pos_app.ui.device_words import address_words, device_name, missing_words, state_words, trial_words
from pos_app.ui.language import translate

_STYLE = (
    "body{font:12pt sans-serif;margin:2em;color:#000}h1{font-size:18pt}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #555;padding:6px;text-align:left;vertical-align:top}td.box{width:1.6em}"
    "div.box{width:1em;height:1em;border:2px solid #000}code{font:11pt monospace}"
)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What stands on it. ``day`` and ``time`` as people read them."""

    shop: str
    till_code: str
    day: str
    time: str
    devices: tuple[AttachedDevice, ...]
    missing: tuple[MissingPart, ...]

    def document(self) -> PrintDocument:
        """For the receipt printer."""
        blocks: list[Block] = [
            Text(self._heading(), Align.CENTER, bold=True),
            Text(self.shop, Align.CENTER),
            Text(self._where(), Align.CENTER),
            Rule(),
        ]
        for device in self.devices:
            blocks += [
                Text(f"[ ] {device_name(device)}", bold=True),
                *([Text(f"    {address}")] if (address := address_words(device)) else []),
                Text(f"    {state_words(device)}"),
                Text(f"    {trial_words(device)}"),
            ]
        blocks.append(Rule())
        for part in self.missing:
            blocks += [Text(f"[ ] {missing_words(part)}:", bold=True), Text(f"    {part.cure}")]
        blocks += [Feed(), Text(f"{self._checked_by()} ______________________"), Feed()]
        return PrintDocument(f"checklist {self.till_code}", tuple(blocks))

    def page(self, language: str) -> str:
        """An HTML page that prints on one sheet and needs nothing but itself."""
        heads = "".join(f"<th>{escape(text)}</th>" for text in ("", *self._heads()))
        rows = "".join(
            _row((device_name(device), address_words(device), state_words(device), trial_words(device)))
            for device in self.devices
        )
        missing = "".join(
            f"<li>{escape(missing_words(part))}:<br><code>{escape(part.cure)}</code></li>" for part in self.missing
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}"><meta charset="utf-8"><title>{escape(self._heading())}'
            f"</title><style>{_STYLE}</style>\n<h1>{escape(self._heading())}</h1>"
            f"<p>{escape(self.shop)}<br>{escape(self._where())}</p>\n<table><tr>{heads}</tr>{rows}</table>"
            f"{'<ul>' + missing + '</ul>' if missing else ''}"
            f"<p>{escape(self._checked_by())} ________________</p></html>\n"
        )

    @staticmethod
    def _heading() -> str:
        return translate("Checklist", "Check of the till's devices")

    def _where(self) -> str:
        words = translate("Checklist", "Till {code}, {day} {time}")
        return words.format(code=self.till_code, day=self.day, time=self.time)

    @staticmethod
    def _checked_by() -> str:
        return translate("Checklist", "Checked by")

    @staticmethod
    def _heads() -> tuple[str, ...]:
        return (
            translate("Checklist", "Device"),
            translate("Checklist", "Where"),
            translate("Checklist", "State"),
            translate("Checklist", "How to test it"),
        )


def _row(texts: tuple[str, ...]) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    return f'<tr><td class="box"><div class="box"></div></td>{cells}</tr>\n'
