"""A PIN that a quick hand typed as fast as a scanner types: wherever a PIN is asked for, it is one."""

from pos_app.domain.codes.scan import ScanData, ScanSource

_SHORTEST_PIN, _LONGEST_PIN = 4, 6


def is_typed_pin(scan: ScanData, typed: str = "") -> bool:
    """Digits from the keyboard, fewer than any code on goods has; with those that stand ``typed`` already."""
    whole = typed + scan.data
    by_keys = scan.source is ScanSource.KEYBOARD and scan.symbology is None
    return by_keys and whole.isascii() and whole.isdecimal() and _SHORTEST_PIN <= len(whole) <= _LONGEST_PIN
