"""The flows of till-screen.md, row by row, as keys; and a few more of every day that must not take more than six."""

from tests.end_to_end.flows.flow import DRAWER, NEW_PHONE, RECEIPT, Flow, Key, Scan, Seen, Text, Until

MILK, BREAD, EGGS = "4696954108082", "4699078566011", "4690676964445"
COFFEE, CHOCOLATE = "4698848147368", "4694662185029"
CARD = "KP000108027"  # more points than the flows spend
PHONE_QR = "tel:+79739032354"
ONE_LAST_FOUR = "7976"
SHARED_LAST_FOUR = "2036"  # three people
MOST_KEYS = 6


def goods(*codes: str) -> tuple[Scan, ...]:
    """Beside the flow's keys."""
    return tuple(Scan(code, is_counted=False) for code in codes)


def in_dialog(name: str) -> Until:
    return Until(lambda seen: seen["dialog"] == name, f"the dialog {name}")


def on(screen: str) -> Until:
    return Until(lambda seen: seen["screen"] == screen, f"the screen {screen}")


def lines(count: int) -> Until:
    return Until(lambda seen: len(seen["lines"]) == count, f"{count} lines")


CUSTOMER = Until(lambda seen: bool(seen["customer"]), "a customer")
UNKNOWN = Until(lambda seen: bool(seen["error"]), "nobody has this phone")
TWELVE = Until(lambda seen: any(each["text"] == "×12" for each in seen["touch"]), "a key for twelve")
CHOICES = Until(
    lambda seen: any(each["label"].startswith("3 ") for each in seen["touch"]), "three people to choose from"
)


def has_customer(seen: Seen) -> bool:
    return bool(seen["customer"]) and seen["dialog"] == "" and seen["screen"] == "sale"


def is_receipt(seen: Seen) -> bool:
    return bool(seen["screen"] == "receipt")


def with_customer(*codes: str) -> tuple[Scan | Until, ...]:
    return (*goods(*codes), *goods(CARD), CUSTOMER, lines(len(set(codes))))


POINTS = with_customer(MILK, COFFEE, EGGS)

FLOWS: tuple[Flow, ...] = (
    Flow("customer by card, on the sale", "1", 1, (Scan(CARD),), has_customer, goods(MILK)),
    Flow(
        "customer by card, search open",
        "1",
        1,
        (Scan(CARD),),
        has_customer,
        (*goods(MILK), lines(1), Key("F3"), in_dialog("search"), Text("vj")),
    ),
    Flow(
        "customer by card, focus on a button", "1", 1, (Scan(CARD),), has_customer, (*goods(MILK), lines(1), Key("Tab"))
    ),
    Flow("customer by QR of the phone", "1", 1, (Scan(PHONE_QR),), has_customer, goods(MILK)),
    Flow(
        "customer by phone, digits are his alone", "5–6", 5, (Key("F2"), Text(ONE_LAST_FOUR)), has_customer, goods(MILK)
    ),
    Flow(
        "customer by phone, several have the digits",
        "5–6",
        6,
        (Key("F2"), Text(SHARED_LAST_FOUR), CHOICES, Key("3")),
        has_customer,
        goods(MILK),
    ),
    Flow(
        "all points",
        "2",
        2,
        (Key("F6"), in_dialog("points"), Key("Enter")),
        lambda seen: seen["points"] > 0 and seen["dialog"] == "",
        POINTS,
    ),
    Flow(
        "a sum in points",
        "2+n",
        2,
        (Key("F6"), in_dialog("points"), Text("50"), Key("Enter")),
        lambda seen: seen["points"] == 50_00,
        POINTS,
        counts_typed=True,
    ),
    Flow(
        "points on one line",
        "3+n",
        3,
        (Key("F6"), in_dialog("points"), Key("Down", row=0), Text("30"), Key("Enter")),
        lambda seen: seen["line_points"] == [30_00, 0, 0],
        POINTS,
        counts_typed=True,
    ),
    Flow(
        "k of n pieces in points",
        "4+n",
        4,
        (Key("F6"), in_dialog("points"), Key("Down", row=0), Text("2"), Key("F4"), Key("F6")),
        lambda seen: seen["line_points"][0] > 0 and seen["dialog"] == "",
        with_customer(BREAD, BREAD, BREAD, BREAD, BREAD),
        counts_typed=True,
    ),
    Flow(
        "quantity, after the scan",
        "2–3",
        3,
        (Key("*"), in_dialog("quantity"), Text("3"), Key("Enter")),
        lambda seen: seen["lines"] == [1000, 3000] and seen["dialog"] == "",
        goods(EGGS, MILK),
        by_finger=(Key("F4"), in_dialog("quantity"), Key("×3")),
    ),
    Flow(
        "quantity of two digits, no scan after it",
        "2–3",
        2,
        (Key("*"), in_dialog("quantity"), Text("12"), Key("Enter")),
        lambda seen: seen["lines"] == [1000, 12000] and seen["dialog"] == "",
        goods(EGGS, MILK),
        counts_typed=True,
        by_finger=(Key("F4"), in_dialog("quantity"), Text("1"), TWELVE, Key("×12")),
    ),
    Flow(
        "quantity, before the scan",
        "2–3",
        3,
        (Text("3*"), Scan(MILK, is_counted=False)),
        lambda seen: seen["lines"] == [1000, 3000],
        goods(EGGS),
        by_finger=(Scan(MILK, is_counted=False), lines(2), Key("F4"), in_dialog("quantity"), Key("×3")),
    ),
    Flow(
        "void a line",
        "1–2",
        2,
        (Key("F8"), Key("Enter")),
        lambda seen: len(seen["lines"]) == 1,
        (*goods(EGGS, MILK), lines(2)),
    ),
    Flow(
        "void a line, by Delete",
        "1–2",
        2,
        (Key("Delete"), Key("Delete")),
        lambda seen: len(seen["lines"]) == 1,
        (*goods(EGGS, MILK), lines(2)),
        by_finger=(Key("F8"), Key("Enter")),
    ),
    Flow(
        "hold",
        "1",
        1,
        (Key("F5"),),
        lambda seen: seen["held"] == 1 and not seen["lines"],
        (*goods(EGGS, MILK), lines(2)),
    ),
    Flow(
        "recall",
        "1–2",
        2,
        (Key("F5"), in_dialog("held"), Key("1")),
        lambda seen: seen["held"] == 0 and len(seen["lines"]) == 2,
        (*goods(EGGS, MILK), lines(2), Key("F5"), lines(0)),
    ),
    Flow("exact cash", "2", 2, (Key("F12"), on("payment"), Key("Enter")), is_receipt, (*goods(EGGS, MILK), lines(2))),
    Flow("card", "1", 1, (Key("F11"),), is_receipt, (*goods(EGGS, MILK), lines(2))),
    Flow(
        "five goods, customer, all points, card",
        "3",
        3,
        (
            *with_customer(MILK, BREAD, EGGS, COFFEE, CHOCOLATE),
            Key("F6"),
            in_dialog("points"),
            Key("Enter"),
            Key("F11"),
        ),
        is_receipt,
    ),
    Flow(
        "register a customer",
        "name + phone + 4",
        4,
        (
            Key("F2"),
            Text(NEW_PHONE),
            UNKNOWN,
            Text("Vera", {"ru": "вера", "en": "vera"}),
            Key("Enter"),
            Key("Enter"),
            Key("Enter"),
        ),
        lambda seen: bool(seen["customer"]),
        goods(MILK),
        counts_typed=True,
    ),
    Flow(
        "discount on a line",
        "2+n",
        2,
        (Key("F7"), in_dialog("discount"), Text("5"), Key("Enter")),
        lambda seen: seen["discount"] > 0 and seen["dialog"] == "",
        goods(MILK),
        counts_typed=True,
    ),
    Flow(
        "points to whole roubles",
        "3",
        3,
        (Key("F6"), in_dialog("points"), Key("F5"), Key("F6")),
        lambda seen: 0 < seen["points"] < 100,
        POINTS,
    ),
    Flow(
        "keep the points",
        "2",
        2,
        (Key("F6"), in_dialog("points"), Key("F8")),
        lambda seen: seen["dialog"] == "",
        POINTS,
    ),
    Flow(
        "remove the customer",
        "2",
        2,
        (Key("F2"), in_dialog("customer"), Key("F8")),
        lambda seen: not seen["customer"] and seen["dialog"] == "",
        POINTS,
    ),
    Flow("why", "1", 1, (Key("Insert"),), lambda seen: seen["screen"] == "why", POINTS),
    Flow(
        "return with the receipt's code",
        "3",
        3,
        (Scan(RECEIPT), on("sale_return"), Key("*"), Key("F12")),
        is_receipt,
        (*goods(EGGS, MILK), lines(2), Key("F11"), on("receipt"), Key("Enter"), on("sale")),
    ),
    Flow(
        "return with the receipt's code, offline",
        "3",
        3,
        (Scan(RECEIPT), on("sale_return"), Key("*"), Key("F12")),
        is_receipt,
        (*goods(EGGS, MILK), lines(2), Key("F11"), on("receipt"), Key("Enter"), on("sale")),
        offline=True,
    ),
    Flow(
        "close the shift",
        "4 + digits",
        4,
        (Key("F10"), on("shift"), Key("F8"), Text(DRAWER), Key("Enter"), Key("Enter")),
        lambda seen: seen["step"] == "CLOSED",
        counts_typed=True,
    ),
)
