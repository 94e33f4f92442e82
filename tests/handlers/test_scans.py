"""A dropped file and the virus scanner: clean, infected, away and back, away for too long."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from handlers.chat import Button, Buttons, Card, ChatUnavailable, Language, MessageRef, Text, Upload
from handlers.intake import Door
from handlers.ports import Job, Postponed
from handlers.texts.catalogue import texts
from handlers.waiting import LATEST, PATIENCE, SOONEST
from pipelines.media import Media
from pipelines.scanning import ScannerUnavailable
from pipelines.screening import screen
from tests.fake_ledger import MORNING, StandingClock
from tests.fake_queue import InMemorySteps
from tests.fake_scanner import FakeScanner
from tests.handlers.office import ACCOUNTING, LIMIT, Office, lines, upload

PDF = b"%PDF-1.7 one"
BAD = b"%PDF-1.7 evil"
LANGUAGES = pytest.mark.parametrize("language", get_args(Language))


class Guarded:
    """An office behind a scanner, and what was dropped where it is Clerk's to erase."""

    def __init__(self, scratch: Path) -> None:
        self.scanner = FakeScanner({b"evil": "Eicar-Test"})
        self.clock = StandingClock()
        self.erased: list[tuple[str, str]] = []
        self.looked: list[bytes] = []

        async def look(path: Path) -> Media:
            self.looked.append(await asyncio.to_thread(path.read_bytes))
            return await screen(path, limit=LIMIT)

        async def erase(tenant: str, file: str) -> bool:
            self.erased.append((tenant, file))
            return True

        door = Door(look, self.scanner, {"local": erase})
        self.office = Office(scratch, door=door, clock=self.clock)

    async def answer(self, dropped: Upload, content: bytes) -> tuple[Job, InMemorySteps]:
        job, steps = await self.office.receive(dropped, content), InMemorySteps()
        await self.office.documents.on_job(job, steps)
        return job, steps


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path / "scratch")


def busy(dropped: Upload, until: str) -> Card:
    said = texts(dropped.language).scanning
    why = Text(said.waiting_why.format(until=until))
    return Card(said.waiting.format(name=dropped.name), (why,), tone="busy")


async def test_what_is_clean_is_read_and_stamped(guarded: Guarded) -> None:
    dropped = upload("F1")
    await guarded.answer(dropped, PDF)
    assert (guarded.scanner.scanned, guarded.looked) == ([PDF], [PDF])
    assert "virus scan: clean" in str(guarded.office.card(dropped).footer)
    assert guarded.office.document(dropped).reading.scan == "clean"
    assert b'"scan": "clean"' in guarded.office.files(dropped)[1].content


async def test_without_a_scanner_it_is_read_and_that_is_said(tmp_path: Path) -> None:
    office = Office(tmp_path / "scratch")
    first = upload("F1")
    await office.answer(first, PDF)
    assert office.document(first).reading.scan == "not_configured"
    assert "no virus scan" in str(office.card(first).footer)
    assert b'"scan": "not_configured"' in office.files(first)[1].content


@LANGUAGES
async def test_what_is_infected_is_never_looked_at_and_everybody_is_told(
    guarded: Guarded, language: Language
) -> None:
    dropped = replace(upload("F1"), language=language)
    await guarded.answer(dropped, BAD)
    office, sha256 = guarded.office, hashlib.sha256(BAD).hexdigest()
    said = texts(language)
    refusal = said.rejections["infected"].format(signature="Eicar-Test")
    card = Card(said.rejected.format(name="acme.pdf"), (Text(refusal),), tone="bad")
    assert office.card(dropped) == card
    assert (guarded.looked, office.reader.shown, office.store.files) == ([], [], {})
    assert office.files(dropped) == []
    assert not [path for path in office.scratch.rglob("*") if path.is_file()]
    assert guarded.erased == [("t1", "F1")]
    [told] = office.chat.cards(ACCOUNTING)
    assert (told.title, told.tone) == (said.scanning.infected, "bad")
    assert all(word in lines(told)[0] for word in ("acme.pdf", "Eva", "Eicar-Test"))
    detail = {"reason": "infected", "signature": "Eicar-Test", "sha256": sha256}
    assert office.audit.links[-1][2:] == ("document.rejected", "F1", detail)


async def test_all_that_is_done_once_across_a_crash(guarded: Guarded) -> None:
    dropped = upload("F1")
    job, steps = await guarded.answer(dropped, BAD)
    for kept in range(len(steps.answers)):
        again = InMemorySteps()
        again.answers = steps.answers[:kept]
        await guarded.office.documents.on_job(job, again)
    assert len(guarded.office.chat.cards(dropped.place)) == 1
    assert len(guarded.office.chat.cards(ACCOUNTING)) == 1


@LANGUAGES
@pytest.mark.parametrize("dies", [False, True])
async def test_while_it_is_away_the_file_waits_and_then_goes_on_by_itself(
    guarded: Guarded, language: Language, dies: bool
) -> None:
    office, scanner = guarded.office, guarded.scanner
    scanner.away, scanner.dies = not dies, dies
    dropped = replace(upload("F1"), language=language)
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    waits = []
    for minutes in (0, 1, 3, 20):
        guarded.clock.time = MORNING + timedelta(minutes=minutes)
        with pytest.raises(Postponed) as later:
            await office.documents.on_job(job, steps.retried())
        waits.append(later.value.seconds)
        assert office.card(dropped) == busy(dropped, "00:00 CST")
    assert waits == [SOONEST.total_seconds(), 60, 180, LATEST.total_seconds()]
    assert (guarded.looked, office.store.files) == ([], {})
    scanner.away = scanner.dies = False
    await office.documents.on_job(job, steps.retried())
    assert office.card(dropped).tone == "good"
    assert len(office.chat.cards(dropped.place)) == 1
    assert guarded.looked == [PDF]


async def test_nothing_is_fetched_while_it_is_away(guarded: Guarded) -> None:
    guarded.scanner.away = True
    dropped = upload("F1")
    job = await guarded.office.receive(dropped, PDF)
    guarded.office.chat.download = None  # type: ignore[method-assign,assignment]  # would raise
    with pytest.raises(Postponed):
        await guarded.office.documents.on_job(job, InMemorySteps())


@LANGUAGES
async def test_away_for_too_long_it_can_be_tried_again(
    guarded: Guarded, language: Language
) -> None:
    office, dropped = guarded.office, replace(upload("F1"), language=language)
    guarded.scanner.away = True
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    guarded.clock.time = MORNING + timedelta(days=3)  # that it waited for its turn counts not
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    guarded.clock.time += PATIENCE - timedelta(seconds=7)
    with pytest.raises(Postponed) as last:
        await office.documents.on_job(job, steps.retried())
    assert last.value.seconds == 7
    guarded.clock.time += timedelta(seconds=7)
    with pytest.raises(ScannerUnavailable):
        await office.documents.on_job(job, steps.retried())
    await office.documents.on_failed(job, "ScannerUnavailable")
    said = texts(language)
    why = Text(said.scanning.unscanned.format(hours=8))
    again = Buttons((Button("job.retry", job.key, said.review.retry),))
    title = said.rejected.format(name="acme.pdf")
    assert office.card(dropped) == Card(title, (why, again), tone="bad")
    guarded.scanner.away = False
    await office.documents.on_job(job, steps.retried())
    assert office.card(dropped).tone == "good"


async def test_a_job_that_an_earlier_clerk_announced_waits_from_when_it_was_dropped(
    guarded: Guarded,
) -> None:
    office, dropped = guarded.office, upload("F1")
    guarded.scanner.away = True
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    steps.answers[0] = ("announce", {"message": steps.answers[0][1]["message"]})
    guarded.clock.time += PATIENCE
    with pytest.raises(ScannerUnavailable):
        await office.documents.on_job(job, steps.retried())


async def test_a_file_whose_twin_took_it_out_is_scanned_again(guarded: Guarded) -> None:
    """Between its two steps the store lost it; the scanner is away just then."""
    office, dropped = guarded.office, upload("F1")
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    keep = office.store.keep

    async def lose(*args: object, **more: object) -> None:
        await keep(*args, **more)  # type: ignore[arg-type]  # handed on
        office.store.files.clear()
        guarded.scanner.away = True

    office.store.keep = lose  # type: ignore[method-assign]  # once
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps)
    office.store.keep, guarded.scanner.away = keep, False  # type: ignore[method-assign]  # as before
    await office.documents.on_job(job, steps.retried())
    assert office.card(dropped).tone == "good"
    assert guarded.scanner.scanned == [PDF, PDF]


async def test_a_message_that_cannot_be_edited_does_not_keep_it_from_waiting(
    guarded: Guarded,
) -> None:
    async def away(message: MessageRef, card: Card) -> None:
        raise ChatUnavailable("edit")

    guarded.scanner.away = True
    job = await guarded.office.receive(upload("F1"), PDF)
    guarded.office.chat.edit = away  # type: ignore[method-assign]  # the platform is away, too
    with pytest.raises(Postponed):
        await guarded.office.documents.on_job(job, InMemorySteps())


@pytest.mark.parametrize("content", [PDF, BAD])
async def test_what_came_in_while_there_was_no_scanner_is_scanned_before_it_is_opened(
    guarded: Guarded, content: bytes
) -> None:
    """A Clerk without one died between its steps; one that has one goes on, from the store."""
    office, dropped = guarded.office, upload("F1")
    guarded.scanner.off = True
    job, steps = await guarded.answer(dropped, content)
    assert office.document(dropped).reading.scan == "not_configured"
    office.ledger.documents.clear()
    office.reader.shown.clear()
    del steps.answers[2:]
    guarded.scanner.off = False
    guarded.scanner.away = True
    with pytest.raises(Postponed):
        await office.documents.on_job(job, steps.again())
    guarded.scanner.away = False
    await office.documents.on_job(job, steps.retried())
    assert guarded.scanner.scanned == [content]
    if content is BAD:
        assert (office.reader.shown, office.store.files) == ([], {})
        assert office.card(dropped).tone == "bad"
    else:
        assert office.reader.shown == [PDF]
        assert office.document(dropped).reading.scan == "clean"


async def test_no_picture_is_drawn_of_what_was_read_unscanned_and_is_infected(
    guarded: Guarded,
) -> None:
    office, dropped = guarded.office, upload("F1")
    guarded.scanner.off = True
    await guarded.answer(dropped, BAD)
    document = office.document(dropped)
    assert await office.readings.picture(document, dropped) == b"a picture"
    guarded.scanner.off = False
    assert await office.readings.picture(document, dropped) is None
