"""Links open their room once, passes open it again, and neither opens another."""

from datetime import timedelta

import pytest

from handlers.huddles.links import Guest, Links
from handlers.huddles.records import Huddle
from tests.fake_ledger import StandingClock
from tests.handlers.huddles.parlour import NOW, PLACE

HUDDLE = Huddle("t1", "H-A", PLACE, "", "local:eva", "en", NOW)
EVA = Guest("t1", "H-A", "local:eva")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest.fixture
def links(clock: StandingClock) -> Links:
    return Links(b"key", clock, {"local": "http://127.0.0.1:8092"})


def a_token(links: Links) -> str:
    url = links.personal(HUDDLE, "local:eva")
    assert url is not None
    address, _, token = url.partition("#k=")
    assert address == "http://127.0.0.1:8092/voice/H-A"
    return token


def test_a_link_is_good_once_and_for_its_room(links: Links) -> None:
    token = a_token(links)
    assert links.invited(token, "H-A") == links.invited(token, "H-A") == EVA
    assert links.invited(token, "H-B") is None
    assert links.exchange(token, "H-B") is None
    pass_ = links.exchange(token, "H-A")
    assert pass_ is not None
    assert links.exchange(token, "H-A") is None
    assert links.guest(pass_, "H-A") == links.guest(pass_, "H-A") == EVA
    assert links.guest(pass_, "H-B") is None


def test_neither_stands_for_the_other(links: Links) -> None:
    token = a_token(links)
    pass_ = links.exchange(token, "H-A") or ""
    assert links.guest(token, "H-A") is links.invited(pass_, "H-A") is None
    assert links.exchange(pass_, "H-A") is None


@pytest.mark.parametrize("changed", ["", "1", "1.x.y", "é", "a" * 3000])
def test_what_is_none_opens_nothing(links: Links, changed: str) -> None:
    assert links.exchange(changed, "H-A") is None
    assert links.guest(changed, "H-A") is None


def test_what_was_tampered_with_opens_nothing(links: Links) -> None:
    token = a_token(links)
    changed = token[:-1] + ("0" if token[-1] != "0" else "1")
    assert links.exchange(changed, "H-A") is None
    other = Links(b"other", links.clock, links.doors)
    assert other.exchange(token, "H-A") is None


def test_both_get_old(links: Links, clock: StandingClock) -> None:
    old, token = a_token(links), a_token(links)
    pass_ = links.exchange(token, "H-A") or ""
    clock.time += timedelta(minutes=5)
    assert links.exchange(old, "H-A") is None
    assert links.guest(pass_, "H-A") == EVA
    clock.time += timedelta(hours=12)
    assert links.guest(pass_, "H-A") is None


def test_after_a_restart_passes_are_good_and_links_are_not(
    links: Links, clock: StandingClock
) -> None:
    token = a_token(links)
    pass_ = links.exchange(a_token(links), "H-A") or ""
    again = Links(b"key", clock, links.doors)
    assert again.exchange(token, "H-A") is None
    assert again.guest(pass_, "H-A") == EVA


def test_where_nobody_comes_in_there_is_no_link(clock: StandingClock) -> None:
    links = Links(b"key", clock, {"slack": "https://clerk.example.com"})
    assert links.personal(HUDDLE, "local:eva") is None
    assert not links.lead_in("local")
