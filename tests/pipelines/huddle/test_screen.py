"""Of a screen the newest picture is shown, once, and not too often."""

from pipelines.huddle.screen import MOST_BYTES, Screen


def test_a_picture_is_shown_once() -> None:
    screen = Screen()
    assert screen.change("ada", b"one")
    assert screen.due(0.0, spoken=False) == b"one"
    assert screen.due(100.0, spoken=True) is None
    assert not screen.change("ada", b"one")  # nothing changed
    assert screen.due(100.0, spoken=True) is None
    assert not screen.change("ada", b"two")
    assert screen.due(100.0, spoken=False) == b"two"


def test_one_soon_after_another_waits_until_somebody_speaks_or_a_while_has_passed() -> None:
    screen = Screen()
    screen.change("ada", b"one")
    screen.due(0.0, spoken=False)
    screen.change("ada", b"two")
    assert screen.due(1.0, spoken=False) is None
    assert screen.due(2.0, spoken=True) == b"two"
    screen.change("ada", b"three")
    assert screen.due(11.9, spoken=False) is None
    screen.change("ada", b"four")
    assert screen.due(12.1, spoken=False) == b"four"


def test_what_no_page_sends_is_not_looked_at() -> None:
    screen = Screen()
    assert not screen.change("ada", bytes(MOST_BYTES + 1))
    assert screen.due(0.0, spoken=True) is None


def test_who_stops_takes_their_own_picture_away() -> None:
    screen = Screen()
    screen.change("ada", b"one")
    assert screen.change("bob", b"two")
    assert not screen.stop("ada")
    assert screen.due(0.0, spoken=True) == b"two"
    screen.change("bob", b"three")
    assert screen.stop("bob")
    assert screen.due(1.0, spoken=True) is None
    assert not screen.stop("bob")
