"""Goods on keys of their own: shown at today's prices, arranged by a manager, kept by this till."""

from dataclasses import dataclass, replace

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.quick_keys import (
    KEYS_MAX,
    QuickKey,
    QuickKeys,
    QuickKeysError,
    QuickPage,
    check_quick_keys,
)
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError, storing
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Catalogue, Clock, Ids, QuickKeyBooks
from pos_app.services.rights import Right
from sync.protocol.encoding import DecodingError, decode, encode


@dataclass(frozen=True, slots=True)
class QuickKeyShown:
    """``item`` None: these goods are not sold any more."""

    key: QuickKey
    item: Item | None


class QuickKeyService:
    """Reads and replaces the arrangement."""

    def __init__(
        self, *, books: QuickKeyBooks, catalogue: Catalogue, operators: OperatorService, clock: Clock, ids: Ids
    ) -> None:
        self._books = books
        self._catalogue = catalogue
        self._operators = operators
        self._deeds = DeedWriter(clock, ids)

    def keys(self) -> QuickKeys:
        """The arrangement in force."""
        return self._books.quick_keys()

    def shown(self, page: QuickPage) -> tuple[QuickKeyShown, ...]:
        """A page's keys with their goods of now."""
        return tuple(QuickKeyShown(key, self._catalogue.by_id(key.item_id)) for key in page.keys)

    def save(self, keys: QuickKeys, operator: Operator, approved_by: Operator | None = None) -> None:
        """Put an arrangement in force.

        ServiceError ``approval_needed(right, needed_role)``, ``not_stored`` and the keys of ``QuickKeysError``.
        """
        approver = self._operators.authorise(operator, Right.ARRANGE_QUICK_KEYS, approved_by)
        try:
            check_quick_keys(keys)
        except QuickKeysError as error:
            raise ServiceError(error.key, **error.params) from error
        count = sum(len(page.keys) for page in keys.pages)
        deed = self._deeds.deed(DeedKind.QUICK_KEYS_ARRANGED, operator, approver, pages=len(keys.pages), keys=count)
        with storing():
            self._books.save_quick_keys(keys, (deed,))


def placed(page: QuickPage, item: Item, place: int | None = None, label: str = "") -> QuickPage:
    """The page with goods on a place (None: the first empty one); goods that stand elsewhere on it move there.

    ServiceError ``quick_page_full``.
    """
    others = tuple(key for key in page.keys if key.item_id != item.item_id)
    taken = {key.place for key in others}
    free = next((each for each in range(KEYS_MAX) if each not in taken), None) if place is None else place
    if free is None:
        raise ServiceError("quick_page_full")
    kept = tuple(key for key in others if key.place != free)
    return replace(page, keys=_sorted((*kept, QuickKey(free, item.item_id, label))))


def moved(page: QuickPage, place: int, to: int) -> QuickPage:
    """The page with the key of a place on another one; what stood there changes places with it."""
    swap = {place: to, to: place}
    keys = (replace(key, place=swap.get(key.place, key.place)) for key in page.keys)
    return replace(page, keys=_sorted(tuple(keys)))


def cleared(page: QuickPage, place: int) -> QuickPage:
    """The page with nothing on a place."""
    return replace(page, keys=tuple(key for key in page.keys if key.place != place))


def as_document(keys: QuickKeys) -> bytes:
    """The arrangement as a file that another till can take."""
    return encode(keys)


def from_document(document: bytes) -> QuickKeys:
    """The arrangement of a file. ServiceError ``quick_file_unreadable(place)`` and the keys of ``QuickKeysError``."""
    try:
        keys = decode(QuickKeys, document)
        check_quick_keys(keys)
    except DecodingError as error:
        raise ServiceError("quick_file_unreadable", place=error.place or "1") from error
    except QuickKeysError as error:
        raise ServiceError(error.key, **error.params) from error
    return keys


def _sorted(keys: tuple[QuickKey, ...]) -> tuple[QuickKey, ...]:
    return tuple(sorted(keys, key=lambda key: key.place))
