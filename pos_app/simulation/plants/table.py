"""Every planted fault by name."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.simulation.plan import Fault
from pos_app.simulation.plants import errand_faults, server_faults, till_faults
from pos_app.simulation.plants.plant import Plant

_DEATHS = (Fault.TILL_DIES_AT_STEP, Fault.TILL_KILLED)
_RESTORES = (Fault.TILL_RESTORED,)
_MANY = 0.9
_OFFLINE = (Fault.PARTITION, Fault.SERVER_DOWN)

PLANTS: Mapping[str, Plant] = MappingProxyType(
    {
        "drop-on-send": Plant("what was sent counts as confirmed", till_faults.drop_on_send, ("I1",), ()),
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
        "gap-accepted": Plant("a number may be missing", server_faults.gap_accepted, ("I1", "I8"), ()),
        "feed-forgets-accounts": Plant(
            "changed accounts get no place in the feed", server_faults.feed_forgets_accounts, ("I7",), ()
        ),
        "certificate-at-its-word": Plant(
            "a till without an answer takes a certificate for what the customer says",
            errand_faults.certificate_at_its_word,
            ("I13",),
            _OFFLINE,
            errands=_MANY,
        ),
        "late-money-twice": Plant(
            "what was paid before its money was heard of is not covered by it",
            errand_faults.late_money_twice,
            ("I13",),
            (Fault.SERVER_RESTORED,),
            errands=_MANY,
        ),
        "refund-not-put-back": Plant(
            "a return puts nothing back on certificates and accounts",
            errand_faults.refund_not_put_back,
            ("I13",),
            (),
            errands=_MANY,
        ),
        "change-not-put-on": Plant(
            "change that was kept is on no account", errand_faults.change_not_put_on, ("I13",), (), errands=_MANY
        ),
        "coupon-used-again": Plant(
            "a coupon that was used before is as good as new",
            errand_faults.coupon_used_again,
            ("I14",),
            (),
            errands=_MANY,
        ),
        "coupon-not-freed": Plant(
            "the coupon of goods that came back stays used at the server",
            errand_faults.coupon_not_freed,
            ("I14",),
            (),
            errands=_MANY,
        ),
        "order-not-counted": Plant(
            "what was handed out of an order is not counted",
            errand_faults.order_not_counted,
            ("I15",),
            (),
            errands=_MANY,
        ),
        "order-cancel-forgotten": Plant(
            "an order that a till cancelled waits still",
            errand_faults.order_cancel_forgotten,
            ("I15",),
            (),
            errands=_MANY,
        ),
        "phone-of-two": Plant(
            "who says a number last has it, and who had it keeps it",
            errand_faults.phone_of_two,
            ("I16",),
            (),
            errands=_MANY,
        ),
        "friend-forgotten": Plant(
            "a friend who was brought along gets nothing", errand_faults.friend_forgotten, ("I17",), (), errands=_MANY
        ),
        "friend-rewarded-twice": Plant(
            "a friend who registered at two tills keeps two rewards",
            errand_faults.friend_rewarded_twice,
            ("I17",),
            (),
            errands=0.3,
        ),
        "part-forgotten": Plant(
            "the second part of a receipt in two parts is not put aside",
            errand_faults.part_forgotten,
            ("I18",),
            (),
            errands=_MANY,
        ),
        "deed-not-queued": Plant(
            "what a second person approved stays at the till",
            errand_faults.deed_not_queued,
            ("I18",),
            (),
            errands=_MANY,
        ),
        "decision-without-effect": Plant(
            "what a person decided about waits still",
            errand_faults.decision_without_effect,
            ("I10",),
            (Fault.POISON_OPERATION,),
            errands=_MANY,
        ),
    }
)
"""Name on the command line → defect."""
