"""A document is forgotten while something is said of it: in the end nothing is, nor kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from inspect import isasyncgenfunction
from pathlib import Path
from typing import Any

import pytest

from handlers.chat import Card, ChatUnavailable, MessageRef, Place
from handlers.intake import Door, Intake
from handlers.notices import Notices
from handlers.ports import Job
from handlers.privacy import Privacy
from handlers.readings import Kept, Readings
from handlers.reminders import REMINDERS, Reminders
from handlers.replies import Replies
from handlers.spending import Spending, Terms
from handlers.threads import Threads
from handlers.visibility import Visibility
from pipelines.screening import screen
from tests.fake_ledger import MORNING, FakeClock, FakeQueue
from tests.fake_queue import InMemorySteps
from tests.handlers.office import ACCOUNTING, EDITED, LIMIT, Office, upload

PDF = b"%PDF-1.7 one"
DROPPED = upload("F1")

Work = Callable[["Meanwhile"], Awaitable[None]]


async def forget(office: Office) -> None:
    """Forget the file as another process does: what runs here goes on."""
    privacy = Privacy(
        office.ledger, office.store, office.chat, FakeQueue(), office.audit, FakeClock()
    )
    assert await privacy.forget_file("t1", "F1", actor="console:root")


@dataclass
class Meanwhile:
    """The ports of an office; at one moment, before a call or after it, the file is forgotten."""

    office: Office
    at: int
    moment: int = 0

    async def tick(self) -> None:
        self.moment += 1
        if self.moment == self.at:
            await forget(self.office)

    def port(self, port: object) -> Any:
        return Watched(self, port)

    @property
    def replies(self) -> Replies:
        return Replies(self.port(self.office.chat), self.port(self.office.ledger))

    async def refresh(self) -> None:
        """Let the cards tell what is true."""
        office, ledger = self.office, self.port(self.office.ledger)
        chat, store, reviews = map(self.port, (office.chat, office.store, office.reviews))
        intake = Intake(
            chat=chat,
            store=store,
            door=Door(lambda path: screen(path, limit=LIMIT)),
            scratch=office.scratch,
            limit=LIMIT,
        )
        threads = Threads(
            replies=self.replies,
            readings=Readings(
                intake=intake,
                kept=Kept(ledger, store, office.audit, reviews, office.vendors, office.deadlines),
                reader=office.reader,
                spending=Spending(ledger, Terms(UTC)),
                clock=FakeClock(),
                zone=UTC,
            ),
            reviews=reviews,
            visibility=Visibility(ledger, office.people, {"t1": ACCOUNTING}),
            zone=UTC,
        )
        await threads.show("t1", office.document(DROPPED).id)

    async def remind(self) -> None:
        """Remind of what waits."""
        reminders = Reminders(
            reviews=self.port(self.office.reviews),
            archive=self.port(self.office.ledger),
            chains=Chains(),
            replies=self.replies,
            accounting={},
            period=timedelta(hours=1),
            notices=Notices(
                deadlines=self.port(self.office.deadlines),
                archive=self.port(self.office.ledger),
                replies=self.replies,
                visibility=Visibility(self.office.ledger, self.office.people),
                zone=UTC,
                days=30,
            ),
        )
        slot = MORNING + timedelta(days=1)
        job = Job(REMINDERS, "reminders:x", {"slot": slot.isoformat()})
        await reminders.on_job(job, InMemorySteps())


class Chains:
    """One tenant's audit."""

    async def heads(self) -> dict[str, tuple[int, str]]:
        return {"t1": (1, "")}


@dataclass
class Watched:
    """A port whose every call tells that time passes."""

    meanwhile: Meanwhile
    port: object

    def __getattr__(self, name: str) -> object:
        method = getattr(self.port, name)
        if isasyncgenfunction(method):
            return method

        async def call(*positional: object, **named: object) -> object:
            await self.meanwhile.tick()
            answer = await method(*positional, **named)
            await self.meanwhile.tick()
            return answer

        return call


async def an_edited_document(folder: Path) -> Office:
    """A document that passed, and that somebody has edited since: accounting is yet to be told."""
    office = Office(folder)
    await office.answer(DROPPED, PDF)
    await office.edit(DROPPED, EDITED)
    return office


@pytest.mark.parametrize("work", [Meanwhile.refresh, Meanwhile.remind])
async def test_whenever_a_document_is_forgotten_nothing_more_is_said_of_it(
    tmp_path: Path, work: Work
) -> None:
    moment, missed = 0, False
    while not missed:
        moment += 1
        office = await an_edited_document(tmp_path / str(moment))
        said = len(office.chat.said)
        meanwhile = Meanwhile(office, moment)
        await work(meanwhile)
        missed = meanwhile.moment < moment
        if missed:
            assert len(office.chat.said) > said, "left alone, it is said"
        else:
            left = (office.chat.said, office.ledger.outbox, office.ledger.drops, office.store.files)
            assert left == ([], {}, {}, {}), f"forgotten at {moment}"
    assert moment > 10


async def test_what_accounting_may_have_been_told_is_looked_for_there(tmp_path: Path) -> None:
    """Its answer was lost, and the platform finds a message only where it stands."""
    office = await an_edited_document(tmp_path)
    post = office.chat.post

    async def lost(place: Place, card: Card, *, key: str) -> MessageRef:
        message = await post(place, card, key=key)
        if place == ACCOUNTING:
            raise ChatUnavailable("post: timeout")
        return message

    async def found(place: Place, *, key: str) -> MessageRef | None:
        there = (one.ref for one in office.chat.said if (one.ref.place, one.key) == (place, key))
        return next(there, None)

    office.chat.post, office.chat.find = lost, found  # type: ignore[method-assign]
    with pytest.raises(ChatUnavailable):
        await office.show(DROPPED)
    assert len(office.chat.cards(ACCOUNTING)) == 1
    await forget(office)
    assert office.chat.said == []
