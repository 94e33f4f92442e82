"""Links into the player: personal, for one meeting, for a while, and good once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.meetings.links import Door, Links, Visitor
from handlers.tokens import MOST_TOKEN
from tests.fake_viewing import ADDRESS, MEETING, Screening, a_meeting

OTHER = "M-ZZZZZZZZ77"


def test_a_link_is_exchanged_once_for_a_pass_that_says_who_it_is() -> None:
    here = Screening()
    token = here.token()
    pass_ = here.links.exchange(token, MEETING)
    assert pass_ is not None
    assert here.links.visitor(pass_, MEETING) == Visitor("T1", MEETING, "slack:U1")
    assert here.links.exchange(token, MEETING) is None


def test_what_opens_the_player_is_sent_to_no_server() -> None:
    here = Screening()
    url = here.links.personal(a_meeting(), "slack:U1")
    assert url is not None
    assert url.startswith(f"{ADDRESS}/player/{MEETING}#k=1.")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda token: "", id="nothing"),
        pytest.param(lambda token: "x", id="a letter"),
        pytest.param(lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"), id="forged"),
        pytest.param(lambda token: token.replace(".", ".e", 1), id="other words"),
        pytest.param(lambda token: f"2{token[1:]}", id="another version"),
        pytest.param(lambda token: token + "é", id="not ASCII"),
        pytest.param(lambda token: token + "\ud800", id="no text"),
        pytest.param(lambda token: token + "." * MOST_TOKEN, id="too long"),
        pytest.param(lambda token: token.rpartition(".")[0], id="unsigned"),
    ],
)
def test_what_we_did_not_sign_opens_nothing(spoil: Callable[[str], str]) -> None:
    here = Screening()
    token = here.token()
    assert here.links.exchange(spoil(token), MEETING) is None
    assert here.links.visitor(spoil(token), MEETING) is None
    assert here.links.exchange(token, MEETING) is not None


def test_a_link_is_for_one_meeting() -> None:
    here = Screening()
    token = here.token()
    assert here.links.exchange(token, OTHER) is None
    pass_ = here.links.exchange(token, MEETING)
    assert pass_ is not None
    assert here.links.visitor(pass_, OTHER) is None


def test_a_link_is_no_pass_and_a_pass_is_no_link() -> None:
    here = Screening()
    token = here.token()
    pass_ = here.links.exchange(token, MEETING)
    assert pass_ is not None
    assert here.links.exchange(pass_, MEETING) is None
    assert here.links.visitor(token, MEETING) is None


def test_both_run_out() -> None:
    here = Screening()
    token, late = here.token(), here.token()
    here.clock.time += timedelta(minutes=9, seconds=59)
    pass_ = here.links.exchange(token, MEETING)
    assert pass_ is not None
    here.clock.time += timedelta(seconds=1)
    assert here.links.exchange(late, MEETING) is None
    here.clock.time += timedelta(hours=7, minutes=59, seconds=58)
    assert here.links.visitor(pass_, MEETING) is not None
    here.clock.time += timedelta(seconds=1)
    assert here.links.visitor(pass_, MEETING) is None


def test_after_a_restart_passes_are_good_and_links_are_not() -> None:
    """Nobody knows any more which links were used."""
    here = Screening()
    used, unused = here.token(), here.token()
    pass_ = here.links.exchange(used, MEETING)
    later = Links(here.links.key, here.clock, here.links.doors)
    assert pass_ is not None
    assert later.visitor(pass_, MEETING) is not None
    assert later.exchange(used, MEETING) is None
    assert later.exchange(unused, MEETING) is None
    assert Links(b"j" * 32, here.clock).visitor(pass_, MEETING) is None


def test_what_was_used_is_forgotten_once_it_has_run_out() -> None:
    here = Screening()
    for _ in range(3):
        here.links.exchange(here.token(), MEETING)
        here.clock.time += timedelta(minutes=6)
    assert len(here.links._tokens._used) == 2


def test_without_a_page_there_is_no_link_and_no_button() -> None:
    links = Links(b"k" * 32, Screening().clock)
    meeting = a_meeting()
    assert links.personal(meeting, "slack:U1") is None
    assert links.times(meeting) is None
    assert links.direct(meeting) is None


@pytest.mark.parametrize(
    ("door", "direct", "time"),
    [
        (Door(ADDRESS, ADDRESS), None, f"{ADDRESS}/player/{MEETING}#t=754"),
        (
            Door("", "http://127.0.0.1:8080", personal=False),
            f"/player/{MEETING}",
            f"http://127.0.0.1:8080/player/{MEETING}#t=754",
        ),
        (Door("", None, personal=False), f"/player/{MEETING}", None),
    ],
)
def test_a_door_says_how_one_comes_in(door: Door, direct: str | None, time: str | None) -> None:
    here = Screening(door=door)
    meeting = replace(a_meeting())
    assert here.links.direct(meeting) == direct
    times = here.links.times(meeting)
    assert (None if times is None else times(754.9)) == time
