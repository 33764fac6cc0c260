"""How likely chance is to do it: the upper tail of the binomial distribution, in whole numbers.

Terms are worked out from the most likely one outwards as integers scaled by ``_SCALE``, so that the answer is the same
on every machine and good to some 25 digits; a term below 1 / ``_SCALE`` of the largest counts as none.
"""

from fractions import Fraction

_SCALE = 10**30


def at_least(found: int, of: int, part: int, whole: int) -> Fraction:
    """The probability of ``found`` or more among ``of`` tries, each a hit with the chance ``part / whole``.

    Raises ValueError unless 0 <= found <= of and 0 <= part <= whole, whole > 0.
    """
    if not 0 <= found <= of:
        raise ValueError(f"0 to {of} of {of} can be found, not {found}")
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"a chance lies between 0 and 1, not {part}/{whole}")
    if found == 0 or part == whole:
        return Fraction(1)
    if part == 0:
        return Fraction(0)
    miss = whole - part
    mode = min(of, (of + 1) * part // whole)
    above = below = 0  # what the terms from ``found`` on, and those before it, come to
    term, place = _SCALE, mode
    while term and place <= of:
        if place >= found:
            above += term
        else:
            below += term
        term = term * (of - place) * part // ((place + 1) * miss)
        place += 1
    term, place = _SCALE * mode * miss // ((of - mode + 1) * part), mode - 1
    while term and place >= 0:
        if place >= found:
            above += term
        else:
            below += term
        term = term * place * miss // ((of - place + 1) * part)
        place -= 1
    return Fraction(above, above + below)


def one_in(chance: Fraction, most: int) -> int:
    """Once in how many: 1 / chance, rounded down, at most ``most``."""
    if chance == 0:
        return most
    return min(most, chance.denominator // chance.numerator)
