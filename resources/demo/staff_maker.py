"""Makes the people who work in the demo shop. Their PINs are public: never load them into a real shop."""

from random import Random

from pos_app.domain.codes import badge_number
from pos_app.domain.people.operator import Role
from resources.demo.identifiers import demo_id
from resources.demo.rows import StaffRow

_BADGE_SERIALS = 10**10
# Name, role, PIN. The PIN's first digit tells the role, so that whoever shows the demo need not look it up.
_PEOPLE = (
    ("Соколова Анна Викторовна", Role.CASHIER, "1001"),
    ("Мельников Денис Олегович", Role.CASHIER, "1002"),
    ("Гончаренко Ирина Павловна", Role.CASHIER, "1003"),
    ("Юсупов Тимур Маратович", Role.CASHIER, "1004"),
    ("Лебедева Ольга Николаевна", Role.SENIOR, "2001"),
    ("Островский Сергей Львович", Role.MANAGER, "3001"),
)


def make_staff(seed: int) -> tuple[StaffRow, ...]:
    """Four cashiers, a senior cashier, a manager."""
    chance = Random(f"{seed}/staff")
    serials = chance.sample(range(_BADGE_SERIALS), len(_PEOPLE))
    return tuple(
        StaffRow(demo_id("staff", place, seed), name, role, pin, badge_number.generate(serials[place]))
        for place, (name, role, pin) in enumerate(_PEOPLE)
    )
