"""Every planted fault by name."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.simulation.plan import Fault
from pos_app.simulation.plants import server_faults, till_faults
from pos_app.simulation.plants.plant import Plant

_DEATHS = (Fault.TILL_DIES_AT_STEP, Fault.TILL_KILLED)
_RESTORES = (Fault.TILL_RESTORED,)

PLANTS: Mapping[str, Plant] = MappingProxyType(
    {
        "drop-on-send": Plant("what was sent counts as confirmed", till_faults.drop_on_send),
        "cumulative-ack": Plant(
            "an answer confirms every number up to its highest", till_faults.cumulative_ack, _RESTORES
        ),
        "print-before-commit": Plant("paper before COMMIT", till_faults.print_before_commit, _DEATHS),
        "commit-error-is-failure": Plant(
            "a COMMIT that raised is told as not stored", till_faults.commit_error_is_failure, (Fault.COMMIT_UNKNOWN,)
        ),
        "commits-not-synced": Plant(
            "commits return before they are on the disk", till_faults.commits_not_synced, (Fault.POWER_CUT,)
        ),
        "operation-after-the-sale": Plant(
            "the queue row in a transaction of its own", till_faults.operation_after_the_sale, _DEATHS
        ),
        "cursor-before-rows": Plant("the feed's cursor before its rows", till_faults.cursor_before_rows, _DEATHS),
        "new-number-at-each-try": Plant("a new id whenever it is sent", till_faults.new_number_at_each_try),
        "parked-not-kept": Plant(
            "parked counts as confirmed at the till", till_faults.parked_not_kept, (Fault.POISON_OPERATION,)
        ),
        "answer-before-commit": Plant(
            "«created» before the server's COMMIT", server_faults.answer_before_commit, (Fault.SERVER_DIES_AT_STEP,)
        ),
        "feed-forgets-accounts": Plant(
            "changed accounts get no place in the feed", server_faults.feed_forgets_accounts
        ),
    }
)
"""Name on the command line → defect."""
