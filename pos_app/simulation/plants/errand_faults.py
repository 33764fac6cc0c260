"""Defects of what customers come for beside buying: certificates, coupons, orders, numbers, friends, deeds."""

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.pre_order.pre_order import PreOrder
from pos_app.services.value_desk import ValueDesk
from pos_app.simulation import newcomers
from pos_app.simulation.errands import choose, decisions, numbers, people
from pos_app.simulation.plants.plant import replaced
from pos_app.simulation.plants.scenes import tills_without_a_way_in_turn
from sync.protocol.operation import OperationKind
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueState
from sync.server.ingest import apply, post_return, post_sale
from sync.server.numbers import order_books
from sync.server.numbers.coupon_books import CouponBooks
from sync.server.people import merge, phones
from sync.server.stored_value import post
from sync.server.tables import PHONE
from sync.store import deed_book, operation_log
from sync.store.draft_store import DraftStore

if TYPE_CHECKING:
    from pos_app.simulation.world import World


def certificate_at_its_word(world: "World", stack: ExitStack) -> None:
    """A till that the server does not answer takes a certificate for what the customer says is on it."""
    real = ValueDesk.settle

    def settle(self: ValueDesk, question: Any, answer: ValueAnswer | ValueRefused) -> Any:
        request = question.request
        if isinstance(answer, ValueRefused) and request.kopecks:
            answer = ValueAnswer(request.hold_id, request.kopecks, 0, ValueState.ACTIVE, "")
        return real(self, question, answer)

    replaced(stack, ValueDesk, "settle", settle)
    tills_without_a_way_in_turn(world)


def refund_not_put_back(_world: "World", stack: ExitStack) -> None:
    """What a certificate or an account paid does not go back on it with the goods."""
    replaced(stack, post_return, "post_return_values", lambda _desk, _sale_return: None)


def change_not_put_on(_world: "World", stack: ExitStack) -> None:
    """Change that was kept for a customer is on no account."""
    real = post.post_sale_values

    def post_sale_values(desk: Any, sale: Any) -> None:
        real(desk, replace(sale, tenders=tuple(replace(each, kept_kopecks=0) for each in sale.tenders)))

    replaced(stack, post_sale, "post_sale_values", post_sale_values)


def coupon_used_again(world: "World", stack: ExitStack) -> None:
    """The server does not see that a coupon was used before."""
    replaced(stack, CouponBooks, "_why_not", lambda _self, _day: None)
    replaced(stack, choose, "ERRANDS", ((numbers.redeem_coupon, 1),))
    tills_without_a_way_in_turn(world)


def coupon_not_freed(_world: "World", stack: ExitStack) -> None:
    """All goods came back, and the coupon that took something off them stays used at the server, not at the till."""
    replaced(stack, CouponBooks, "give_back", lambda _self, _receipt_id: None)


def order_not_counted(_world: "World", stack: ExitStack) -> None:
    """What was handed out of an order is not counted: it waits for ever, or is handed out again."""

    def after(order: PreOrder, _handed: Any) -> PreOrder:
        return order

    replaced(stack, order_books, "after", after)


def order_cancel_forgotten(_world: "World", stack: ExitStack) -> None:
    """The server keeps that a till cancelled an order, and does nothing about it."""
    replaced(stack, apply, "cancel_at_till", lambda _desk, _operation, _record: None)


def phone_of_two(world: "World", stack: ExitStack) -> None:
    """Whoever says a number last has it, and whoever had it keeps it."""
    real = phones.claim_phone

    def claim_phone(desk: Any, phone_hash: bytes, customer_id: str) -> str:
        if real(desk, phone_hash, customer_id) != customer_id:
            desk.connection.execute(
                PHONE.update().where(PHONE.c.phone_hash == phone_hash).values(customer_id=customer_id)
            )
        return customer_id

    replaced(stack, phones, "claim_phone", claim_phone)
    replaced(stack, choose, "ERRANDS", ((people.change_phone, 1),))
    tills_without_a_way_in_turn(world)


def friend_forgotten(world: "World", stack: ExitStack) -> None:
    """Who was brought along gets nothing for it."""
    replaced(stack, post_sale, "reward_for_friend", lambda *_arguments: None)
    replaced(stack, newcomers, "BROUGHT_ALONG", 1.0)
    for cashier in world.cashiers:
        cashier.habits = replace(cashier.habits, joins=0.9)


def friend_rewarded_twice(world: "World", stack: ExitStack) -> None:
    """Who registered under two names, of whom a person says that they are one, keeps what both first purchases gave."""
    replaced(stack, merge, "reward_first_purchase_once", lambda *_arguments: None)
    replaced(stack, newcomers, "BROUGHT_ALONG", 1.0)
    replaced(stack, newcomers, "OTHER_NAME", 0.5)
    replaced(stack, choose, "ERRANDS", ((decisions.decide, 1),))
    replaced(stack, decisions, "action_on", lambda _work, _operation: Resolution.REPLAY)
    for cashier in world.cashiers:
        cashier.habits = replace(cashier.habits, joins=0.9)
    tills_without_a_way_in_turn(world)


def part_forgotten(_world: "World", stack: ExitStack) -> None:
    """A receipt is made two, and what does not fit into the first is not put aside."""

    def split_basket(self: DraftStore, draft: Any, _held: Any, deeds: Any = ()) -> None:
        self.save_draft(draft, deeds)

    replaced(stack, DraftStore, "split_basket", split_basket)


def deed_not_queued(_world: "World", stack: ExitStack) -> None:
    """What a second person approved stays in the till's own journal."""
    real = operation_log.append_operation

    def append_operation(connection: Any, kind: OperationKind, *rest: Any) -> None:
        if kind is not OperationKind.DEED:
            real(connection, kind, *rest)

    replaced(stack, deed_book, "append_operation", append_operation)


def decision_without_effect(_world: "World", stack: ExitStack) -> None:
    """A person's decision is kept, and what it is about waits still."""
    replaced(stack, apply, "resolve", lambda *_arguments, **_named: None)


def late_money_twice(_world: "World", stack: ExitStack) -> None:
    """A certificate that was paid with before its sale was heard of keeps all that was paid for it."""
    replaced(stack, post, "cover_risk", lambda *_arguments, **_named: None)
