"""Work elsewhere, answers here."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pos_app.ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_the_answer_comes_on_the_ui_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    answers: list[int] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    def done(answer: int) -> None:
        threads.append(threading.current_thread())
        answers.append(answer)

    background.run(work, done)
    qtbot.waitUntil(lambda: answers == [42], timeout=30_000)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_error_is_delivered(background: Background, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    background.run(lambda: 1 // 0, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1, timeout=30_000)
    assert isinstance(errors[0], ZeroDivisionError)


@pytest.mark.allow_log("background work failed")
def test_an_error_without_a_taker_is_logged(background: Background, caplog: pytest.LogCaptureFixture) -> None:
    background.run(lambda: 1 // 0, lambda _: None)
    background.close()
    assert "ZeroDivisionError" in caplog.text


def test_posts_of_other_threads_keep_their_order(background: Background, qtbot: QtBot) -> None:
    got: list[int] = []

    def post_all() -> None:
        for number in range(200):
            background.post(lambda number=number: got.append(number))  # type: ignore[misc]

    thread = threading.Thread(target=post_all)
    thread.start()
    thread.join()
    assert got == []
    qtbot.waitUntil(lambda: len(got) == 200, timeout=30_000)
    assert got == list(range(200))


def test_nothing_is_delivered_after_close(background: Background, qtbot: QtBot) -> None:
    got: list[int] = []
    background.post(lambda: got.append(1))
    background.close()
    background.post(lambda: got.append(2))
    background.run(lambda: 3, got.append)
    qtbot.wait(20)
    assert got == []
