import json
from pathlib import Path
from typing import Any

import pytest

from pos_app.cli import main
from resources.paths import resource_path

CUSTOMER = {"customer_id": "c", "tier_code": "gold", "spendable": 1_000_000}
BASKET = {
    "opened_at": "2026-03-14T12:00:00+03:00",
    "lines": [
        {"line_id": "bar", "item": {"item_id": "bar", "price_kopecks": 9990, "group": "chocolate"}, "quantity": 3000},
        {"line_id": "kg", "item": {"item_id": "kg", "price_kopecks": 89990, "unit": "kilogram"}, "quantity": 512},
    ],
    "points": {"mode": "all"},
}


class Counter:
    """A priced basket in a folder, and the command that mirrors returns of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        programme = str(resource_path("demo", "programme.json"))
        names = [self.write(name, value) for name, value in (("basket", BASKET), ("customer", CUSTOMER))]
        assert main(["price", names[0], "--customer", names[1], "--programme", programme]) == 0
        self.priced: Any = json.loads(capsys.readouterr().out)

    def write(self, name: str, value: Any) -> str:
        path = self._folder / f"{name}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return str(path)

    def mirror(self, returns: Any) -> tuple[int, Any, str]:
        """Exit code, what was printed, standard error."""
        files = [self.write("priced", self.priced), self.write("return", returns)]
        code = main(["mirror", files[0], "--return", files[1]])
        said = self._capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err


@pytest.fixture
def counter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Counter:
    return Counter(tmp_path, capsys)


def lines(**quantities: int) -> list[dict[str, Any]]:
    return [{"line_id": name, "quantity": quantity} for name, quantity in quantities.items()]


def test_a_return_of_everything_gives_everything_back(counter: Counter) -> None:
    code, back, err = counter.mirror({"lines": lines(bar=3000, kg=512)})
    totals = counter.priced["totals"]
    assert (code, err) == (0, "")
    assert {name: back[name] for name in ("money_kopecks", "points", "points_kopecks", "earned")} == {
        name: totals[name] for name in ("money_kopecks", "points", "points_kopecks", "earned")
    }
    assert back["refunds"] == [{"kind": "cash", "amount_kopecks": totals["money_kopecks"], "reference": ""}]
    assert [line["left"] for line in back["lines"]] == [0, 0]


def test_returns_one_after_the_other_add_up(counter: Counter) -> None:
    money = counter.priced["totals"]["money_kopecks"]
    tenders = [{"kind": "card", "amount_kopecks": 10_000}, {"kind": "cash", "amount_kopecks": money - 10_000}]
    steps = [{"lines": lines(bar=1000), "tenders": tenders}, {"lines": lines(kg=512)}, {"lines": lines(bar=2000)}]
    code, back, _ = counter.mirror(steps)
    assert code == 0
    assert [one["lines"][0]["left"] for one in back] == [2000, 0, 0]
    for name in ("money_kopecks", "points", "earned"):
        assert sum(one[name] for one in back) == counter.priced["totals"][name]
    by_kind = {"card": 0, "cash": 0}
    for one in back:
        for refund in one["refunds"]:
            by_kind[refund["kind"]] += refund["amount_kopecks"]
    assert by_kind == {"card": 10_000, "cash": money - 10_000}


def test_what_came_back_before_is_not_given_back_again(counter: Counter) -> None:
    _, whole, _ = counter.mirror([{"lines": lines(bar=1000)}, {"lines": lines(bar=1000)}])
    _, later, _ = counter.mirror({"lines": lines(bar=1000), "already": lines(bar=1000)})
    assert later == whole[1]


def test_rounded_cash_and_a_certificate(counter: Counter) -> None:
    money = counter.priced["totals"]["money_kopecks"]
    tenders = [
        {"kind": "certificate", "amount_kopecks": 5000, "reference": "GIFT1"},
        {"kind": "cash", "amount_kopecks": money - 5000, "rounding_kopecks": 76},
    ]
    code, back, _ = counter.mirror({"lines": lines(bar=3000, kg=512), "tenders": tenders})
    assert code == 0
    assert back["rounding_kopecks"] == 76
    assert back["refunds"] == [
        {"kind": "certificate", "amount_kopecks": 5000, "reference": "GIFT1"},
        {"kind": "cash", "amount_kopecks": money - 5076, "reference": ""},
    ]


def test_every_fault_of_the_returns_is_told(counter: Counter) -> None:
    wrong = [
        {
            "lines": [*lines(bar=1500, nothing=1000), *lines(bar=1000)],
            "already": lines(bar=2000),
            "tenders": [
                {"kind": "card", "amount_kopecks": 100, "rounding_kopecks": 1},
                {"kind": "certificate", "amount_kopecks": 100},
                {"kind": "cash", "amount_kopecks": 100, "reference": "x"},
            ],
        },
        {"lines": lines(kg=513), "already": lines(bar=1000)},
    ]
    code, back, err = counter.mirror(wrong)
    money = counter.priced["totals"]["money_kopecks"]
    assert (code, back) == (1, None)
    assert [line.strip() for line in err.splitlines()[1:]] == [
        "[0].lines[0].quantity: expected whole pieces, a multiple of 1000, found 1500",
        "[0].lines[0].quantity: expected 1000 or less, found 1500",
        '[0].lines[1].line_id: expected a line of this document: bar, kg, found "nothing"',
        '[0].lines[2].line_id: expected each once; it stands at lines[0] already, found "bar"',
        "[0].lines[2].quantity: expected 0 or less, found 1000",
        '[1].already: expected nothing: it is said with the first return, found "a list"',
        "[1].lines[0].quantity: expected 512 or less, found 513",
        "[0].tenders[0].rounding_kopecks: expected 0 or less, found 1",
        '[0].tenders[1].reference: expected at least 1 characters, found ""',
        '[0].tenders[2].reference: expected at most 0 characters, found "x"',
        f"[0].tenders: expected tenders of {money} kopecks together, found 300",
    ]


def test_a_document_that_does_not_add_up_is_refused(counter: Counter) -> None:
    counter.priced["lines"][0]["net_kopecks"] += 1
    code, _, err = counter.mirror({"lines": lines(bar=1000)})
    assert code == 1
    assert "so that the document adds up" in err


def test_what_is_no_priced_basket_is_refused(counter: Counter) -> None:
    counter.priced["format"] = "kopilka-priced/2"
    del counter.priced["totals"]
    code, _, err = counter.mirror({"lines": lines(bar=1000)})
    assert code == 1
    assert 'format: expected one of kopilka-priced/1, found "kopilka-priced/2"' in err
    assert "totals: expected this key, found nothing" in err
