"""Progress: a bar for a terminal, few lines for everything else."""

import io

import pytest

from bot.commands.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("whole", "lines"), [(1, 1), (7, 7), (10, 10), (25, 9), (1000, 10)])
def test_elsewhere_there_are_few_lines_and_the_last_says_it_is_all(whole: int, lines: int) -> None:
    stream = io.StringIO()
    progress = Progress(whole, stream)
    for _ in range(whole):
        progress.step()
    progress.stop()

    written = stream.getvalue().splitlines()
    assert len(written) == lines
    assert written[-1] == f"{whole} of {whole}"


def test_a_terminal_shows_a_bar_on_one_line() -> None:
    stream = Terminal()
    progress = Progress(4, stream)
    progress.step()
    progress.step()
    assert stream.getvalue().split("\r")[-1] == "[" + "#" * 15 + "." * 15 + "] 2 of 4"

    progress.stop()
    assert stream.getvalue().endswith("2 of 4\n")


def test_a_bar_that_is_full_ends_its_line_itself() -> None:
    stream = Terminal()
    progress = Progress(1, stream)
    progress.step()
    progress.stop()

    assert stream.getvalue().count("\n") == 1
