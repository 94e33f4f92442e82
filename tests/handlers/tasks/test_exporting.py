"""Files of tasks whose meetings go meanwhile: who asked is told that none comes, and why."""

from dataclasses import replace

import pytest

from handlers.chat import Card, Place, Text
from handlers.meetings.records import Meeting
from handlers.tasks.exporting import Exporting
from handlers.tasks.gate import Gate
from handlers.tasks.jobs import export_job
from handlers.tasks.listing import Listing
from handlers.tasks.mailing import Mailing
from handlers.tasks.subjects import Subject
from handlers.texts.catalogue import texts
from tests.fake_queue import InMemorySteps
from tests.handlers.tasks.bureau import NOW, PLACE, Bureau


async def confirmed() -> Bureau:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    here.chat.said.clear()
    return here


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_file_of_nothing_any_more_is_said_not_to_come(language: str) -> None:
    here = await confirmed()
    here.ledger.meetings.clear()
    made = export_job(PLACE, "ben", "csv", Subject("M-1"), (NOW, language))  # type: ignore[arg-type]
    for _ in range(2):
        await here.agenda.on_job(made, InMemorySteps())
    [card] = here.told("ben")
    said = texts(language).tasks  # type: ignore[arg-type]
    assert card == Card(said.refused, (Text(said.refusals["nothing"]),), tone="bad")


async def test_a_meeting_that_is_deleted_while_its_file_is_written_is_told_of() -> None:
    here, asked = await confirmed(), list[str]()

    async def once(tenant: str, meeting_id: str) -> Meeting | None:
        asked.append(meeting_id)
        here.ledger.drops.clear()  # it is deleted once it was read
        return None if asked[1:] else await here.meetings.get(tenant, meeting_id)

    desk = replace(here.desk, meeting=once)
    exporting = Exporting(Gate(desk), Listing(desk, Mailing(desk)), {"csv": here._write})
    made = export_job(PLACE, "ben", "csv", Subject("M-1"), (NOW, "en"))
    await exporting.on_job(made, InMemorySteps())
    [card] = here.told("ben")
    assert card.parts == (Text(texts("en").tasks.refusals["deleted"], "plain"),)
    assert here.files("ben") == []
    assert here.chat.cards(Place("local", "t1", "direct-ana")) == []
