"""The platform gives no answer for a while: what was dropped is answered all the same, once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from handlers.chat import Card, ChatUnavailable, Language, Text, Upload
from handlers.ports import Postponed
from handlers.texts.catalogue import texts
from handlers.waiting import LATEST, PATIENCE, SOONEST
from tests.fake_ledger import MORNING, StandingClock
from tests.fake_queue import InMemorySteps
from tests.handlers.office import Office, upload

PDF = b"%PDF-1.7 one"
LANGUAGES = pytest.mark.parametrize("language", get_args(Language))


class Away:
    """An office whose platform can be away: what it is asked then, it answers never."""

    def __init__(self, folder: Path) -> None:
        self.clock = StandingClock()
        self.office = Office(folder, clock=self.clock)
        self.calls = set[str]()  # those that are not answered
        chat: Any = self.office.chat
        for name in ("post", "edit", "send_file"):
            setattr(chat, name, self._unless_away(name, getattr(chat, name)))
        chat.download = self._download_unless_away(chat.download)

    def _unless_away(
        self, name: str, call: Callable[..., Awaitable[object]]
    ) -> Callable[..., Awaitable[object]]:
        async def tried(*positional: object, **named: object) -> object:
            if name in self.calls:
                raise ChatUnavailable(f"{name}: status 503")
            return await call(*positional, **named)

        return tried

    def _download_unless_away(
        self, call: Callable[[Upload], AsyncIterator[bytes]]
    ) -> Callable[[Upload], AsyncIterator[bytes]]:
        async def tried(dropped: Upload) -> AsyncIterator[bytes]:
            if "download" in self.calls:
                raise ChatUnavailable("download: status 503")
            async for chunk in call(dropped):
                yield chunk

        return tried


@pytest.fixture
def away(tmp_path: Path) -> Away:
    return Away(tmp_path / "scratch")


@pytest.mark.parametrize("calls", [{"post"}, {"download"}, {"edit", "send_file"}, {"send_file"}])
async def test_it_is_asked_again_until_it_is_back(away: Away, calls: set[str]) -> None:
    office, dropped = away.office, upload("F1")
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    away.calls = calls
    waits = []
    for minutes in (0, 1, 3, 20):
        away.clock.time = MORNING + timedelta(minutes=minutes)
        with pytest.raises(Postponed) as later:
            await office.documents.on_job(job, steps.retried())
        if "post" in calls:
            waits.append(later.value.seconds)
    if waits:
        assert waits == [SOONEST.total_seconds(), 60, 180, LATEST.total_seconds()]
    away.calls = set()
    await office.documents.on_job(job, steps.retried())
    assert office.card(dropped).tone == "good"
    assert len(office.chat.cards(dropped.place)) == 1
    assert len(office.files(dropped)) == 2


@LANGUAGES
async def test_a_file_that_cannot_be_had_yet_is_told_to_wait(
    away: Away, language: Language
) -> None:
    office, dropped = away.office, replace(upload("F1"), language=language)
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    away.calls = {"download"}
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    said = texts(language).scanning
    why = Text(said.away_why.format(until="00:00 CST"))
    assert office.card(dropped) == Card(said.away.format(name="acme.pdf"), (why,), tone="busy")


async def test_a_result_that_stands_is_not_taken_for_one_that_waits(away: Away) -> None:
    office, dropped = away.office, upload("F1")
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    away.calls = {"send_file"}
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    assert office.card(dropped).tone == "good"


@pytest.mark.parametrize("call", ["post", "download"])
async def test_away_for_too_long_the_job_fails(away: Away, call: str) -> None:
    office = away.office
    job, steps = await office.receive(upload("F1"), PDF), InMemorySteps()
    away.calls = {call}
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    away.clock.time += PATIENCE
    with pytest.raises(ChatUnavailable):
        await office.documents.on_job(job, steps.retried())
