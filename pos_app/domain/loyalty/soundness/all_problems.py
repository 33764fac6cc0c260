"""Rules between the keys of a programme document: unique, known, in order, possible.

They look at the raw document and skip what has the wrong shape (that is reported by the shape), so that all errors of
both kinds are told at once.
"""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_problem import Problem
from pos_app.domain.loyalty.soundness.exclusion import exclusion_problems
from pos_app.domain.loyalty.soundness.off_receipts import off_receipt_problems
from pos_app.domain.loyalty.soundness.order import order_problems
from pos_app.domain.loyalty.soundness.references import reference_problems
from pos_app.domain.loyalty.soundness.unique_names import name_problems
from pos_app.domain.loyalty.soundness.windows import window_problems


def soundness_problems(document: object) -> Iterator[Problem]:
    """Every broken rule between keys."""
    if not isinstance(document, dict):
        return
    yield from name_problems(document)
    yield from reference_problems(document)
    yield from order_problems(document)
    yield from window_problems(document)
    yield from exclusion_problems(document)
    yield from off_receipt_problems(document)
