"""Which key does what: a default that a keymap file may change, checked so that no key means two things at once."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

_FUNCTION_KEYS = frozenset(f"F{number}" for number in range(1, 13))
_NAMED_KEYS = frozenset({"Insert", "Home", "End", "Pause", "ScrollLock"})


class Action(StrEnum):
    """All that a key of the plan can do. The name before the dot is the place where the key is meant."""

    HELP = "sale.help"
    CUSTOMER = "sale.customer"
    SEARCH = "sale.search"
    QUANTITY = "sale.quantity"
    POINTS = "sale.points"
    DISCOUNT = "sale.discount"
    VOID = "sale.void"
    RETURN = "sale.return"
    SHIFT = "sale.shift"
    WHY = "sale.why"
    HOLD = "sale.hold"
    QUICK = "sale.quick"
    LOCK = "any.lock"
    COLOURS = "any.colours"
    EXTRAS = "sale.extras"
    CERTIFICATE_LOOK = "certificate.look"
    CERTIFICATE_BLOCK = "certificate.block"
    CERTIFICATE_UNBLOCK = "certificate.unblock"
    PAY_ACCOUNT = "payment.account"
    PAY_CERTIFICATE = "payment.certificate"
    PAY_KEEP_CHANGE = "payment.keep_change"
    PAY_SPLIT = "payment.split"
    CARD = "sale.card"
    CASH = "sale.cash"
    POINTS_ALL = "points.all"
    POINTS_PIECES = "points.pieces"
    POINTS_WHOLE_ROUBLES = "points.whole_roubles"
    POINTS_LEAVE = "points.leave"
    POINTS_ONLY_LINE = "points.only_line"
    POINTS_NONE = "points.none"
    POINTS_BEST = "points.best"
    CUSTOMER_REMOVE = "customer.remove"
    DISCOUNT_UNIT = "discount.unit"
    DISCOUNT_NONE = "discount.none"
    DISCOUNT_BASKET = "discount.basket"
    DISCOUNT_PRICE = "discount.price"
    HELD_NOTE = "held.note"
    HELD_VOID = "held.void"
    VOID_ALL = "void.all"
    VOID_COUPONS = "void.coupons"
    VOID_ORDER = "void.order"
    RETURN_ALL = "return.all"
    RETURN_LINE = "return.line"
    RETURN_CONFIRM = "return.confirm"
    RETURN_WHY = "return.why"
    RETURN_REPRINT = "return.reprint"
    SHIFT_CASH_IN = "shift.cash_in"
    SHIFT_CASH_OUT = "shift.cash_out"
    SHIFT_REPORT = "shift.report"
    SHIFT_PRINT = "shift.print"
    SHIFT_SIGN_OFF = "shift.sign_off"
    SHIFT_CLOSE = "shift.close"
    SHIFT_QUEUE = "shift.queue"
    QUEUE_REPLAY = "queue.replay"
    QUEUE_VOID = "queue.void"
    QUEUE_ADJUST = "queue.adjust"
    QUEUE_TEXT = "queue.text"
    CUSTOMER_REGISTER = "customer.register"
    CUSTOMER_PAGE = "customer.page"
    CUSTOMER_CONFIRM = "customer.confirm"
    REGISTER_FRIEND = "registration.friend"
    PERSON_PHONE = "person.phone"
    PERSON_CARDS = "person.cards"
    PERSON_FORM = "person.form"
    PERSON_CONSENTS = "person.consents"
    PERSON_CONFIRM = "person.confirm"
    PERSON_MERGE = "person.merge"
    PERSON_NEW_PHONE = "person.new_phone"
    PERSON_RETURN = "person.return"
    PERSON_WHY = "person.why"
    MERGE_SWAP = "merge.swap"
    CODE_AGAIN = "code.again"
    CODE_VOUCH = "code.vouch"
    RETURN_FREE = "return.free"
    FREE_REMOVE = "free.remove"
    FREE_CONFIRM = "free.confirm"
    SHIFT_DEVICES = "shift.devices"
    SHIFT_LOCK = "shift.lock"
    SHIFT_JOURNAL = "shift.journal"
    SHIFT_REVIEW = "shift.review"
    REVIEW_SHIFTS = "review.shifts"
    REVIEW_MORE = "review.more"
    REVIEW_PERIOD = "review.period"
    REVIEW_PRINT = "review.print"
    REVIEW_SAVE = "review.save"
    REVIEW_ACCEPT = "review.accept"
    REVIEW_OLDER = "review.older"
    REVIEW_WHY = "review.why"
    SHIFT_KEEP_HELD = "shift_held.keep"
    SHIFT_DROP_HELD = "shift_held.drop"
    JOURNAL_OLDER = "journal.older"
    QUICK_ARRANGE = "quick.arrange"
    ARRANGE_PAGE = "arrange.page"
    ARRANGE_RENAME = "arrange.rename"
    ARRANGE_LABEL = "arrange.label"
    ARRANGE_MOVE = "arrange.move"
    ARRANGE_CLEAR = "arrange.clear"
    ARRANGE_DROP_PAGE = "arrange.drop_page"
    ARRANGE_SAVE = "arrange.save"
    DEVICES_CAMERA = "devices.camera"
    DEVICES_LEARN = "devices.learn"
    DEVICES_PRINT = "devices.print"
    DEVICES_SAVE = "devices.save"
    DEVICES_SETTLE = "devices.settle"
    DEVICES_COLOURS = "devices.colours"
    DEVICES_PRESENT = "devices.present"
    LESSON_AGAIN = "lesson.again"
    CAMERA_LIST = "camera.list"
    CAMERA_KEEP = "camera.keep"
    REPRINT = "receipt.reprint"
    PRINT_AGAIN = "receipt.print_again"
    RECEIPT_WHY = "receipt.why"
    NEXT_UNPRINTED = "receipt.next_unprinted"

    @property
    def place(self) -> str:
        """Where the key is meant: keys of one place must differ."""
        return self.value.split(".")[0]


DEFAULT: Mapping[Action, str] = {
    Action.HELP: "F1",
    Action.CUSTOMER: "F2",
    Action.SEARCH: "F3",
    Action.QUANTITY: "F4",
    Action.WHY: "Insert",
    Action.HOLD: "F5",
    Action.QUICK: "Home",
    Action.LOCK: "Pause",
    Action.COLOURS: "ScrollLock",
    Action.POINTS: "F6",
    Action.DISCOUNT: "F7",
    Action.VOID: "F8",
    Action.RETURN: "F9",
    Action.SHIFT: "F10",
    Action.CARD: "F11",
    Action.EXTRAS: "End",
    Action.CERTIFICATE_LOOK: "F4",
    Action.CERTIFICATE_BLOCK: "F5",
    Action.CERTIFICATE_UNBLOCK: "F6",
    Action.PAY_ACCOUNT: "F6",
    Action.PAY_CERTIFICATE: "F7",
    Action.PAY_KEEP_CHANGE: "F9",
    Action.PAY_SPLIT: "F5",
    Action.CASH: "F12",
    Action.POINTS_ALL: "F3",
    Action.POINTS_PIECES: "F4",
    Action.POINTS_WHOLE_ROUBLES: "F5",
    Action.POINTS_LEAVE: "F6",
    Action.POINTS_ONLY_LINE: "F7",
    Action.POINTS_NONE: "F8",
    Action.POINTS_BEST: "F2",
    Action.CUSTOMER_REMOVE: "F8",
    Action.DISCOUNT_UNIT: "F7",
    Action.DISCOUNT_NONE: "F8",
    Action.DISCOUNT_BASKET: "F3",
    Action.DISCOUNT_PRICE: "F4",
    Action.HELD_NOTE: "F4",
    Action.HELD_VOID: "F8",
    Action.VOID_ALL: "F8",
    Action.VOID_COUPONS: "F7",
    Action.VOID_ORDER: "F6",
    Action.RETURN_ALL: "F4",
    Action.RETURN_LINE: "F3",
    Action.RETURN_CONFIRM: "F12",
    Action.RETURN_WHY: "Insert",
    Action.RETURN_REPRINT: "F6",
    Action.SHIFT_CASH_IN: "F2",
    Action.SHIFT_CASH_OUT: "F3",
    Action.SHIFT_REPORT: "F4",
    Action.SHIFT_PRINT: "F5",
    Action.SHIFT_SIGN_OFF: "F6",
    Action.SHIFT_CLOSE: "F8",
    Action.SHIFT_QUEUE: "F7",
    Action.QUEUE_REPLAY: "F2",
    Action.QUEUE_VOID: "F3",
    Action.QUEUE_ADJUST: "F4",
    Action.QUEUE_TEXT: "F5",
    Action.CUSTOMER_REGISTER: "F4",
    Action.CUSTOMER_PAGE: "F3",
    Action.CUSTOMER_CONFIRM: "F6",
    Action.REGISTER_FRIEND: "F4",
    Action.PERSON_PHONE: "F2",
    Action.PERSON_CARDS: "F3",
    Action.PERSON_FORM: "F4",
    Action.PERSON_CONSENTS: "F5",
    Action.PERSON_CONFIRM: "F6",
    Action.PERSON_MERGE: "F7",
    Action.PERSON_NEW_PHONE: "F8",
    Action.PERSON_RETURN: "F9",
    Action.PERSON_WHY: "Insert",
    Action.MERGE_SWAP: "F2",
    Action.CODE_AGAIN: "F4",
    Action.CODE_VOUCH: "F5",
    Action.RETURN_FREE: "F8",
    Action.FREE_REMOVE: "F8",
    Action.FREE_CONFIRM: "F12",
    Action.SHIFT_DEVICES: "F9",
    Action.SHIFT_LOCK: "F11",
    Action.SHIFT_JOURNAL: "F12",
    Action.SHIFT_REVIEW: "F10",
    Action.REVIEW_SHIFTS: "F2",
    Action.REVIEW_MORE: "F3",
    Action.REVIEW_PERIOD: "F4",
    Action.REVIEW_PRINT: "F5",
    Action.REVIEW_SAVE: "F6",
    Action.REVIEW_OLDER: "F7",
    Action.REVIEW_ACCEPT: "F8",
    Action.REVIEW_WHY: "Insert",
    Action.SHIFT_KEEP_HELD: "F2",
    Action.SHIFT_DROP_HELD: "F8",
    Action.JOURNAL_OLDER: "F4",
    Action.QUICK_ARRANGE: "End",
    Action.ARRANGE_PAGE: "F2",
    Action.ARRANGE_RENAME: "F3",
    Action.ARRANGE_LABEL: "F4",
    Action.ARRANGE_MOVE: "F5",
    Action.ARRANGE_CLEAR: "F8",
    Action.ARRANGE_DROP_PAGE: "F9",
    Action.ARRANGE_SAVE: "F12",
    Action.DEVICES_CAMERA: "F3",
    Action.DEVICES_LEARN: "F4",
    Action.DEVICES_PRINT: "F5",
    Action.DEVICES_SAVE: "F6",
    Action.DEVICES_SETTLE: "F8",
    Action.DEVICES_COLOURS: "F7",
    Action.DEVICES_PRESENT: "F9",
    Action.LESSON_AGAIN: "F3",
    Action.CAMERA_LIST: "F5",
    Action.CAMERA_KEEP: "F6",
    Action.REPRINT: "F4",
    Action.PRINT_AGAIN: "F6",
    Action.RECEIPT_WHY: "Insert",
    Action.NEXT_UNPRINTED: "F7",
}


class KeymapError(ValueError):
    """A keymap that cannot be used. ``key``: ``unknown_action``, ``unknown_key`` or ``key_used_twice``."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key


class Keymap:
    """The keys in force. Raises :class:`KeymapError` when one key would mean two things in one place."""

    def __init__(self, changes: Mapping[Action, str] | None = None) -> None:
        self._keys = {**DEFAULT, **(changes or {})}
        taken: dict[tuple[str, str], Action] = {}
        for action, key in self._keys.items():
            if key not in _FUNCTION_KEYS | _NAMED_KEYS:
                names = ", ".join(sorted(_NAMED_KEYS))
                raise KeymapError("unknown_key", f"{action.value}: expected F1 … F12, {names}, got {key!r}")
            other = taken.setdefault((action.place, key), action)
            if other is not action:
                raise KeymapError("key_used_twice", f"{key} for {other.value} and {action.value}: change one")

    def key(self, action: Action) -> str:
        """The key of an action, e.g. ``F6``."""
        return self._keys[action]


def load_keymap(path: Path) -> Keymap:
    """Read a keymap file: TOML, ``"sale.points" = "F6"`` a line; what it does not name keeps its default."""
    changes: dict[Action, str] = {}
    for name, key in tomllib.loads(path.read_text(encoding="utf-8")).items():
        try:
            changes[Action(name)] = str(key)
        except ValueError:
            raise KeymapError("unknown_action", f"{path.name}: {name!r}") from None
    return Keymap(changes)
