"""The card of an hour's meeting: short enough for every platform, with nothing it does not know."""

import json
from dataclasses import replace

import pytest

from bot.slack.messages import MOST_BLOCKS, message_of
from bot.slack.rendered import Profile
from handlers.chat import Button, Card, Language, Place, Table, Text
from handlers.meetings.looking import Found
from handlers.meetings.making import drawn
from handlers.meetings.records import Meeting, Piece
from handlers.meetings.results import MOST_CHAPTERS, MOST_COMMITMENTS, MOST_SPEAKERS, result_card
from handlers.meetings.terms import Terms
from handlers.ports import Drop
from pipelines.meeting.engine import Engine
from pipelines.meeting.model import Probe, Segment, Transcript
from tests.fake_ledger import MORNING
from tests.fake_studio import slides

SAID = "I will send the figures to the whole team by Friday, and then we shall see what to do next."


def an_hour(language: Language) -> Card:
    """Draw the card of an hour in which twelve people speak at length, over forty slides."""
    place = Place("slack", "t1", "c1", "1.2")
    name = "A rather long name of a weekly meeting about everything " * 2 + ".mp4"
    drop = Drop("slack:t1:c1:F1", place, "eva", "F1", name, MORNING, language)
    asked = Meeting(
        "t1", "M-AAAAAAAAAA", place, "eva", language, MORNING, MORNING, "asked",
        (Piece("recording", drop, "0" * 64, "video/mp4", 9),),
    )  # fmt: skip
    segments = tuple(
        Segment(
            id=f"S{number:04}",
            start_s=5.0 * number,
            end_s=5.0 * number + 4,
            text=SAID * 3,
            speaker=f"Person Number {number % 12} of the Northern Department",
        )
        for number in range(720)
    )
    words = Transcript(segments=segments, kind="embedded", source="mov_text", language="en")
    probe = Probe(duration_s=3600, width=1280, height=720, audio=True)
    found = Found(probe, words, slides(40, 87.0))
    known = drawn(asked, found, ("slides_left_out", "One sentence that says why."))
    done = replace(asked, state="done", run=1, timeline=known)
    engine = Engine("local", "small", "here", "")
    terms = Terms("ask", lambda: (engine,), 7, 30, 180)
    return result_card(done, terms, Button("meeting.open", done.id, "Open player"))


@pytest.mark.parametrize("profile", ["rich", "classic"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_hour_fits_into_a_message_of_slack(language: Language, profile: Profile) -> None:
    rendered = message_of(an_hour(language), profile)
    assert len(rendered.blocks) <= MOST_BLOCKS
    assert "JSON" not in json.dumps(rendered.blocks, ensure_ascii=False), "nothing was left out"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_much_there_is_the_beginning_and_how_much_more_there_is(language: Language) -> None:
    card = an_hour(language)
    people, chapters = (one for one in card.parts if isinstance(one, Table))
    said = [one.text for one in card.parts if isinstance(one, Text)]
    assert len(people.rows) == MOST_SPEAKERS
    assert len(chapters.rows) <= MOST_CHAPTERS
    assert len([one for one in said if one.startswith("• ") and "Friday" in one]) == (
        MOST_COMMITMENTS
    )
    assert any("4" in one and "report.md" in one for one in said)
    assert "• One sentence that says why." in said
    assert "M-AAAAAAAAAA" in str(card.footer)
