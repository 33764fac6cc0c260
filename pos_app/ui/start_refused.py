"""The window that says why the till did not start and what to do; there is no till window yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox

from pos_app.ui.app import make_application
from pos_app.ui.language import QT_TRANSLATE_NOOP, translate
from pos_app.ui.ui_settings import UiSettings


@dataclass(frozen=True, slots=True)
class RescueAnswer:
    """What came of a rescue. ``key``: why it was not done; ``why``: the same for support, in English.

    ``never_registered``: lost receipts and shifts that the fiscal registrar never got.
    """

    done: bool
    receipts: int = 0
    unsent: int = 0
    never_registered: int = 0
    key: str = "other"
    why: str = ""


_SENTENCES: Mapping[str, str] = {
    "already_running": QT_TRANSLATE_NOOP(
        "StartRefused", "The till is open on this computer already. Look for its window: a second one is not started."
    ),
    "settings": QT_TRANSLATE_NOOP("StartRefused", "The settings have mistakes. Correct them and start the till again."),
    "secrets": QT_TRANSLATE_NOOP("StartRefused", "The till's keys cannot be read. Restore secrets.json from a backup."),
    "secrets_missing": QT_TRANSLATE_NOOP(
        "StartRefused",
        "The till's keys (secrets.json) are gone, but its database is here. Restore secrets.json from a backup.",
    ),
    "printer_address": QT_TRANSLATE_NOOP("StartRefused", "The settings name no printer that the till understands."),
    "damaged": QT_TRANSLATE_NOOP(
        "StartRefused",
        "The till's database is damaged. Nothing was changed in it. A senior person can have what is readable saved.",
    ),
    "missing": QT_TRANSLATE_NOOP(
        "StartRefused",
        "The till's database is gone, and no new one was made. Find the file, restore its backup or call support.",
    ),
    "sqlite_too_old": QT_TRANSLATE_NOOP(
        "StartRefused", "The program is not installed whole: its database library is too old. Install it again."
    ),
    "schema_newer": QT_TRANSLATE_NOOP(
        "StartRefused", "The till's database was written by a newer version. Start the newer version."
    ),
    "foreign": QT_TRANSLATE_NOOP("StartRefused", "The database here belongs to another till. Put the right one back."),
    "disk_full": QT_TRANSLATE_NOOP("StartRefused", "The disk is full. Free some space and start the till again."),
    "io_error": QT_TRANSLATE_NOOP(
        "StartRefused", "The till's files cannot be read. Is the disk there? Call support and read them the text below."
    ),
    "read_only": QT_TRANSLATE_NOOP("StartRefused", "The till's folder cannot be written. Give this user the right to."),
    "other": QT_TRANSLATE_NOOP("StartRefused", "The till cannot start. Call support and read them the text below."),
}


_NOT_SAVED: Mapping[str, str] = {
    "not_senior": QT_TRANSLATE_NOOP("StartRefused", "That is no PIN of a senior person or manager of this till."),
    "sound": QT_TRANSLATE_NOOP("StartRefused", "The till's database is sound. Start the till again."),
    "disk_full": QT_TRANSLATE_NOOP("StartRefused", "Not saved: the disk is full. Free some space and try again."),
    "read_only": QT_TRANSLATE_NOOP("StartRefused", "Not saved: the till's folder cannot be written."),
    "other": QT_TRANSLATE_NOOP("StartRefused", "Not saved. Call support and read them the text below."),
}


def show_start_refused(
    key: str, detail: str, language: str, rescue: Callable[[str], RescueAnswer] | None = None
) -> None:
    """Show the sentence of ``key`` with ``detail`` (for support) below, until it is closed.

    ``rescue``: for damaged books; takes the PIN of a senior person and says what came of it. Asked again until it is
    done or given up.
    """
    make_application(UiSettings(language=language))
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.addButton(translate("StartRefused", "Close"), QMessageBox.ButtonRole.AcceptRole)
    save = None
    if rescue is not None:
        save = box.addButton(translate("StartRefused", "Save what is readable"), QMessageBox.ButtonRole.ActionRole)
    box.setWindowTitle(translate("StartRefused", "The till did not start"))
    box.setText(translate("StartRefused", _SENTENCES.get(key, _SENTENCES["other"])))
    # Details are in English whatever the screen's language is: support searches for these words.
    support = translate("StartRefused", "For support:")  # lupdate finds no words inside an f-string
    box.setInformativeText(f"{support}\n{detail}")
    box.exec()
    if rescue is not None and save is not None and box.clickedButton() is save:
        _rescue(rescue)
    QApplication.processEvents()


def _rescue(rescue: Callable[[str], RescueAnswer]) -> None:
    while True:
        title = translate("StartRefused", "Save what is readable")
        asking = QInputDialog()
        asking.setWindowTitle(title)
        asking.setLabelText(translate("StartRefused", "PIN of a senior person"))
        asking.setTextEchoMode(QLineEdit.EchoMode.Password)
        asking.setOkButtonText(translate("StartRefused", "Save"))
        asking.setCancelButtonText(translate("StartRefused", "Close"))
        if not asking.exec():
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a year's books take a while
        try:
            answer = rescue(asking.textValue())
        finally:
            QApplication.restoreOverrideCursor()
        _tell(title, answer)
        if answer.done:
            return


def _tell(title: str, answer: RescueAnswer) -> None:
    box = QMessageBox()
    box.setWindowTitle(title)
    box.addButton(translate("StartRefused", "Close"), QMessageBox.ButtonRole.AcceptRole)
    if answer.done:
        box.setIcon(QMessageBox.Icon.Information)
        text = translate("StartRefused", "Saved: {receipts} receipts, {unsent} records to send. Start the till again")
        box.setText(text.format(receipts=answer.receipts, unsent=answer.unsent))
        if answer.never_registered:
            text = translate(
                "StartRefused", "Lost before the fiscal registrar had them: {count}. Make correction receipts there"
            )
            box.setInformativeText(text.format(count=answer.never_registered))
    else:
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(translate("StartRefused", _NOT_SAVED.get(answer.key, _NOT_SAVED["other"])))
        if answer.key not in ("not_senior", "sound"):
            support = translate("StartRefused", "For support:")
            box.setInformativeText(f"{support}\n{answer.why}")
    box.exec()
