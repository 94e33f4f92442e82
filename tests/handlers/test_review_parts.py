"""What a card says of its review: the state, who did what and when, and what can be pressed."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from handlers.chat import Language, Text, Tone
from handlers.review_parts import (
    ACTS_SHOWN,
    Standing,
    buttons,
    history_parts,
    moment,
    people_in,
    state_part,
    subject,
    value_of,
)
from handlers.texts.catalogue import texts
from handlers.verdicts import Act, Review, State, Summary, Verdict
from pipelines.document.findings import Finding
from tests.fake_ledger import MORNING, a_reading
from tests.handlers.office import an_act

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = {"local:arun": "Arun Mehta", "local:mei": "Mei Lin"}
LANGUAGES: tuple[Language, ...] = get_args(Language)
BOTH = pytest.mark.parametrize("language", LANGUAGES)


WRONG = Finding(rule="missing_field", severity="error", field="total")
ODD = Finding(rule="date_guessed", severity="warning", field="issue_date", facts={"found": "1/2"})


def a_review(state: State, *acts: Act, revision: int = 1) -> Review:
    summary = Summary(vendor="Acme", issue_date=None, currency=None, total=None, errors=1)
    return Review("t1", "D-1", revision, state, MORNING, summary, acts, 1 + len(acts))


def history(review: Review, language: Language = "en", changes: tuple[Text, ...] = ()) -> list[str]:
    standing = Standing(review, NAMES, SHANGHAI)
    return [part.text for part in history_parts(standing, changes, language)]


def stands(review: Review, *findings: Finding, language: Language = "en") -> Text:
    standing = Standing(review, NAMES, SHANGHAI)
    return state_part(standing, a_reading(findings=findings), language)


@pytest.mark.parametrize(
    ("findings", "english", "chinese"),
    [
        ((WRONG,), "1 check failed", "1 项校验未通过"),
        ((ODD, WRONG, WRONG), "2 checks failed", "2 项校验未通过"),
        ((ODD,), "passed, with 1 warning", "校验通过，另有 1 条提醒"),
        ((ODD, ODD), "passed, with 2 warnings", "校验通过，另有 2 条提醒"),
        ((), "all checks passed", "校验均已通过"),
    ],
)
def test_what_waits_says_so_and_what_checks_made_of_it_in_one_line(
    findings: tuple[Finding, ...], english: str, chinese: str
) -> None:
    for acts in ((), (an_act("arun", "flag"),), (an_act("arun", "edit", 0),)):
        waiting = a_review("pending", *acts)
        assert stands(waiting, *findings) == Text(f"Waiting for accounting: {english}", "bad")
        said = stands(waiting, *findings, language="zh")
        assert said == Text(f"等待财务审核：{chinese}", "bad")


@pytest.mark.parametrize(
    ("findings", "english", "chinese"),
    [
        ((), "All checks passed.", "全部校验通过。"),
        ((ODD,), "Passed, with 1 warning.", "校验通过，另有 1 条提醒。"),
    ],
)
def test_what_passed_says_that_and_nothing_else(
    findings: tuple[Finding, ...], english: str, chinese: str
) -> None:
    assert stands(a_review("passed"), *findings) == Text(english, "good")
    assert stands(a_review("passed"), *findings, language="zh") == Text(chinese, "good")
    assert history(a_review("passed")) == []


@pytest.mark.parametrize(
    ("verdict", "state", "tone", "lines"),
    [
        (
            "approve",
            "approved",
            "good",
            {
                "en": "Approved by Arun Mehta · 2026-11-22 12:00 CST · “So it is”",
                "zh": "Arun Mehta 已批准 · 2026-11-22 12:00 CST · “So it is”",
            },
        ),
        (
            "reject",
            "rejected",
            "bad",
            {
                "en": "Rejected by Arun Mehta · 2026-11-22 12:00 CST · “So it is”",
                "zh": "Arun Mehta 已驳回 · 2026-11-22 12:00 CST · “So it is”",
            },
        ),
    ],
)
@BOTH
def test_what_is_decided_says_by_whom_when_and_why_once(
    verdict: Verdict, state: State, tone: Tone, lines: Mapping[Language, str], language: Language
) -> None:
    review = a_review(state, an_act("arun", verdict, reason="So it is"))
    assert stands(review, WRONG, language=language) == Text(lines[language], tone)
    assert history(review, language) == []
    assert Standing(review, NAMES, SHANGHAI).tone == tone


def test_acts_are_told_in_their_order_and_each_time_in_the_zone() -> None:
    acts = (an_act("mei", "edit"), an_act("arun", "approve", 2), an_act("mei", "flag", 2))
    assert history(a_review("pending", *acts, revision=3)) == [
        "Edited by Mei Lin · 2026-11-22 12:00 CST",
        "Approved by Arun Mehta · 2026-11-22 12:00 CST",
        "Flagged by Mei Lin · 2026-11-22 12:00 CST",
    ]
    approved = a_review("approved", *acts[:2], revision=2)
    assert history(approved) == ["Edited by Mei Lin · 2026-11-22 12:00 CST"]


def test_what_was_changed_is_told_with_the_last_edit() -> None:
    acts = (an_act("mei", "edit"), an_act("arun", "edit", 2), an_act("mei", "approve", 3))
    changes = (Text("Total: 1, read as 2"), Text("Tax: 3, read as 4"))
    half = a_review("pending", *acts, revision=3)
    assert [line.split(" · ")[0] for line in history(half, changes=changes)] == [
        "Edited by Mei Lin",
        "Edited by Arun Mehta",
        *(one.text for one in changes),
        "Approved by Mei Lin",
        texts("en").review.second_needed,
    ]
    flags = [an_act("arun", "flag", 3)] * ACTS_SHOWN
    _, *told = history(a_review("pending", *acts, *flags, revision=3), changes=changes)
    assert told[:3] == [*(one.text for one in changes), told[2]]
    assert told[2].startswith("Flagged by Arun Mehta")


def test_somebody_nobody_knows_is_called_by_the_id() -> None:
    [line] = history(a_review("pending", an_act("gone", "flag")))
    assert line.startswith("Flagged by local:gone")


@BOTH
def test_after_the_first_of_two_approvals_a_second_person_is_asked_for(language: Language) -> None:
    needed = texts(language).review.second_needed
    half = a_review("pending", an_act("arun", "approve"))
    assert history(half, language)[-1] == needed
    assert needed not in history(a_review("pending"), language)
    outdated = a_review("pending", an_act("arun", "approve"), an_act("mei", "edit"), revision=2)
    assert needed not in history(outdated, language)
    assert needed not in history(a_review("approved", an_act("arun", "approve")), language)


@BOTH
@pytest.mark.parametrize(("beyond", "one_or_many"), [(1, 0), (3, 1)])
def test_of_a_long_history_the_end_is_told(
    language: Language, beyond: int, one_or_many: int
) -> None:
    acts = [an_act("mei", "edit", revision) for revision in range(1, ACTS_SHOWN + beyond)]
    last = an_act("arun", "reject", reason="Enough")
    hidden, *told = history(a_review("pending", *acts, last), language)
    assert hidden == texts(language).review.earlier_acts[one_or_many].format(count=beyond)
    assert len(told) == ACTS_SHOWN
    assert told[-1].endswith("“Enough”")
    decided = history(a_review("rejected", *acts, last), language)
    assert decided == [hidden, *told[:-1]]


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
