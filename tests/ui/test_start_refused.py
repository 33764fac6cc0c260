"""What the window of a refused start says after the books were salvaged."""

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from pos_app.ui.start_refused import RescueAnswer, _tell


@pytest.mark.parametrize(("lost", "said"), [(0, ""), (2, "registrar had them: 2.")])
def test_receipts_that_the_registrar_never_got_are_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lost: int, said: str
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append((box.text(), box.informativeText())))
    _tell("Salvage", RescueAnswer(done=True, receipts=7, unsent=3, never_registered=lost))
    ((text, more),) = told
    assert "7 receipts, 3 records" in text
    assert (said in more) and bool(more) is bool(lost)
