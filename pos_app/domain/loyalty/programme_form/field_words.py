"""What was expected of a field, in its own unit: the loader's problems as a person at the form needs them."""

from typing import Final

from pos_app.domain.loyalty.programme_form.choice_words import unit_sign
from pos_app.domain.loyalty.programme_form.field_text import number_text
from pos_app.domain.loyalty.programme_form.shape import Number, Shape, Unit
from pos_app.domain.loyalty.programme_problem import Problem
from pos_app.domain.loyalty.words.speaker import Speaker

_NARROW = "\u00a0"
_POINT = "."
_EXAMPLES: Final = {
    Unit.WHOLE: ("целое число, например 3", "a whole number such as 3"),
    Unit.MONEY: ("сумма в рублях, например 99,90", "a sum in roubles such as 99.90"),
    Unit.PERCENT: ("проценты, например 7,5", "a percentage such as 7.5"),
    Unit.FACTOR: ("число, например 1,5", "a number such as 1.5"),
    Unit.POINTS: ("баллы, например 150", "points such as 150"),
    Unit.QUANTITY: ("количество, например 2 или 0,5", "a quantity such as 2 or 0.5"),
}
_SAID: Final = {
    "missing": ("заполните это поле", "fill this in"),
    "not_a_day": ("день, например 2026-03-01", "a day such as 2026-03-01"),
    "not_a_clock_time": ("часы и минуты, например 17:30", "hours and minutes such as 17:30"),
    "too_few": ("нужна хотя бы одна запись", "at least one entry is needed"),
}


def decimal_sign(say: Speaker) -> str:
    """What stands before decimal places."""
    return say.pick(",", ".")


def amount_words(say: Speaker, unit: Unit, value: int) -> str:
    """A number with its unit: «7,5 %»."""
    sign = unit_sign(say, unit)
    whole, decimal, rest = number_text(unit, value, _POINT).partition(_POINT)
    text = f"{int(whole):,}".replace(",", say.pick(_NARROW, ",")) + (f"{decimal_sign(say)}{rest}" if decimal else "")
    if whole.startswith("-") and not int(whole):
        text = f"-{text}"
    return f"{text}{_NARROW}{sign}" if sign else text


def expected_words(say: Speaker, problem: Problem, shape: Shape | None) -> str:
    """What belongs into the field. ``shape``: of the field; None where the problem is of something larger."""
    if isinstance(shape, Number):
        params = dict(problem.params)
        if problem.sentence == "not_whole":
            return say.pick(*_EXAMPLES[shape.unit])
        if problem.sentence == "below" and _is_whole(params.get("least")):
            least = amount_words(say, shape.unit, int(params["least"]))
            return say.pick(f"не меньше {least}", f"{least} or more")
        if problem.sentence == "above" and _is_whole(params.get("most")):
            most = amount_words(say, shape.unit, int(params["most"]))
            return say.pick(f"не больше {most}", f"{most} or less")
        bounds = {name: int(value) for name, value in params.items() if name in _BOUNDS and _is_whole(value)}
        if bounds and problem.sentence in _BETWEEN_KEYS:
            filled = {**params, **{name: amount_words(say, shape.unit, value) for name, value in bounds.items()}}
            return say.pick(*_BETWEEN_KEYS[problem.sentence]).format(**filled)
    if problem.sentence in _SAID:
        return say.pick(*_SAID[problem.sentence])
    return problem.expected_in(say.language)


_BOUNDS: Final = ("before", "least", "most", "take", "at_least")
_BETWEEN_KEYS: Final = {
    "unsorted": ("больше, чем {before} в записи перед ней", "more than {before} of the entry before it"),
    "pay_not_below_take": ("меньше, чем взять: {take}", "less than is taken: {take}"),
    "free_not_below": ("меньше, чем всего штук: {at_least}", "fewer than the pieces: {at_least}"),
    "less_than": ("не меньше {least}", "at least {least}"),
    "more_than": ("не больше {most}", "at most {most}"),
}


def _is_whole(text: str | None) -> bool:
    return text is not None and text.lstrip("-").isdecimal()
