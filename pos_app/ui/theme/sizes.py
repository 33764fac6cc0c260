"""Sizes in pixels, for the usual screens of tills (1366 × 768 and 1024 × 768) and for larger letters."""

from dataclasses import dataclass

MARGIN = 8
GAP = 6
TARGET = 44  # the least height and width of what is pressed by a finger
STRIP_HEIGHT = 30
ENTRY_HEIGHT = 52
HEADER_HEIGHT = 30
VISIBLE_ROWS = 14
KEY_BAR_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Heights of letters in pixels."""

    small: int
    narrow: int
    key: int
    normal: int
    row: int
    large: int
    title: int
    total: int


def text_sizes(percent: int) -> TextSizes:
    """The sizes at ``percent`` of the usual; the total keeps its 52 pixels: it is legible from the queue already."""
    return TextSizes(
        small=14 * percent // 100,
        narrow=14,  # where nothing else fits, at any percentage
        key=15 * percent // 100,
        normal=16 * percent // 100,
        row=17 * percent // 100,
        large=20 * percent // 100,
        title=26 * percent // 100,
        total=52,
    )


def side_width(window_width: int) -> int:
    """Width of the right column: 380 where there is room, 300 on the narrow screen."""
    return max(300, min(380, window_width * 28 // 100))
