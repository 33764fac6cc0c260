"""What one person may not do alone: why, then a second person's PIN or badge, then it is done with both names."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pos_app.domain.people.operator import Operator, Role
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.approval import ApprovalDialog
from pos_app.ui.dialogs.dialog import SaleHost
from pos_app.ui.dialogs.reason import ReasonDialog
from pos_app.ui.language import translate
from pos_app.ui.sentences import sentence

Result = TypeVar("Result")
_ASKING = frozenset({"approval_needed", "discount_above_limit"})


def with_second_person(
    host: SaleHost,
    act: Callable[[Operator | None, str], Result],
    done: Callable[[Result, Operator | None], None],
    reasons: Sequence[str],
    reason: str = "",
) -> None:
    """Do ``act(approver, reason)``; where it takes a second person, ask why and who, and do it again with him.

    ``reason``: where it is known already. ``done`` gets what came of it and who approved; refusals are shown.
    """
    asked: list[ServiceError] = []

    def alone() -> Result | None:
        try:
            return act(None, reason)
        except ServiceError as error:
            if error.key not in _ASKING:
                raise
            asked.append(error)
            return None

    result = host.attempt(alone)
    if asked:
        _ask(host, asked[0], act, done, reasons, reason)
    elif result is not None:
        done(result, None)


def _ask(
    host: SaleHost,
    error: ServiceError,
    act: Callable[[Operator | None, str], Result],
    done: Callable[[Result, Operator | None], None],
    reasons: Sequence[str],
    reason: str,
) -> None:
    if not error.params.get("needed_role"):
        host.refuse(translate("SecondPerson", "Nobody here may do that: it is too much"))
        return
    about = sentence(error.key, error.params, host.ui.formatting)
    needed = Role(str(error.params["needed_role"]))

    def ask_who(why: str) -> None:
        def approved(person: Operator) -> None:
            result = host.attempt(lambda: act(person, why))
            if result is None:
                host.line.clear()
            else:
                done(result, person)

        because = translate("SecondPerson", "Why: {reason}").format(reason=why)
        host.open_dialog(ApprovalDialog(host, f"{about}\n{because}", needed, approved))

    if reason:
        ask_who(reason)
    else:
        host.open_dialog(ReasonDialog(host, about, reasons, ask_who))
