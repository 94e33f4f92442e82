"""The cards and forms of meetings, from the question whether to start to what came of one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from handlers.chat import Button, Card, Form, Input, Language, Place, Text
from handlers.meetings.acts import refusal
from handlers.meetings.cards import (
    Point,
    asking_card,
    declined_card,
    failed_card,
    running_card,
    stopped_card,
)
from handlers.meetings.looking import Found
from handlers.meetings.making import drawn
from handlers.meetings.naming import rename_form
from handlers.meetings.records import Meeting, Piece
from handlers.meetings.results import result_card
from handlers.meetings.terms import Terms
from handlers.people import Person
from handlers.ports import Drop
from handlers.texts.catalogue import texts
from pipelines.meeting.engine import Engine
from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Lack, Probe, Segment, Timeline, Transcript
from tests.fake_ledger import MORNING
from tests.fake_minutes import ENGLISH, action, chinese, english, statement, topic
from tests.fake_studio import slides

PLACE = Place("slack", "t1", "c1", "1.2")
LOCAL = Engine("local", "small", "here", "")
QWEN = Engine("qwen", "qwen3-vl", "own", "gpu.example.internal")
GPT = Engine("gpt", "gpt-6", "others", "api.example", "OpenAI", "eu")
TERMS = Terms("ask", lambda: (LOCAL, GPT), 7, 30, 180, lambda: (QWEN, GPT))
_OPEN = Button("meeting.open", "M-AAAAAAAAAA", "Open player")


def a_meeting(name: str, language: Language) -> Meeting:
    """Make a meeting of a recording that nobody started, and of a transcript that came later."""
    drop = Drop("slack:t1:c1:F1", PLACE, "eva", "F1", name, MORNING, language)
    later = replace(drop, key="slack:t1:c1:F2", file="F2", name=f"later {name}")
    return Meeting(
        "t1", "M-AAAAAAAAAA", PLACE, "eva", language, MORNING, MORNING, "asked",
        (Piece("recording", drop, "0" * 64, "video/mp4", 9), Piece("transcript", later)),
    )  # fmt: skip


def much(voice: str) -> Minutes:
    """Make minutes of a long meeting in which everybody writes at length."""
    return ENGLISH.model_copy(
        update={
            "topics": tuple(topic(voice, at, at) for at in range(1, 40)),
            "decisions": tuple(statement(voice, at, voice) for at in range(1, 40)),
            "actions": tuple(action(voice, at, voice, owner=voice) for at in range(1, 60)),
            "questions": tuple(statement(voice, at, voice) for at in range(1, 40)),
        }
    )


def an_hour(voice: str, asked: Meeting) -> Timeline:
    """Give what is known of an hour in which twelve people speak at length, over forty slides."""
    people = [f"{number} {voice[:60]}" for number in range(12)]
    segments = tuple(
        Segment(
            id=f"S{number:04}", start_s=5.0 * number, end_s=5.0 * number + 4,
            text=f"I will send {voice} by Friday.", speaker=who,
        )
        for number, who in zip(range(720), cycle(people), strict=False)
    )  # fmt: skip
    words = Transcript(segments=segments, kind="embedded", source="mov_text", language="en")
    found = Found(Probe(duration_s=3600, width=1280, height=720, audio=True), words,
                  slides(40, 87.0))  # fmt: skip
    return drawn(asked, found, ("slides_left_out", voice))


def meeting_cards(voice: str, language: Language) -> Iterator[tuple[str, Card]]:
    """Give the cards of a meeting in the order of its life, and what presses too late are told."""
    asked = a_meeting(f"{voice[:190]}.mp4", language)
    yield "asked", asking_card(asked, TERMS)
    yield "declined", declined_card(asked, voice[:80], TERMS)
    for stage in ("waiting", "looking", "writing"):
        yield stage, running_card(asked, voice[:80], TERMS, Point(stage, 40))
    yield "stopped", stopped_card(asked, voice[:80], TERMS)
    yield "failed", failed_card(asked, (voice[:300],), TERMS)
    done = replace(asked, state="done", run=1, timeline=an_hour(voice, asked))
    yield "an hour", result_card(done, TERMS, _OPEN, (voice[:300],))
    lacks = tuple(str(one) for one in list(Lack)[:4])
    known = english(minutes=much(voice)).model_copy(update={"lacks": lacks, "title": voice})
    yield "much", result_card(replace(done, timeline=known), TERMS, _OPEN)
    small = chinese() if language == "zh" else english()
    yield "minutes", result_card(replace(done, timeline=small), TERMS, _OPEN)
    for why in texts(language).meetings.refusals:
        yield f"refused: {why}", refusal(why, language, voice[:80]).card


def meeting_forms(voice: str, language: Language) -> Iterator[tuple[str, Form]]:
    """Give the forms of a meeting: who spoke, by name or by person; whether it shall be deleted."""
    asked = a_meeting("weekly.mp4", language)
    done = replace(asked, state="done", run=1, timeline=an_hour(voice, asked))
    people = tuple(Person(f"slack:U0{at}", f"{voice[:60]} {at}", "employee") for at in range(30))
    yield "names", rename_form(done, (), language)
    yield "people", rename_form(done, people, language)
    said = texts(language).meetings
    yield (
        "delete",
        Form(
            "meeting.delete",
            done.id,
            said.delete_title,
            said.delete,
            (),
            (Text(said.delete_ask),),
            "bad",
        ),
    )
    yield "one", Form("a.b", done.id, voice, voice[:40], (Input("one", voice, voice, hint=voice),))
