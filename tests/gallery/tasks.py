"""The cards and forms of tasks."""

from collections.abc import AsyncIterator
from dataclasses import replace

from handlers.chat import Card, Form, Language
from handlers.tasks.editing import Known, edit_form
from handlers.tasks.gate import refusal
from handlers.tasks.subjects import PAGE, Subject, View
from handlers.texts.catalogue import texts
from tests.handlers.pile import ARUN
from tests.handlers.tasks.bureau import FRIDAY, LIES, SENDS, Bureau, a_meeting, minutes


async def task_cards(voice: str, language: Language) -> AsyncIterator[Card]:
    """Give cards of a meeting's tasks: for everybody, for one person, and of all that one has."""
    here = Bureau(language=language)
    meeting = a_meeting(language)
    assert meeting.timeline
    titled = meeting.timeline.model_copy(update={"title": voice})
    here.ledger.meetings["t1", "M-1"] = replace(meeting, timeline=titled)
    long = [
        one.model_copy(
            update={
                "text": f"{number} {voice}", "quote": f"{number} {voice} {voice}", "owner": voice,
            }
        )
        for number, one in enumerate([SENDS, LIES] * 6)
    ]  # fmt: skip
    await here.propose(minutes(*long))
    yield here.card
    for task in (await here.tasks.of_meeting("t1", "M-1"))[1:]:
        new = replace(task, state="confirmed", user="ana", due=FRIDAY, due_words=voice)
        await here.tasks.change(new, by="local:eva", when=("proposed",))
    await here.press("confirm")
    await here.morning(FRIDAY)
    yield here.card
    yield await here.agenda.telling.page("t1", "M-1", View(PAGE, 4), language)
    listed = await here.listed()
    assert listed
    yield listed
    yield here.told("ana")[0]
    for task in await here.tasks.of_meeting("t1", "M-1"):
        yield await here.agenda.telling.alone(task, language)
    for why in texts(language).tasks.refusals:
        yield refusal(why, language, voice).card


async def task_forms(voice: str, language: Language) -> AsyncIterator[Form]:
    """Give the forms of tasks: of an action, and of a decision."""
    here = Bureau(language=language)
    await here.propose()
    for task in await here.tasks.of_meeting("t1", "M-1"):
        long = replace(task, text=voice[:1000], quote=voice * 2, due_words=voice, due=FRIDAY)
        known = Known(voice[:80], "00000000-0000-0000-0000-00000000a11a", (ARUN,))
        yield edit_form(long, Subject(task.id), known, language)
