"""Whoever starts the demo may sign on to its server's pages: with what it prints."""

import re
import stat
from pathlib import Path

import httpx
import pytest

from pos_app.bootstrap.demo_office import people_file, told
from sync.server.central import open_home
from sync.server.database import reading
from sync.server.office.first_people import FirstPeopleError, add_first_people
from sync.server.office.people import all_people
from tests.sync.server.running import running


@pytest.mark.slow
def test_what_is_printed_signs_on(tmp_path: Path) -> None:
    path = people_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with running(tmp_path, options=("--demo", "--first-people", str(path))) as server:
        printed = told(server.url, people_file(tmp_path))
        assert f"{server.url}/office/" in printed
        people = dict(re.findall(r"^    (\w+) +(\S+)$", printed, re.MULTILINE))
        assert list(people) == ["owner", "office", "manager"]
        with httpx.Client(base_url=server.url) as client:
            page = client.get("/office/sign-on").text
            token = re.findall(r'name="form_token" value="(\w+)"', page)[0]
            form = {"form_token": token, "name": "owner", "password": people["owner"]}
            assert client.post("/office/sign-on", data=form).status_code == 303
            assert client.get("/office/").status_code == 200


def test_the_first_people_are_made_once(tmp_path: Path) -> None:
    central = open_home(tmp_path)
    path = people_file(tmp_path)
    assert (add_first_people(central, path), add_first_people(central, path)) == (3, 0)
    with reading(central.engine) as connection:
        shops = {person.name: person.viewer().shop_ids for person in all_people(connection)}
    assert shops == {"manager": frozenset({"shop"}), "office": None, "owner": None}
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(FirstPeopleError):
        add_first_people(central, path)
    central.close()
