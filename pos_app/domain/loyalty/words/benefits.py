"""What a discount gives, in words."""

from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.words.speaker import Speaker


def benefit_words(say: Speaker, benefit: PercentOff | SumOff | PriceOf) -> str:
    """«скидка 5 %, не больше 300 ₽», «скидка 70 ₽», «цена 99 ₽»."""
    if isinstance(benefit, SumOff):
        return say.pick(f"скидка {say.money(benefit.kopecks)}", f"{say.money(benefit.kopecks)} off")
    if isinstance(benefit, PriceOf):
        return f"{say.pick('цена', 'a price of')} {say.money(benefit.kopecks)}"
    rate = say.percent(benefit.rate_bp)
    words = say.pick(f"скидка {rate}", f"{rate} off")
    if benefit.most_kopecks is not None:
        words += f"{say.pick(', не больше ', ', at most ')}{say.money(benefit.most_kopecks)}"
    return words
