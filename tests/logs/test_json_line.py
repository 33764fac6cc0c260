import json
import logging
from pathlib import Path

from pos_app.logs import start_logging


def lines(tmp_path: Path) -> list[dict[str, object]]:
    text = (tmp_path / "logs" / "server.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_each_record_is_an_object_with_its_fields_and_without_phones(tmp_path: Path) -> None:
    logs = start_logging(tmp_path, "server", console_level=None, json_lines=True)
    log = logging.getLogger("kopilka.test")
    fields = {"us": 12, "who": "89735550137", "at": 1}
    log.info("came %s\nfrom %s", "«чай»", "+7 973 555-01-37", extra={"fields": fields})
    try:
        raise ValueError("call +79735550137")
    except ValueError:
        log.info("failed", exc_info=True)
    logs.close()
    first, second = lines(tmp_path)
    assert (first["text"], first["us"], first["who"]) == ("came «чай»\nfrom <phone>", 12, "<phone>")
    assert first["level"] == "INFO" and first["logger"] == "kopilka.test"
    assert str(first["at"]).endswith("Z"), "a field never replaces what every line has"
    assert "ValueError: call <phone>" in str(second["trace"])


def test_nothing_in_a_log_speaks_to_the_terminal_or_turns_the_line_round(tmp_path: Path) -> None:
    hostile = "a\x1b[2Jb\x9b31mc\u202egro\u2066d\u200fe\x7ff"
    for name, json_lines in (("server", True), ("till", False)):
        logs = start_logging(tmp_path, name, console_level=None, json_lines=json_lines)
        logging.getLogger("kopilka.test").info("scanned %s", hostile, extra={"fields": {"path": hostile}})
        logs.close()
        written = (tmp_path / "logs" / f"{name}.log").read_text(encoding="utf-8")
        assert not set("\x1b\x9b\x7f\u202e\u2066\u200f") & set(written), name
        assert "x202e" in written or "u202e" in written, "what came is still told"
    assert lines(tmp_path)[0]["path"] == hostile
