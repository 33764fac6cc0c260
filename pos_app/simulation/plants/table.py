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
        "drop-on-send": Plant("what was sent counts as confirmed", till_faults.drop_on_send, ("I1",)),
        "cumulative-ack": Plant(
            "an answer confirms every number below the next",
            till_faults.cumulative_ack,
            ("I1",),
            (),
        ),
        "print-before-commit": Plant("paper before COMMIT", till_faults.print_before_commit, ("I1",), _DEATHS),
        "commit-error-is-failure": Plant(
            "a COMMIT that raised is told as not stored",
            till_faults.commit_error_is_failure,
            ("I1", "I9"),
            (Fault.COMMIT_UNKNOWN,),
        ),
        "commits-not-synced": Plant(
            "commits return before they are on the disk", till_faults.commits_not_synced, ("I1",), (Fault.POWER_CUT,)
        ),
        "operation-after-the-sale": Plant(
            "the queue row in a transaction of its own", till_faults.operation_after_the_sale, ("I1",), ()
        ),
        "cursor-before-rows": Plant("the feed's cursor before its rows", till_faults.cursor_before_rows, ("I7",), ()),
        "parked-not-kept": Plant(
            "parked counts as confirmed at the till", till_faults.parked_not_kept, ("I10",), (Fault.POISON_OPERATION,)
        ),
        "hold-autovoid": Plant(
            "promises whose time is over are given back by the server",
            server_faults.hold_autovoid,
            ("I3", "I5"),
            (),
        ),
        "lease-not-counted": Plant("spends from a promise are not counted", till_faults.lease_not_counted, ("I4",), ()),
        "lease-counted-later": Plant(
            "the promise's counter outside of the sale's transaction", till_faults.lease_counted_later, ("I4",), ()
        ),
        "archive-not-sent": Plant(
            "a restored server is not sent what it forgot",
            till_faults.archive_not_sent,
            ("I1",),
            (Fault.SERVER_RESTORED,),
        ),
        "known-by-number": Plant(
            "an operation is known by its number alone", server_faults.known_by_number, ("I1",), _RESTORES
        ),
        "no-dedupe-by-id": Plant(
            "what comes again under a new number is new",
            server_faults.no_dedupe_by_id,
            ("I6",),
            (),
        ),
        "gap-accepted": Plant("a number may be missing", server_faults.gap_accepted, ("I1", "I8")),
        "feed-forgets-accounts": Plant(
            "changed accounts get no place in the feed", server_faults.feed_forgets_accounts, ("I7",)
        ),
    }
)
"""Name on the command line → defect."""
