"""Goods on keys of their own, in pages, as a manager arranged them."""

from dataclasses import dataclass

PAGES_MAX = 9
KEYS_MAX = 20
"""Of one page: five columns of four."""
LONGEST_TITLE = 20


@dataclass(frozen=True, slots=True)
class QuickKey:
    """``place``: 0 is the first of the page, left to right and down. ``label`` "": the goods' own name is shown."""

    place: int
    item_id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class QuickPage:
    """``keys`` by place; a place is taken once."""

    title: str
    keys: tuple[QuickKey, ...] = ()

    def at(self, place: int) -> QuickKey | None:
        """The key there, None for an empty place."""
        return next((key for key in self.keys if key.place == place), None)


@dataclass(frozen=True, slots=True)
class QuickKeys:
    """All pages, in their order."""

    pages: tuple[QuickPage, ...] = ()


class QuickKeysError(ValueError):
    """An arrangement that cannot be. ``key``: ``quick_page_full``, ``quick_pages_full`` (most), ``quick_title``
    (most), ``quick_place`` (most) or ``quick_place_taken`` (place).
    """

    def __init__(self, key: str, **params: int | str) -> None:
        super().__init__(f"{key} {params}")
        self.key = key
        self.params = params


def check_quick_keys(keys: QuickKeys) -> None:
    """Raises :class:`QuickKeysError` at the first thing that a till could not show."""
    if len(keys.pages) > PAGES_MAX:
        raise QuickKeysError("quick_pages_full", most=PAGES_MAX)
    for page in keys.pages:
        if not 1 <= len(page.title.strip()) <= LONGEST_TITLE:
            raise QuickKeysError("quick_title", most=LONGEST_TITLE)
        taken: set[int] = set()
        for key in page.keys:
            if not 0 <= key.place < KEYS_MAX:
                raise QuickKeysError("quick_place", most=KEYS_MAX)
            if key.place in taken:
                raise QuickKeysError("quick_place_taken", place=key.place + 1)
            taken.add(key.place)
