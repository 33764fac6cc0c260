"""What rules forbid: known, not earlier than themselves, and never in a circle."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.soundness.raw_document import Raw, RawRule, rules_of, texts


def exclusion_problems(document: Raw) -> Iterator[Problem]:
    """Every prohibition that cannot be computed."""
    rules = rules_of(document)
    by_id = {rule.rule_id: rule for rule in reversed(rules) if rule.rule_id}
    for rule in rules:
        yield from _forbidden_rules(rule, by_id)
        yield from _forbidden_stages(rule)
    yield from _circles(by_id)


def _forbidden_rules(rule: RawRule, by_id: dict[str, RawRule]) -> Iterator[Problem]:
    for index, name in texts(rule.raw, "forbids"):
        path = (*rule.path, "forbids", index)
        other = by_id.get(name)
        if rule.stage is None:
            yield problem(path, "not_on_receipts", name)
        elif other is None or other.stage is None:
            known = ", ".join(one for one, its in by_id.items() if its.stage is not None)
            yield problem(path, "unknown_name", name, what="rule", names=known)
        elif name == rule.rule_id:
            yield problem(path, "forbids_itself", name)
        elif other.stage.place < rule.stage.place:
            yield problem(path, "too_early", name, stage=rule.stage.value)


def _forbidden_stages(rule: RawRule) -> Iterator[Problem]:
    for index, name in texts(rule.raw, "forbids_stages"):
        path = (*rule.path, "forbids_stages", index)
        if rule.stage is None:
            yield problem(path, "not_on_receipts", name)
        elif name in tuple(Stage) and Stage(name).place <= rule.stage.place:
            yield problem(path, "stage_too_early", name, stage=rule.stage.value)
        elif name == Stage.CASH_ROUNDING.value:
            yield problem(path, "not_of_goods", name)


def _circles(by_id: dict[str, RawRule]) -> Iterator[Problem]:
    """Each circle once, at the prohibition that closes it."""
    done: set[str] = set()
    for start in sorted(by_id):
        trail: list[str] = []
        ahead: list[list[tuple[int, str]]] = []
        if start not in done:
            trail.append(start)
            ahead.append(_next(start, by_id))
        while ahead:
            if not ahead[-1]:
                ahead.pop()
                done.add(trail.pop())
                continue
            index, name = ahead[-1].pop(0)
            if name in trail:
                circle = " → ".join([*trail[trail.index(name) :], name])
                yield problem((*by_id[trail[-1]].path, "forbids", index), "cycle", circle)
            elif name not in done:
                trail.append(name)
                ahead.append(_next(name, by_id))


def _next(name: str, by_id: dict[str, RawRule]) -> list[tuple[int, str]]:
    """Whom it forbids, but for itself."""
    return [(index, other) for index, other in texts(by_id[name].raw, "forbids") if other in by_id and other != name]
