"""Why something was not done with a programme; nothing was changed."""

from pos_app.domain.loyalty.programme_problem import Problem


class ProgrammeError(ValueError):
    """``key``: ``draft_unknown``, ``draft_changed``, ``draft_closed``, ``version_unknown``, ``unsound``, ``same``,
    ``newer_version``, ``reason_needed``, ``start_invalid``, ``not_coming``, ``not_allowed``, ``all_shops_needed``,
    ``entry_gone``, ``trial_unknown``, ``trial_busy``, ``trial_no_receipts``, ``trial_too_many``, ``days_invalid``.

    ``facts`` fill the sentence; ``problems`` of a document that is unsound.
    """

    def __init__(
        self, key: str, detail: str, facts: tuple[tuple[str, str], ...] = (), problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key
        self.facts = facts
        self.problems = problems
