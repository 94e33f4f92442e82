"""Everything that happens reaches the one who deals with it, and what nobody knows is answered."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from handlers.chat import Command, Form, Outcome, Press, Submission, Told, Upload
from handlers.documents import Known
from handlers.meetings.scenario import Picked
from handlers.ports import Job
from handlers.router import Router, UnknownJob
from handlers.withdrawals import Withdrawal
from tests.fake_ledger import FakeAudit
from tests.fake_queue import InMemorySteps
from tests.handlers.pile import HERE

ANSWER = Form("a", "v", "t", "s", ())


class Desk:
    """Remembers what was brought to it, as NAME.METHOD."""

    def __init__(self, name: str, seen: list[str]) -> None:
        self._name = name
        self._seen = seen

    def __getattr__(self, method: str) -> Any:
        async def take(*brought: object) -> Outcome:
            self._seen.append(f"{self._name}.{method}")
            return ANSWER

        return take


class Meetings(Desk):
    """As a desk, that takes what is called a recording and leaves the rest."""

    async def on_upload(self, upload: Upload) -> bool:
        return upload.name.endswith(".mp4")

    async def on_pick(self, upload: Upload) -> Picked | None:
        return Picked(known=upload.file == "F1") if upload.name.endswith(".mp4") else None


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def audit() -> FakeAudit:
    return FakeAudit()


@pytest.fixture
def router(seen: list[str], audit: FakeAudit) -> Router:
    names = (
        "documents",
        "decisions",
        "backlog",
        "reminders",
        "commands",
        "taking_back",
        "agenda",
        "huddles",
    )
    desks: dict[str, Any] = {name: Desk(name, seen) for name in names}
    desks["recordings"] = Meetings("recordings", seen)
    return Router(**desks, audit=audit)


@pytest.mark.parametrize(
    ("action", "desk"),
    [
        ("review.approve", "decisions"),
        ("review.open", "decisions"),
        ("backlog.show", "backlog"),
        ("job.retry", "documents"),
        ("withdrawal.forget", "commands"),
        ("meeting.start", "recordings"),
        ("meeting.rename", "recordings"),
        ("task.confirm", "agenda"),
        ("task.csv", "agenda"),
        ("huddle.join", "huddles"),
        ("huddle.end", "huddles"),
    ],
)
async def test_a_press(router: Router, seen: list[str], action: str, desk: str) -> None:
    assert await router.on_press(Press(HERE, "eva", action, "v")) is ANSWER
    assert seen == [f"{desk}.{'on_retry' if action == 'job.retry' else 'on_press'}"]


async def test_what_is_looked_up(router: Router, seen: list[str]) -> None:
    press = Press(HERE, "eva", "review.open", "v")
    brought: list[object] = [await router.on_list(press), await router.on_look(press, again=True)]
    assert brought == [ANSWER, ANSWER]
    assert seen == ["backlog.listing", "decisions.on_look"]


async def test_a_form(router: Router, seen: list[str]) -> None:
    assert await router.on_submit(Submission(HERE, "eva", "review.edit", "v", {})) is ANSWER
    assert await router.on_submit(Submission(HERE, "eva", "meeting.rename", "v", {})) is ANSWER
    assert seen == ["decisions.on_submit", "recordings.on_submit"]


@pytest.mark.parametrize(
    "action", ["", "review", "backlog", "backlog.shown", "job.cancel", "meeting.any words"]
)
async def test_what_nobody_knows_is_said_to_be_unknown(
    router: Router, seen: list[str], audit: FakeAudit, action: str
) -> None:
    pressed = await router.on_press(Press(HERE, "eva", action, "v"))
    filled_in = await router.on_submit(Submission(HERE, "eva", action, "v", {}, language="zh"))
    assert isinstance(pressed, Told)
    assert "does not know this button" in pressed.card.title
    assert isinstance(filled_in, Told)
    assert "无法识别该按钮" in filled_in.card.title
    assert seen == []
    digest = hashlib.sha256(f"{action}\0v".encode()).hexdigest()
    assert audit.links == [("t1", "local:eva", "press.unknown", digest, {})] * 2


@pytest.mark.parametrize("action", ["backlog.show", "job.retry"])
async def test_a_button_is_no_form(router: Router, seen: list[str], action: str) -> None:
    outcome = await router.on_submit(Submission(HERE, "eva", action, "v", {}))
    assert isinstance(outcome, Told)
    assert seen == []


async def test_an_event(router: Router, seen: list[str]) -> None:
    await router.on_event(Upload(HERE, "eva", "F1", "a.pdf"))
    await router.on_event(Command(HERE, "eva", "help"))
    await router.on_event(Withdrawal("local", "t1", "F1"))
    assert seen == ["documents.on_upload", "commands.on_command", "taking_back.on_withdrawal"]


async def test_a_recording_is_no_document(router: Router, seen: list[str]) -> None:
    film = Upload(HERE, "eva", "F1", "a.mp4")
    await router.on_event(film)
    assert await router.on_pick(film) == Known(None)
    assert await router.on_pick(replace(film, file="F2")) is None
    assert seen == []
    await router.on_pick(replace(film, name="a.pdf"))
    assert seen == ["documents.on_pick"]


@pytest.mark.parametrize(
    ("kind", "desk"),
    [
        ("document", "documents.on_job"),
        ("review", "decisions.on_job"),
        ("reminders", "reminders.on_job"),
        ("digest", "reminders.on_job"),
        ("notices", "reminders.on_job"),
        ("withdrawal", "taking_back.on_job"),
        ("meeting", "recordings.on_job"),
        ("meeting-run", "recordings.on_job"),
        ("meeting-show", "recordings.on_job"),
        ("huddle-report", "huddles.on_job"),
    ],
)
async def test_a_job(router: Router, seen: list[str], kind: str, desk: str) -> None:
    await router.on_job(Job(kind, "k", {}), InMemorySteps())
    assert seen == [desk]


async def test_a_job_of_a_newer_clerk_fails(router: Router) -> None:
    with pytest.raises(UnknownJob, match="huddle"):
        await router.on_job(Job("huddle", "k", {}), InMemorySteps())


async def test_only_who_dropped_something_waits_for_a_job(router: Router, seen: list[str]) -> None:
    for kind in ("document", "review", "reminders", "digest", "notices", "catch-up", "huddle"):
        await router.on_failed(Job(kind, "k", {}), "ValueError")
    assert seen == ["documents.on_failed", *["documents.note_failure"] * 6]


async def test_of_a_meeting_a_failure_is_noted_and_told(router: Router, seen: list[str]) -> None:
    await router.on_failed(Job("meeting-run", "k", {}), "ValueError")
    assert seen == ["documents.note_failure", "recordings.on_failed"]


async def test_what_was_not_told_is_told_at_a_start(router: Router, seen: list[str]) -> None:
    await router.catch_up()
    await router.on_job(Job("catch-up", "k", {}), InMemorySteps())
    assert seen == ["decisions.catch_up", "agenda.catch_up"] * 2
