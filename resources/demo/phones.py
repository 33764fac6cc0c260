"""Phone numbers of nobody: +7 973 is a code that no operator has."""

from random import Random

PREFIX = "+7973"
_MIDDLE_NUMBERS = 1_000  # the three digits between the code and the last four
_LAST_FOURS = 10_000
# So many customers share their last four digits: a choice is needed at the till.
_TRIPLES, _PAIRS = 3, 9


def make_phones(count: int, chance: Random) -> tuple[str, ...]:
    """``count`` different numbers in E.164. Last four digits are shared by 3 triples and 9 pairs and else differ.

    ``count`` is 27 to 10,000.
    """
    sharing = [3] * _TRIPLES + [2] * _PAIRS
    alone = count - sum(sharing)
    last_fours = chance.sample(range(_LAST_FOURS), len(sharing) + alone)
    phones: list[str] = []
    for last, owners in zip(last_fours, sharing + [1] * alone, strict=True):
        middles = chance.sample(range(_MIDDLE_NUMBERS), owners)
        phones.extend(f"{PREFIX}{middle:03d}{last:04d}" for middle in middles)
    chance.shuffle(phones)
    return tuple(phones)
