"""The language of the screen: English in the code, Russian and English plurals from the compiled translations."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from resources.paths import resource_path
from resources.words.noop import QT_TRANSLATE_NOOP

__all__ = [
    "LANGUAGES",
    "QT_TRANSLATE_NOOP",
    "TranslationNotLoadedError",
    "UnknownLanguageError",
    "install_language",
    "translate",
]

LANGUAGES = ("ru", "en")


class UnknownLanguageError(ValueError):
    """The settings name a language without a translation."""

    def __init__(self, language: str) -> None:
        expected = ", ".join(LANGUAGES)
        super().__init__(f"unknown_language: expected one of {expected}, got {language!r}: correct the settings")
        self.language = language


class TranslationNotLoadedError(RuntimeError):
    """A compiled translation was refused by Qt: run ``python -m resources.translations.update`` or reinstall."""

    def __init__(self, language: str) -> None:
        super().__init__(f"translation_not_loaded: kopilka_{language}.qm was refused")
        self.language = language


def install_language(app: QCoreApplication, language: str) -> QTranslator:
    """Translate from now on. Raises :class:`UnknownLanguageError`, :class:`TranslationNotLoadedError`."""
    if language not in LANGUAGES:
        raise UnknownLanguageError(language)
    QLocale.setDefault(QLocale("ru_RU" if language == "ru" else "en_GB"))
    for earlier in app.findChildren(QTranslator):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    translator = QTranslator(app)
    if not translator.load(str(resource_path("translations", f"kopilka_{language}.qm"))):
        raise TranslationNotLoadedError(language)
    app.installTranslator(translator)
    return translator


def translate(context: str, text: str) -> str:
    """``text`` in the installed language; for code that is no QObject. lupdate finds calls by this name."""
    return QCoreApplication.translate(context, text)
