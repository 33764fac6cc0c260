"""Which goods a rule is for, in words."""

from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsExclusion, GoodsSelector
from pos_app.domain.loyalty.words.speaker import Speaker


def goods_words(say: Speaker, goods: GoodsSelector) -> str:
    """«товары групп bread, dairy, кроме марок Млечанка»; every name as the document has it."""
    if goods == ALL_GOODS:
        return say.pick("все товары", "all goods")
    named = _named(say, goods)
    words = f"{say.pick('товары', 'goods')} {' '.join(named)}" if named else say.pick("все товары", "all goods")
    left_out = _named(say, goods.excluding)
    if left_out:
        words += f"{say.pick(', кроме ', ' except ')}{say.listed(left_out)}"
    return words


def _named(say: Speaker, goods: GoodsSelector | GoodsExclusion) -> list[str]:
    kinds = (
        (goods.groups, ("группы", "групп"), ("of group", "of groups")),
        (goods.brands, ("марки", "марок"), ("of brand", "of brands")),
        (goods.tags, ("с меткой", "с метками"), ("tagged", "tagged")),
        (goods.items, ("с номером", "с номерами"), ("numbered", "numbered")),
    )
    parts = [
        f"{say.pick(russian[len(names) > 1], english[len(names) > 1])} {say.listed(names)}"
        for names, russian, english in kinds
        if names
    ]
    for attribute in goods.attributes:
        parts.append(f"{say.pick('с признаком', 'with')} {attribute.name} = {say.either(attribute.values)}")
    return parts
