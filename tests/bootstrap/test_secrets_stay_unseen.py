"""What is secret is not in the text of the object that holds it: texts of objects end up in logs and tracebacks."""

from datetime import UTC, datetime

import pytest

from pos_app.bootstrap.secrets_file import TillSecrets
from pos_app.domain.people.operator import Operator, Role
from pos_app.services.scan_outcome import BadgeScanned
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.rows import StaffRow
from sync.server.office.people import Person
from sync.server.office.roles import OfficeRole
from sync.server.office.sessions import Session
from sync.server.office.sign_on import SignedOn
from sync.server.pages.answer import Moved
from sync.server.secrets_file import ServerSecrets
from sync.server.seed import SeedStaff
from sync.vault.signing import SigningKey

SECRET = "5ec4e7"
SECRET_KEY = (SECRET * 11)[:64]
PERSON = Person(
    "person-1", "anna", "Анна", OfficeRole.OWNER, frozenset(), "ru", False, datetime(2026, 1, 1, tzinfo=UTC), SECRET
)
OPERATOR = Operator("operator-1", "Анна", Role.CASHIER, SECRET, SECRET)


@pytest.mark.parametrize(
    "holder",
    [
        TillSecrets("till-1", SECRET, SECRET, SECRET),
        ServerSecrets(SECRET, SECRET, SECRET),
        SigningKey(SECRET_KEY),
        EnrolRequest(SECRET, "00", "machine", "till-1"),
        EnrolAnswer("till-1", "2", "shop", 1, "life", "00", SECRET, SECRET, datetime(2026, 1, 1, tzinfo=UTC)),
        OPERATOR,
        StaffRow(OPERATOR.operator_id, OPERATOR),
        SeedStaff("operator-1", "Анна", Role.CASHIER, SECRET, SECRET),
        BadgeScanned(SECRET),
        PERSON,
        SignedOn(PERSON, SECRET),
        Session(SECRET, SECRET, PERSON.viewer(), PERSON.made_at, PERSON.made_at),
        Moved("/office/", SECRET),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_the_text_of_the_object_does_not_show_it(holder: object) -> None:
    assert SECRET not in repr(holder)
    assert SECRET not in str(holder)
