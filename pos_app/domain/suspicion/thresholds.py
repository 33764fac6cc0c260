"""From where on something is an alarm. The office may set each of them; the defaults are those that were measured."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``..._one_in``: an alarm where chance alone would do it at most once in so many shifts.

    ``recent_days``: what is added up for the careful ones, this shift's day included; ``past_days``: what is usual is
    taken from so many days before those. ``learn_receipts``: a shop is compared with itself after so many receipts.
    """

    recent_days: int = 21
    past_days: int = 56
    learn_receipts: int = 1_000
    least_own_receipts: int = 300
    """A cashier with fewer in the past is compared with the shop alone, at ``newcomer_factor`` times its rate."""
    newcomer_factor: int = 2
    shift_one_in: int = 300
    weeks_one_in: int = 200

    one_card_receipts: int = 3
    """One account so often in one shift with one cashier, and more than it usually comes."""
    one_card_one_in: int = 500
    one_cashier_receipts: int = 5
    """An account so often with one cashier in the recent days, while others would have served it, too."""
    one_cashier_one_in: int = 300

    card_first_least: int = 4
    kept_card_receipts: int = 4
    """An account named before the goods so often by one cashier in the recent days, while others would, too."""
    kept_card_one_in: int = 2_000
    kept_cards_one_in: int = 100
    """The same where there are two such accounts or more in a shift."""
    unproved_points_least: int = 3
    undone_earning_least: int = 2
    limit_discounts_least: int = 3

    own_card_receipts: int = 1
    """His own account on receipts that he rang up himself; 0: the shop lets him."""
    colleague_receipts: int = 3
    """A colleague's account in one shift with one cashier."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            least = 0 if each.name == "own_card_receipts" else 1
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise ValueError(f"{each.name}: expected a whole number of {least} or more, found {value!r}")


DEFAULT_THRESHOLDS = Thresholds()
