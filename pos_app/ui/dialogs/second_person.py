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
    too_much: Callable[[], None] | None = None,
) -> None:
    """Do ``act(approver, reason)``; where it takes a second person, ask why and who, and do it again with that person.

    ``reason``: where it is known already. ``done`` gets what came of it and who approved; refusals are shown.
    ``too_much``: what leads back to the question, before nobody's right suffices and that is said.
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
        if asked[0].params.get("needed_role"):
            _ask(host, asked[0], act, done, reasons, reason)
        else:
            if too_much is not None:
                too_much()
            host.refuse(_nobody_may(host, asked[0]))
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


def _nobody_may(host: SaleHost, error: ServiceError) -> str:
    if error.key != "discount_above_limit":
        return translate("SecondPerson", "Nobody at this till may do that")
    operators = host.ui.services.operators
    most = max(operators.discount_limit_bp(role) for role in Role)
    text = translate(
        "SecondPerson", "That is {asked} off, nobody here may give more than {most}. Type less of a discount"
    )
    percent = host.ui.formatting.percent
    return text.format(asked=percent(int(error.params["asked_bp"])), most=percent(most))
