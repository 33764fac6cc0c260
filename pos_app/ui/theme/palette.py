"""The colours as tokens: every colour on the screen has a name here, in each of the palettes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#RRGGBB``. ``on_x`` is the text on ``x``; which pairs must be legible stands in ``contrast.py``."""

    name: str
    background: str
    surface: str
    stripe: str
    header: str
    outline: str
    control_outline: str
    text: str
    muted: str
    accent: str
    selection: str
    on_selection: str
    primary: str
    on_primary: str
    primary_hover: str
    success: str
    on_success: str
    success_hover: str
    points: str
    discount: str
    error_surface: str
    error_outline: str
    on_error: str
    warning_surface: str
    on_warning: str
    disabled: str


LIGHT = Palette(
    name="light",
    background="#EDF0F5",
    surface="#FFFFFF",
    stripe="#F6F7FA",
    header="#E2E6EE",
    outline="#D5DBE6",
    control_outline="#76819A",
    text="#14171C",
    muted="#485264",
    accent="#0B4DB2",
    selection="#D3E3FF",
    on_selection="#0C1A33",
    primary="#0B4DB2",
    on_primary="#FFFFFF",
    primary_hover="#093F92",
    success="#0B6B3A",
    on_success="#FFFFFF",
    success_hover="#085530",
    points="#0B6B3A",
    discount="#8A3A00",
    error_surface="#FFDCDC",
    error_outline="#A31515",
    on_error="#7A0C0C",
    warning_surface="#FFE3A6",
    on_warning="#5A3900",
    disabled="#5F6878",
)

DARK = Palette(
    name="dark",
    background="#11151B",
    surface="#1A2029",
    stripe="#1F2631",
    header="#28303D",
    outline="#333D4C",
    control_outline="#7C899D",
    text="#EEF2F7",
    muted="#B3BDCB",
    accent="#8AB4FF",
    selection="#294A80",
    on_selection="#FFFFFF",
    primary="#8AB4FF",
    on_primary="#0A1A33",
    primary_hover="#A9C8FF",
    success="#6FD39B",
    on_success="#06281A",
    success_hover="#93E0B4",
    points="#7CDCA6",
    discount="#FFB787",
    error_surface="#4A1518",
    error_outline="#FF8A8A",
    on_error="#FFD9D9",
    warning_surface="#5A3F00",
    on_warning="#FFE7B3",
    disabled="#98A3B3",
)

HIGH_CONTRAST = Palette(
    name="high_contrast",
    background="#000000",
    surface="#000000",
    stripe="#101010",
    header="#202020",
    outline="#FFFFFF",
    control_outline="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#FFE600",
    selection="#FFE600",
    on_selection="#000000",
    primary="#FFE600",
    on_primary="#000000",
    primary_hover="#FFF27A",
    success="#3CFF8F",
    on_success="#000000",
    success_hover="#8CFFBD",
    points="#3CFF8F",
    discount="#FFC46B",
    error_surface="#3A0000",
    error_outline="#FF9B9B",
    on_error="#FFFFFF",
    warning_surface="#FFE600",
    on_warning="#000000",
    disabled="#C8C8C8",
)

PALETTES: dict[str, Palette] = {palette.name: palette for palette in (LIGHT, DARK, HIGH_CONTRAST)}
