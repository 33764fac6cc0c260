"""What any ``CustomerDirectory`` promises. Subclass :class:`CustomerDirectoryContract` and give a fixture.

``directory``: holds exactly ``PEOPLE`` (customer, phone) and ``ACCOUNTS``.
"""

from datetime import date

from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.people.customer import Customer
from pos_app.services.ports import CustomerDirectory

ANNA = Customer("c1", "Петрова Анна К.", "+7 973 ···-··-42", "KP000000018", date(1990, 2, 28))
BORIS = Customer("c2", "Борисов Б.", "+7 973 ···-··-42", "KP000000026", None)
VERA = Customer("c3", "Верина В.", "+7 973 ···-··-07", None, date(1984, 12, 31))
PEOPLE = ((ANNA, "+79730000042"), (BORIS, "+79731110042"), (VERA, "+79730000007"))
ACCOUNTS = (
    Account(
        customer_id="c1",
        available=125_000,
        debt=0,
        lots=(Lot("lot-1", date(2026, 4, 1), 25_000), Lot("lot-2", date(2027, 1, 1), 100_000)),
        tier_code="silver",
        turnover_kopecks=1_234_500,
        applied_seq=7,
    ),
    Account("c2", 0, 500, (), None, 0),
)


class CustomerDirectoryContract:
    """Test methods; the fixture comes from the subclass."""

    def test_a_phone_is_one_person(self, directory: CustomerDirectory) -> None:
        for customer, phone in PEOPLE:
            assert directory.by_phone(phone) == customer
        assert directory.by_phone("+79739999999") is None

    def test_the_last_four_digits_may_be_several_people(self, directory: CustomerDirectory) -> None:
        assert set(directory.by_last4("0042", 9)) == {ANNA, BORIS}
        assert directory.by_last4("0007", 9) == (VERA,)
        assert directory.by_last4("1234", 9) == ()
        assert len(directory.by_last4("0042", 1)) == 1

    def test_a_card_is_one_person(self, directory: CustomerDirectory) -> None:
        assert directory.by_card("KP000000026") == BORIS
        assert directory.by_card("KP000000034") is None

    def test_a_card_tells_its_holder_whether_it_is_in_force_or_not(self, directory: CustomerDirectory) -> None:
        held = directory.card("KP000000026")
        assert held is not None and (held[0], held[1].in_force) == ("c2", True)
        assert directory.card("KP000000034") is None

    def test_contacts_are_in_clear(self, directory: CustomerDirectory) -> None:
        contacts = directory.contacts("c3")
        assert contacts is not None and contacts.phone_e164 == "+79730000007" and contacts.email == ""
        assert "0007" not in repr(contacts)
        assert directory.contacts("c9") is None

    def test_an_id_is_one_person(self, directory: CustomerDirectory) -> None:
        assert directory.by_id("c3") == VERA
        assert directory.by_id("c9") is None

    def test_accounts_are_what_the_server_told(self, directory: CustomerDirectory) -> None:
        for account in ACCOUNTS:
            assert directory.account(account.customer_id) == account
        assert directory.account("c3") is None

    def test_people_are_counted(self, directory: CustomerDirectory) -> None:
        assert directory.count() == len(PEOPLE)
