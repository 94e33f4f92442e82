"""In what order a card proposes: what is verified first, and what is not apart, below a heading."""

from typing import get_args

import pytest

from handlers.chat import Card, Entry, Language, Text
from handlers.tasks.subjects import PAGE, View
from handlers.texts.catalogue import texts
from pipelines.meeting.minutes import Doubt
from tests.handlers.tasks.bureau import BOOKS, LIES, SENDS, SHIPS, Bureau, minutes

RUMOUR = SHIPS.model_copy(
    update={"text": "We close the shop", "quote": "We close it", "doubts": (Doubt.NOT_SAID,)}
)
TURNS = SHIPS.model_copy(update={"text": "We turn left", "quote": "Left it is"})


def lines(card: Card, language: Language = "en") -> list[str]:
    """Give the headings of what stands on a card, and the heading of what stands apart."""
    apart = texts(language).tasks.apart
    found = []
    for part in card.parts:
        if isinstance(part, Entry):
            found.append(part.title)
        if isinstance(part, Text) and part.text == apart:
            found.append("--")
    return found


@pytest.mark.parametrize("language", get_args(Language))
async def test_what_is_not_verified_stands_last_below_a_heading(language: Language) -> None:
    here = Bureau(language=language)
    await here.propose(minutes(LIES, SENDS, decisions=(RUMOUR, SHIPS)))
    kinds, entry = texts(language).tasks.kinds, texts(language).tasks.entry
    assert lines(here.card, language) == [
        line if text == "" else entry.format(kind=kinds[line].format(number=number), text=text)
        for line, number, text in (
            ("decision", 1, "We ship on Monday"),
            ("action", 1, "Send the draft"),
            ("--", 0, ""),
            ("decision", 2, "We close the shop"),
            ("action", 2, "Pay the bill"),
        )
    ]


async def test_all_that_is_confirmed_at_once_stands_above_the_heading() -> None:
    here = Bureau()
    await here.propose(minutes(LIES, SENDS, BOOKS, decisions=(RUMOUR, SHIPS, TURNS)))
    assert lines(here.card) == [
        "Decision 1: We ship on Monday",
        "Decision 2: We turn left",
        "Action 1: Send the draft",
        "Action 2: Book the room",
    ]
    assert await here.press("all") is None
    assert {text for text, state in await here.states() if state == "proposed"} == {
        "We close the shop", "Pay the bill",
    }  # fmt: skip
    assert lines(here.card) == ["--", "Decision 3: We close the shop", "Action 3: Pay the bill"]
    page = await here.agenda.telling.page("t1", "M-1", View(PAGE), "en")
    assert lines(page)[0] == "Decision 1: We ship on Monday"


async def test_what_people_make_of_it_moves_nothing() -> None:
    here = Bureau()
    await here.propose(minutes(LIES, SENDS, decisions=(RUMOUR, SHIPS)))
    before = lines(here.card)
    await here.press("confirm", nth=2)
    await here.press("drop", nth=0)
    assert lines(here.card) == before


async def test_what_rules_found_is_verified_by_nobody() -> None:
    here = Bureau()
    await here.propose([SENDS])
    assert lines(here.card) == ["--", "Action 1: Send the draft"]
