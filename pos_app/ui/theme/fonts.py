"""The shipped fonts: nothing on the screen depends on the fonts of the system."""

from PySide6.QtGui import QFont, QFontDatabase

from resources.paths import resource_path

FAMILIES = ("Golos Text", "Kopilka Symbols")
_FACES = ("GolosText-Regular.ttf", "GolosText-Medium.ttf", "GolosText-SemiBold.ttf", "GolosText-Bold.ttf")
_SIGNS = "KopilkaSymbols.ttf"


class FontNotLoadedError(RuntimeError):
    """A shipped font file was refused by Qt: the installation is damaged, reinstall the program."""

    def __init__(self, name: str) -> None:
        super().__init__(f"font_not_loaded: {name} was refused; reinstall the program")
        self.name = name


def load_fonts() -> None:
    """Register the faces with Qt. Call once, after the QApplication was made. Digits have one width by themselves."""
    for name in (*_FACES, _SIGNS):
        if QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) < 0:
            raise FontNotLoadedError(name)


def font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The till's font at a size in pixels.

    Unhinted: FreeType's hinting glues the dot of an «i» to its stem at 14 and 15 pixels, so that «Till» reads «TIll».
    """
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
