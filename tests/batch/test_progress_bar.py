import io

from pos_app.batch.progress_bar import WIDTH, ProgressBar


class Terminal(io.StringIO):
    """A screen for people."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_written_where_nobody_looks() -> None:
    stream = io.StringIO()
    bar = ProgressBar("work", stream)
    bar.show(1, 2)
    bar.show(2, 2)
    bar.close()
    assert stream.getvalue() == ""


def test_a_bar_grows_and_tells_how_long_it_takes() -> None:
    now = 0.0
    screen = Terminal()
    bar = ProgressBar("work", screen, lambda: now)
    bar.show(0, 200)
    now = 10.0
    bar.show(50, 200)
    bar.show(51, 200)  # too soon after the last
    now = 40.0
    bar.show(200, 200)
    bar.close()
    assert screen.getvalue().split("\r")[1:] == [
        f"work [{'.' * WIDTH}]   0 % 0/200\x1b[K",
        f"work [{'#' * 8}{'.' * 24}]  25 % 50/200, 30 s left\x1b[K",
        f"work [{'#' * WIDTH}] 100 % 200/200\x1b[K\n",
    ]


def test_of_nothing_all_is_done() -> None:
    screen = Terminal()
    bar = ProgressBar("work", screen)
    bar.show(0, 0)
    assert "100 % 0/0" in screen.getvalue()
