"""A Clerk that is killed while people decide: between press, commit, card and note.

    python -m tests.scenarios.mortal_reviews FOLDER LIFE

lives a life of a number. The first drops a document for each point and lets people act on it; in
each life but the last, what happens to some of them comes as far as their point and no farther, and
SIGKILL ends it with all of them there. The last says what it finds, presses again, and prints
what became of it all.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa

import bot.app
import bot.wiring
from bot.app import House
from bot.engine.engine import Engine
from bot.ledger.reviews import SqlReviews
from bot.local.roster import TENANT
from bot.settings import Settings
from handlers.chat import Card, MessageRef
from handlers.ports import Job
from handlers.replies import Replies
from handlers.threads import KIND, Threads
from handlers.verdicts import Review
from tests.scenarios.bills import bill
from tests.scenarios.deciding import Colleague, Message
from tests.scenarios.dropping import Visitor

VERDICTS = ("approve", "reject", "edit", "second")
# "moved": in the transaction, not committed; the database's write lock is held there, so one life
# has one of them, as its last. "committed": nobody else knows; "put": the job is kept; "edited":
# one card of two tells it; "told": both do, and nobody noted that; "noted": all but the job's end.
MOMENTS = ("committed", "put", "edited", "told", "noted", "moved")
POINTS = tuple(f"{verdict} {moment}" for moment in MOMENTS for verdict in VERDICTS)
LIVES = len(VERDICTS) + 1
REASON = "as agreed with the seller"
PATIENCE = 180


def points(life: int) -> tuple[str, ...]:
    """Give the points at which things come to a stop in a life, the last one last."""
    early = [point for point in POINTS if not point.endswith("moved")] if life == 1 else []
    return (*early, f"{VERDICTS[life - 1]} moved")


class Standstill:
    """Where what happens to each document comes to a stop, and to which it has."""

    def __init__(self) -> None:
        self._ends: dict[str, tuple[str, asyncio.Event]] = {}

    def end(self, document: str, moment: str) -> asyncio.Event:
        """Let what happens to a document come as far as `moment`; gives what tells that it did."""
        reached = asyncio.Event()
        self._ends[document] = (moment, reached)
        return reached

    async def pass_by(self, document: str, moment: str) -> None:
        """Go on, unless this is where it ends."""
        end, reached = self._ends.get(document, ("", None))
        if end == moment and reached is not None:
            reached.set()
            await asyncio.Event().wait()


still = Standstill()
_told: ContextVar[str] = ContextVar("told", default="")


class MortalReviews(SqlReviews):
    """Reviews that stand still once they have moved, and around the note that cards tell it."""

    async def move(self, before: Review, after: Review) -> bool:
        moved = await super().move(before, after)
        await still.pass_by(after.document_id, "moved")
        return moved

    async def shown(self, tenant: str, document_id: str, version: int) -> None:
        await still.pass_by(document_id, "told")
        await super().shown(tenant, document_id, version)
        await still.pass_by(document_id, "noted")


class MortalEngine(Engine):
    """A queue that stands still before it is told what was committed."""

    async def put(self, job: Job) -> bool:
        if job.kind == KIND:
            await still.pass_by(str(job.payload["document"]), "committed")
        return await super().put(job)


class MortalThreads(Threads):
    """Cards that stand still before they tell anything."""

    async def show(self, tenant: str, document_id: str) -> None:
        await still.pass_by(document_id, "put")
        _told.set(document_id)
        await super().show(tenant, document_id)


class MortalReplies(Replies):
    """Cards that stand still when the first of them tells it."""

    async def edit(self, message: MessageRef, card: Card) -> None:
        await super().edit(message, card)
        await still.pass_by(_told.get(), "edited")


@dataclass(frozen=True)
class Office:
    """A running Clerk, and the people who decide."""

    house: House
    folder: Path
    visitor: Visitor
    people: dict[str, Colleague]

    @property
    def notes(self) -> Path:
        """What one life tells the next: the document of each point, and its card before the act."""
        return self.folder / "notes.json"


@dataclass(frozen=True)
class Found:
    """What became of one document."""

    again: dict[str, Any]
    state: str
    revision: int
    acts: list[list[str]]
    audit: list[str]
    taught: list[str]
    cards: list[Message]


async def act(office: Office, person: str, card: Message, verdict: str) -> dict[str, Any]:
    """Press what a verdict has on a card, and fill in the form that comes of it, if one does."""
    colleague = office.people[person]
    answer = await colleague.press(card, f"review.{verdict}")
    if answer["outcome"] != "form":
        return answer
    values = {"total": "119.00"} if verdict == "edit" else {"reason": REASON}
    return await colleague.submit(card, answer["form"], values)


async def open_documents(office: Office) -> None:
    """Drop a document for each point; where two people must, let the first approve."""
    heads = {}
    for number, point in enumerate(POINTS):
        path = office.folder / f"{point}.xml"
        net = "20000.00" if point.startswith("second") else "100.00"
        path.write_bytes(bill(f"N-{number}", net, off="1.00"))
        heads[point] = (await office.visitor.drop(path))["id"]
    threads = {one.root["id"]: one for one in await office.visitor.settled(len(POINTS))}
    notes = {}
    for point in POINTS:
        document = threads[heads[point]].document
        card = await office.people["accountant-1"].card(document)
        if point.startswith("second"):
            await act(office, "accountant-1", card, "approve")
        notes[point] = {"document": document, "card": card}
    office.notes.write_text(json.dumps(notes))


async def told(office: Office) -> None:
    """Wait until the cards of every document tell what is true, or for a while."""
    async with asyncio.timeout(PATIENCE):
        while await office.house.ledger.kept.reviews.unshown():  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.05)


async def die(office: Office, life: int) -> None:
    """Let people act on the documents of this life's points, and die with all of it on its way."""
    # What a job that a process died of three times comes to is for other tests.
    await told(office)
    notes = json.loads(office.notes.read_text())
    acting = []
    for point in points(life):
        verdict, moment = point.split()
        reached = still.end(notes[point]["document"], moment)
        person = "accountant-2" if verdict == "second" else "accountant-1"
        pressed = "approve" if verdict == "second" else verdict
        acting.append(asyncio.create_task(act(office, person, notes[point]["card"], pressed)))
        async with asyncio.timeout(PATIENCE):
            await reached.wait()
        sys.stdout.write(f"{point}\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


async def look(office: Office) -> dict[str, Found]:
    """Press on every old card once more, as somebody else, and tell what became of all."""
    await told(office)
    notes = json.loads(office.notes.read_text())
    answers = {}
    for point, note in notes.items():
        verdict = point.split()[0].replace("second", "approve")
        answers[point] = await act(office, "admin", note["card"], verdict)
    await told(office)
    return {
        point: await found(office, note["document"], answers[point])
        for point, note in notes.items()
    }


async def found(office: Office, document: str, again: dict[str, Any]) -> Found:
    """Tell what became of one document."""
    case = await office.house.ledger.kept.reviews.case(TENANT, document)
    assert case is not None
    reader = office.people["accountant-2"]
    audit = sa.text(
        "SELECT action FROM audit WHERE subject = :subject AND action IN "
        "('review.approved', 'review.rejected', 'review.edited') ORDER BY position"
    )
    async with office.house.ledger.database.session() as session:
        links = list(await session.scalars(audit, {"subject": document}))
        lessons = sa.text("SELECT DISTINCT topic FROM lessons WHERE document_id = :document")
        taught = sorted(await session.scalars(lessons, {"document": document}))
    review = case.review
    return Found(
        again=again,
        state=review.state,
        revision=review.revision,
        acts=[[one.verdict, one.person, str(one.revision)] for one in review.acts],
        audit=links,
        taught=taught,
        cards=[await reader.card(document, channel) for channel in ("invoices", "accounting")],
    )


async def live(folder: Path, work: Callable[[Office], Awaitable[None]]) -> None:
    """Open Clerk on a folder and do something in it."""
    settings = Settings.model_validate(
        {"BOT_DATA_DIR": folder / "data", "BOT_LOCAL_PORT": 0, "BOT_JOBS": len(POINTS) + 2}
    )
    async with bot.app.build(settings) as house, aiohttp.ClientSession() as session:
        assert house.workspace is not None
        url = house.workspace.url
        names = ("accountant-1", "accountant-2", "admin")
        people = {name: Colleague(url, session, name) for name in names}
        await work(Office(house, folder, Visitor(url, session), people))


async def main(folder: Path, life: int) -> None:
    """Live one life."""

    async def work(office: Office) -> None:
        if life == 1:
            await open_documents(office)
        if life < LIVES:
            await die(office, life)
        became = await look(office)
        sys.stdout.write(json.dumps({point: asdict(one) for point, one in became.items()}))

    # A plain assignment to what is imported there is a type error.
    setattr(bot.app, "SqlReviews", MortalReviews)  # noqa: B010
    setattr(bot.app, "Engine", MortalEngine)  # noqa: B010
    setattr(bot.wiring, "Threads", MortalThreads)  # noqa: B010
    setattr(bot.wiring, "Replies", MortalReplies)  # noqa: B010
    await live(folder, work)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
