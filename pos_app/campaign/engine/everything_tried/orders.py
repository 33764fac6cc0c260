"""The same search where pieces are too many to try them one by one: rules on goods choose in turn, in every order."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from pos_app.campaign.engine.everything_tried.goods import Pieces
from pos_app.campaign.engine.everything_tried.search import Exhaustive, Shares, Stand, TooManyWaysError
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage


class EveryOrder(Exhaustive):
    """Each rule takes the single things that it uses of what those before it left."""

    def _shared_out(self, stage: Stage, chosen: Sequence[Rule], stand: Stand) -> Iterator[Shares]:
        if stage is not Stage.GOODS_PROMOTION:
            yield from super()._shared_out(stage, chosen, stand)
            return
        for order in permutations(chosen):
            self.ways += 1
            if self.ways > self.most:
                raise TooManyWaysError
            left = [line.count for line in self.lines]
            shares: list[tuple[Rule, Pieces]] = []
            for rule in order:
                share = {line: left[line] for line in self._goods(stage, rule, stand) if left[line]}
                takes, used = self._give(rule, share, stand) if share else ({}, {})
                if any(takes.values()):
                    shares.append((rule, share))
                    for line, count in used.items():
                        left[line] -= count
            yield shares
