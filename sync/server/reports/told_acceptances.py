"""Answers a till that asks which of its shop's shifts were accepted."""

import re

from sqlalchemy import select

from pos_app.domain.people.deed import Deed, DeedKind
from sync.protocol.acceptances import MOST_SHIFTS, AcceptancesAnswer, AcceptancesRequest
from sync.protocol.encoding import decode
from sync.reports.tables import REPORT_DEED, REPORT_SHIFT
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill

_AN_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


def told_acceptances(central: Central, till: EnrolledTill, request: AcceptancesRequest) -> AcceptancesAnswer:
    """The acceptances of shifts of the till's own shop; of others nothing is told, nor that they are there."""
    asked = [shift_id for shift_id in request.shift_ids[:MOST_SHIFTS] if _AN_ID.fullmatch(shift_id)]
    with reading(central.engine) as connection:
        rows = connection.execute(
            select(REPORT_DEED.c.body)
            .join(REPORT_SHIFT, REPORT_SHIFT.c.shift_id == REPORT_DEED.c.shift_id)
            .where(
                REPORT_SHIFT.c.shift_id.in_(asked),
                REPORT_SHIFT.c.shop_id == till.shop_id,
                REPORT_DEED.c.shop_id == till.shop_id,
                REPORT_SHIFT.c.accepted_ms.is_not(None),
            )
            .order_by(REPORT_DEED.c.at_ms, REPORT_DEED.c.deed_id)
        ).scalars()
        deeds = [decode(Deed, bytes(body)) for body in rows]
    return AcceptancesAnswer(tuple(each for each in deeds if each.kind is DeedKind.Z_ACCEPTED), central.incarnation)
