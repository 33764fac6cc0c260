"""What is secret is not in the text of the object that holds it: texts of objects end up in logs and tracebacks."""

import pytest

from pos_app.bootstrap.secrets_file import TillSecrets
from pos_app.domain.people.operator import Operator, Role
from pos_app.services.scan_outcome import BadgeScanned
from sync.protocol.rows import StaffRow
from sync.server.secrets_file import ServerSecrets
from sync.server.seed import SeedStaff

SECRET = "5ec4e7"
OPERATOR = Operator("operator-1", "Анна", Role.CASHIER, SECRET, SECRET)


@pytest.mark.parametrize(
    "holder",
    [
        TillSecrets("till-1", SECRET, SECRET, SECRET),
        ServerSecrets(SECRET, SECRET),
        OPERATOR,
        StaffRow(OPERATOR.operator_id, OPERATOR),
        SeedStaff("operator-1", "Анна", Role.CASHIER, SECRET, SECRET),
        BadgeScanned(SECRET),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_the_text_of_the_object_does_not_show_it(holder: object) -> None:
    assert SECRET not in repr(holder)
    assert SECRET not in str(holder)
