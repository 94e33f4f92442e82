"""What a card says of its review: the state, who did what and when, and what can be pressed."""

from datetime import UTC, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from handlers.chat import Language, Text, Tone
from handlers.review_parts import (
    ACTS_SHOWN,
    Standing,
    buttons,
    moment,
    people_in,
    standing_parts,
    subject,
    value_of,
)
from handlers.texts.catalogue import texts
from handlers.verdicts import Act, Review, State, Summary
from tests.fake_ledger import MORNING
from tests.handlers.office import an_act

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = {"local:arun": "Arun Mehta", "local:mei": "Mei Lin"}
LANGUAGES: tuple[Language, ...] = get_args(Language)
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def a_review(state: State, *acts: Act, revision: int = 1) -> Review:
    summary = Summary(vendor="Acme", issue_date=None, currency=None, total=None, errors=1)
    return Review("t1", "D-1", revision, state, MORNING, summary, acts, 1 + len(acts))


def said(review: Review, language: Language = "en") -> list[str]:
    standing = Standing(review, NAMES, SHANGHAI)
    return [part.text for part in standing_parts(standing, language)]


@BOTH
@pytest.mark.parametrize("state", get_args(State))
def test_the_state_is_said_first_in_its_tone(state: State, language: Language) -> None:
    standing = Standing(a_review(state), NAMES, SHANGHAI)
    tone: Tone = "good" if state in {"passed", "approved"} else "bad"
    assert standing_parts(standing, language) == (Text(texts(language).review.states[state], tone),)
    assert standing.tone == tone


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Rejected by Arun Mehta · 2026-11-22 12:00 CST · “Not ours”"),
        ("zh", "Arun Mehta 已驳回 · 2026-11-22 12:00 CST · “Not ours”"),
    ],
)
def test_who_did_what_and_when_is_said_with_the_reason(language: Language, line: str) -> None:
    review = a_review("rejected", an_act("arun", "reject", reason="Not ours"))
    assert said(review, language)[1:] == [line]


def test_acts_are_told_in_their_order_and_each_time_in_the_zone() -> None:
    review = a_review("approved", an_act("mei", "edit"), an_act("arun", "approve", 2), revision=2)
    assert said(review) == [
        "Approved",
        "Edited by Mei Lin · 2026-11-22 12:00 CST",
        "Approved by Arun Mehta · 2026-11-22 12:00 CST",
    ]


def test_somebody_nobody_knows_is_called_by_the_id() -> None:
    assert said(a_review("pending", an_act("gone", "flag")))[1].startswith("Flagged by local:gone")


@BOTH
def test_after_the_first_of_two_approvals_a_second_person_is_asked_for(language: Language) -> None:
    needed = texts(language).review.second_needed
    half = a_review("pending", an_act("arun", "approve"))
    assert said(half, language)[-1] == needed
    assert needed not in said(a_review("pending"), language)
    outdated = a_review("pending", an_act("arun", "approve"), an_act("mei", "edit"), revision=2)
    assert needed not in said(outdated, language)
    assert needed not in said(a_review("approved", an_act("arun", "approve")), language)


@BOTH
@pytest.mark.parametrize(("beyond", "one_or_many"), [(1, 0), (3, 1)])
def test_of_a_long_history_the_end_is_told(
    language: Language, beyond: int, one_or_many: int
) -> None:
    acts = [an_act("mei", "edit", revision) for revision in range(1, ACTS_SHOWN + beyond)]
    review = a_review("pending", *acts, an_act("arun", "reject", reason="Enough"))
    _, hidden, *told = said(review, language)
    assert hidden == texts(language).review.earlier_acts[one_or_many].format(count=beyond)
    assert len(told) == ACTS_SHOWN
    assert told[-1].endswith("“Enough”")


def test_names_are_wanted_of_those_who_are_told() -> None:
    old = [an_act("forgotten", "flag")] + [an_act("mei", "edit")] * (ACTS_SHOWN - 1)
    assert people_in(a_review("pending", *old, an_act("arun", "flag"))) == set(NAMES)


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        ("passed", ["review.flag", "review.edit"]),
        ("pending", ["review.approve", "review.reject", "review.edit"]),
        ("approved", ["review.flag"]),
        ("rejected", ["review.flag"]),
    ],
)
@BOTH
def test_what_can_be_pressed_follows_the_state(
    state: State, actions: list[str], language: Language
) -> None:
    row = buttons(a_review(state, revision=3), language).row
    assert [button.action for button in row] == actions
    assert {button.value for button in row} == {"D-1:3"}
    labels = texts(language).review.buttons
    assert [button.label for button in row] == [labels[action[7:]] for action in actions]


def test_a_value_tells_document_and_revision() -> None:
    assert subject(value_of("D-FH2LWOC5LR", 12)) == ("D-FH2LWOC5LR", 12)


@pytest.mark.parametrize(
    "value", ["", "D-1", "D-1:", ":1", "D-1:x", "D-1:-1", "D-1:1.0", "D-1:²", "D-1:1234567890"]
)
def test_a_value_of_something_else_names_nothing(value: str) -> None:
    assert subject(value) is None


def test_a_time_is_told_to_the_minute_in_the_zone() -> None:
    assert moment(MORNING, UTC) == "2026-11-22 08:00 UTC"
    berlin = ZoneInfo("Europe/Berlin")
    assert moment(MORNING, berlin) == "2026-11-22 09:00 CET"
    assert moment(MORNING - timedelta(days=120), berlin) == "2026-07-25 10:00 CEST"
