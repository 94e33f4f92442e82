"""What a meeting decided, as people see it: told, reminded of, done, exported and deleted."""

import asyncio
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from bot.clock import SystemClock
from bot.engine.jobs import put
from handlers.meetings.records import Meeting
from handlers.ports import Job
from handlers.tasks.finding import Proposing
from handlers.tasks.reminding import REMIND
from pipelines.meeting.minutes import Action, Due
from tests.pipelines.meeting.filmed import Heard, film, hum
from tests.scenarios.dropping import found
from tests.scenarios.gathered import DELETE, emptied, ended, files, forgotten, start, tasks
from tests.scenarios.idle import idle
from tests.scenarios.offices import Office
from tests.scenarios.people import Somebody, looking

pytestmark = pytest.mark.asyncio(loop_scope="module")

DUE = date(2026, 11, 27)
SENDS = Action(
    text="Send the draft",
    cites=("S0001",),
    quote="I will send the draft by Friday",
    start_s=1,
    owner="Arun",
    due=Due(day=DUE, words="by Friday"),
)
BOOKS = SENDS.model_copy(update={"text": "Book the room", "quote": "I book it", "owner": "Xenia"})
WORDS = b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann Quillfeather>The latency went down.\n"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("recorded") / "weekly.mp4"
    return film(path, heard=Heard(hum(2.0))).read_bytes()


async def proposed(office: Office, recording: bytes) -> str:
    """Let a recording be dropped and read, and two things be found in it; gives the thread."""
    head = await office.lena.drop(("weekly.mp4", recording), ("weekly.vtt", WORDS))
    await start(office.lena, head, "weekly.mp4", "weekly.vtt")
    await ended(office.lena, head)
    await files(office.lena, head, 2)
    meeting = await held(office)
    ledger = office.house.ledger
    await Proposing(ledger.tasks, SystemClock()).propose(meeting, (SENDS, BOOKS))
    await office.house.router.recordings.redraw(office.tenant, meeting.id)
    return head


async def held(office: Office) -> Meeting:
    """Give the only meeting that is kept."""
    async with office.house.ledger.database.session() as session:
        [id_] = await session.scalars(sa.text("SELECT id FROM meetings"))
    found = await office.house.ledger.meetings.get(office.tenant, str(id_))
    assert found is not None
    return found


async def report(who: Somebody, head: str, besides: str = "") -> str:
    """Wait until there is one report in a thread, and not the one `besides`; gives its id."""
    async with looking("a report") as told:
        while True:
            told.seen = [one for one in await who.below(head) if one.file == "report.md"]
            if len(told.seen) == 1 and told.seen[0].id != besides:
                return told.seen[0].id
            await told.looks.again()


async def exported(who: Somebody) -> list[str]:
    """Wait until two files were given to somebody alone; gives their names."""
    async with looking("what was exported") as told:
        while True:
            told.seen = [one for one in await who.alone() if one.file]
            if len(told.seen) == 2:
                return sorted(one.file for one in told.seen)
            await told.looks.again()


async def test_a_task_is_confirmed_told_reminded_of_done_and_deleted(
    office: Office, recording: bytes
) -> None:
    head = await proposed(office, recording)
    sofia, arun, mei = office.sofia, office.arun, office.mei
    first = await tasks(sofia, head, "2 are still to be decided on")
    assert (await sofia.press(first, "task.confirm")).kind == "none"
    await tasks(sofia, head, "Arun Mehta was told")
    sent = await arun.told("For you: Send the draft")
    before = await report(sofia, head)
    second = await tasks(sofia, head, "1 is still to be decided on")
    form = await sofia.form(second, "task.edit")
    changed = {"text": "Book two rooms", "person": mei.id, "name": "", "day": ""}
    assert (await sofia.submit(form, changed)).kind == "none"
    third = await tasks(sofia, head, "Book two rooms")
    await sofia.press(third, "task.confirm")
    await mei.told("Book two rooms")
    third = await tasks(sofia, head, "Mei Lin was told")
    await report(sofia, head, besides=before)
    for kind in ("ics", "csv"):
        await sofia.press(third, f"task.{kind}")
    assert await exported(sofia) == ["tasks.csv", "tasks.ics"]
    slot = datetime(2026, 11, 27, 9, tzinfo=UTC).isoformat()
    database = office.house.ledger.database
    assert await put(database, Job(REMIND, f"{REMIND}:{DUE}", {"slot": slot}))
    await arun.told("Due today: Send the draft")
    await arun.press(sent, "task.done")
    await tasks(sofia, head, "Done, says Arun Mehta")

    meeting = await held(office)
    [card] = [one for one in await office.lena.below(head) if DELETE in one.actions]
    await office.lena.submit(await office.lena.form(card, DELETE), {})
    await emptied(office.lena, head)
    for who in (arun, mei, sofia):
        await forgotten(who, "Send the draft", "Book two rooms", "tasks.csv")
    assert await office.house.ledger.tasks.of_meeting(office.tenant, meeting.id) == []
    await idle(office.data_dir)
    async with looking("the end of all words"):
        # The log of the database is emptied once the deletion is over.
        while await found(office.data_dir, "Book two rooms"):  # noqa: ASYNC110 - in a file
            await asyncio.sleep(0.1)
