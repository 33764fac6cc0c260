"""Contrast as WCAG 2.2 computes it (1.4.3 text ≥ 4.5, 1.4.11 controls ≥ 3), and the pairs that must have it."""

from pos_app.ui.theme.palette import Palette

TEXT_RATIO = 4.5
CONTROL_RATIO = 3.0

_TEXT_PAIRS = (
    ("text", "background"),
    ("text", "surface"),
    ("text", "stripe"),
    ("text", "header"),
    ("muted", "background"),
    ("muted", "surface"),
    ("muted", "stripe"),
    ("muted", "header"),
    ("accent", "surface"),
    ("on_selection", "selection"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_success", "success"),
    ("on_success", "success_hover"),
    ("points", "surface"),
    ("points", "stripe"),
    ("discount", "surface"),
    ("discount", "stripe"),
    ("on_error", "error_surface"),
    ("on_warning", "warning_surface"),
    ("disabled", "surface"),
)
_CONTROL_PAIRS = (
    ("control_outline", "background"),
    ("control_outline", "surface"),
    ("accent", "background"),
    ("accent", "surface"),
    ("error_outline", "background"),
    ("error_outline", "error_surface"),
    ("primary", "background"),
    ("success", "background"),
)


def relative_luminance(colour: str) -> float:
    """WCAG's relative luminance of ``#RRGGBB``, 0 to 1."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(first: str, second: str) -> float:
    """1.0 (the same) to 21.0 (black on white)."""
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shortfalls(palette: Palette) -> tuple[str, ...]:
    """Every pair of ``palette`` that is not legible enough, as ``foreground on background: ratio < required``."""
    required = [(pair, TEXT_RATIO) for pair in _TEXT_PAIRS] + [(pair, CONTROL_RATIO) for pair in _CONTROL_PAIRS]
    found = []
    for (foreground, background), least in required:
        ratio = contrast_ratio(getattr(palette, foreground), getattr(palette, background))
        if ratio < least:
            found.append(f"{palette.name}: {foreground} on {background}: {ratio:.2f} < {least}")
    return tuple(found)
