"""One key, one meaning."""

from pathlib import Path

import pytest

from pos_app.ui.keymap import DEFAULT, Action, Keymap, KeymapError, load_keymap


def test_every_action_has_a_key() -> None:
    keymap = Keymap()
    assert {action: keymap.key(action) for action in Action} == dict(DEFAULT)


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('"sale.points" = "F5"\n"sale.hold" = "F6"\n')
    keymap = load_keymap(path)
    assert keymap.key(Action.POINTS) == "F5"
    assert keymap.key(Action.HOLD) == "F6"
    assert keymap.key(Action.CASH) == "F12"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"sale.points" = "F12"', "key_used_twice"),
        ('"sale.dance" = "F5"', "unknown_action"),
        ('"sale.points" = "F13"', "unknown_key"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    with pytest.raises(KeymapError) as caught:
        load_keymap(path)
    assert caught.value.key == key


def test_one_key_may_mean_different_things_in_different_places() -> None:
    assert Keymap({Action.VOID_ALL: "F11"}).key(Action.CARD) == "F11"
