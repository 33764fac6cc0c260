"""A back-test's result for people and for programs."""

from collections.abc import Mapping

from pos_app.domain.backtest.tally import Change, RuleSums, RuleTable, Sums, Tally
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.services.documents.backtest_document import (
    BACKTEST_FORMAT,
    BacktestDocument,
    BacktestRule,
    BacktestSums,
    BeforeAfter,
    ChangeDocument,
    ChangedReceipts,
    RuleSumsWritten,
)

_FIGURES = (
    ("list price", "list_kopecks"),
    ("discounts given away", "discount_kopecks"),
    ("paid with points", "spent_kopecks"),
    ("paid in money", "money_kopecks"),
    ("points spent", "spent"),
    ("points issued", "earned"),
)


def report_document(tally: Tally, most: int) -> BacktestDocument:
    """``most`` of the changed receipts, the largest changes."""
    dearer = [one.money_kopecks for one in tally.changes if one.money_kopecks > 0]
    cheaper = [one.money_kopecks for one in tally.changes if one.money_kopecks < 0]
    return BacktestDocument(
        format=BACKTEST_FORMAT,
        receipts=tally.receipts,
        with_customer=tally.with_customer,
        unreadable=tally.unreadable,
        examples=tuple(tally.examples),
        before=_sums(tally.before),
        after=_sums(tally.after),
        rules=tuple(
            BacktestRule(stage=stage, rule_id=rule_id, before=_rule(before), after=_rule(after))
            for (stage, rule_id), before, after in _both(tally)
        ),
        changed=ChangedReceipts(
            receipts=len(tally.changes),
            dearer=len(dearer),
            dearer_kopecks=sum(dearer),
            cheaper=len(cheaper),
            cheaper_kopecks=-sum(cheaper),
            largest=tuple(change_document(one) for one in tally.largest(most)),
        ),
    )


def change_document(change: Change) -> ChangeDocument:
    """One changed receipt."""
    before, after = change.before, change.after
    return ChangeDocument(
        receipt_id=change.receipt_id,
        number=change.number,
        money_kopecks=BeforeAfter(before=before.money_kopecks, after=after.money_kopecks),
        discount_kopecks=BeforeAfter(before=before.discount_kopecks, after=after.discount_kopecks),
        points=BeforeAfter(before=before.spent, after=after.spent),
        earned=BeforeAfter(before=before.earned, after=after.earned),
    )


def report_text(tally: Tally, names: Mapping[str, LocalText], before_is: str, most: int) -> str:
    """Tables in roubles and points. ``before_is`` says what the first column is."""
    lines = [f"{tally.receipts} receipts, {tally.with_customer} of them with a customer; before: {before_is}"]
    if tally.unreadable:
        lines += [f"{tally.unreadable} receipts could not be read:", *(f"  {one}" for one in tally.examples)]
    lines += ["", _row("", "before", "after", "difference")]
    for title, name in _FIGURES:
        lines.append(_amounts(title, getattr(tally.before, name), getattr(tally.after, name)))
    lines += ["", *_rule_lines(tally, names), "", *_change_lines(tally, most)]
    return "\n".join(lines)


def _rule_lines(tally: Tally, names: Mapping[str, LocalText]) -> list[str]:
    lines = [_row("by rule (receipts before → after)", "before", "after", "difference")]
    for (_, rule_id), before, after in _both(tally):
        named = names.get(rule_id)
        title = f"{rule_id}: {named.ru}" if named else rule_id
        title = f"{title[:38]} ({before.receipts} → {after.receipts})"
        if before.kopecks or after.kopecks:
            lines.append(_amounts(title, before.kopecks, after.kopecks))
        if before.points or after.points:
            lines.append(_amounts(f"{title}, points", before.points, after.points))
    return lines


def _change_lines(tally: Tally, most: int) -> list[str]:
    moved = [one.money_kopecks for one in tally.changes]
    dearer, cheaper = [one for one in moved if one > 0], [-one for one in moved if one < 0]
    lines = [
        f"{len(tally.changes)} receipts change: {len(cheaper)} cheaper by {_hundredths(sum(cheaper))}, "
        f"{len(dearer)} dearer by {_hundredths(sum(dearer))}"
    ]
    largest = tally.largest(most)
    if largest:
        lines.append(_row("largest changes, to pay", "before", "after", "difference"))
    for one in largest:
        lines.append(_amounts(one.number, one.before.money_kopecks, one.after.money_kopecks))
        if one.before.earned != one.after.earned:
            lines.append(_amounts("    points earned", one.before.earned, one.after.earned))
    return lines


def _both(tally: Tally) -> list[tuple[tuple[str, str], RuleSums, RuleSums]]:
    """By what the rules give away after, most first."""
    nothing = RuleSums()
    tables: tuple[RuleTable, RuleTable] = (tally.rules_before, tally.rules_after)
    keys = sorted(tables[0].keys() | tables[1].keys())
    both = [(key, tables[0].get(key, nothing), tables[1].get(key, nothing)) for key in keys]
    return sorted(both, key=lambda row: -max(row[1].kopecks + row[1].points, row[2].kopecks + row[2].points))


def _sums(sums: Sums) -> BacktestSums:
    return BacktestSums(
        list_kopecks=sums.list_kopecks,
        discount_kopecks=sums.discount_kopecks,
        spent_kopecks=sums.spent_kopecks,
        money_kopecks=sums.money_kopecks,
        spent=sums.spent,
        earned=sums.earned,
    )


def _rule(sums: RuleSums) -> RuleSumsWritten:
    return RuleSumsWritten(receipts=sums.receipts, kopecks=sums.kopecks, points=sums.points)


def _amounts(title: str, before: int, after: int) -> str:
    difference = after - before
    return _row(
        title, _hundredths(before), _hundredths(after), ("+" if difference > 0 else "") + _hundredths(difference)
    )


def _row(title: str, before: str, after: str, difference: str) -> str:
    return f"{title:<60} {before:>16} {after:>16} {difference:>16}".rstrip()


def _hundredths(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100:,}.{abs(amount) % 100:02d}".replace(",", " ")
