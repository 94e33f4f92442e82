"""Before Start people read who writes minutes, where, in which region, and what is sent there."""

import pytest

from handlers.chat import Card, Language, Place, Text
from handlers.meetings.cards import (
    Point,
    asking_card,
    declined_card,
    failed_card,
    running_card,
    stopped_card,
)
from handlers.meetings.records import Meeting, Piece, Role
from handlers.meetings.terms import Terms
from handlers.ports import Drop
from pipelines.meeting.engine import Engine
from tests.fake_ledger import MORNING

QWEN = Engine("qwen", "qwen3-vl", "own", "gpu.example.internal")
GPT = Engine("gpt", "gpt-6", "others", "api.example", "OpenAI", "eu")
FILM = Engine("gemini-video", "gemini-3", "others", "video.example", watches=True)
WHISPER = Engine("local", "small", "here", "")
ON_GPT = "OpenAI (gpt-6), at api.example (region: EU), where the transcript "


def a_meeting(*roles: Role, language: Language = "en") -> Meeting:
    place = Place("slack", "t1", "c1", "1.2")
    pieces = tuple(
        Piece(role, Drop(f"slack:t1:c1:{role}", place, "eva", role, f"{role}.x", MORNING, language))
        for role in roles
    )
    return Meeting(
        "t1", "M-AAAAAAAAAA", place, "eva", language, MORNING, MORNING, "asked", pieces
    )  # fmt: skip


def terms(*writers: Engine, hears: bool = True) -> Terms:
    return Terms("ask", lambda: (WHISPER,) if hears else (), 7, 30, 180, lambda: writers)


def words(card: Card) -> str:
    return "\n".join(one.text for one in card.parts if isinstance(one, Text))


@pytest.mark.parametrize(
    ("roles", "hears", "said"),
    [
        (("recording",), True, ["AI will transcribe this recording",
                                "AI then writes minutes of what was said (AI 生成): " + ON_GPT]),
        (("recording",), False, ["Nothing is set up to transcribe here",
                                 "If there are words in it (subtitles), AI writes minutes"]),
        (("transcript",), True, ["Clerk will read the transcript transcript.x.\n",
                                 "AI then writes minutes of what was said"]),
        (("transcript", "recording"), False, ["Clerk will read the transcript transcript.x.\n",
                                              "AI then writes minutes of what was said"]),
        (("transcript", "recording"), True, ["Only if that cannot be read, AI will transcribe",
                                             "AI then writes minutes of what was said"]),
    ],
)  # fmt: skip
def test_whoever_is_asked_reads_who_writes(
    roles: tuple[Role, ...], hears: bool, said: list[str]
) -> None:
    meeting, known = a_meeting(*roles), terms(GPT, hears=hears)
    for card in (asking_card(meeting, known), declined_card(meeting, "Ben", known)):
        assert all(one in words(card) for one in said)
        assert "No AI takes part" not in words(card)


@pytest.mark.parametrize(
    ("writer", "roles", "where"),
    [
        (GPT, ("recording",), "and pictures of some slides are sent"),
        (GPT, ("transcript",), "where the transcript is sent"),
        (FILM, ("recording",), "no region is promised), where the transcript and the rec"),
        (FILM, ("transcript",), "where the transcript is sent"),
        (QWEN, ("recording",), "Qwen (qwen3-vl), on your own server gpu.example.internal."),
    ],
)  # fmt: skip
def test_what_is_sent_is_said(writer: Engine, roles: tuple[Role, ...], where: str) -> None:
    assert where in words(asking_card(a_meeting(*roles), terms(writer)))


def test_who_is_asked_next_is_said_too() -> None:
    said = words(asking_card(a_meeting("recording"), terms(QWEN, GPT)))
    assert "gpu.example.internal; if that does not answer, OpenAI (gpt-6)" in said


def test_where_nobody_writes_nothing_is_said_of_it() -> None:
    said = words(asking_card(a_meeting("transcript"), terms()))
    assert "No AI takes part." in said
    assert "minutes" not in said


def test_it_is_said_again_before_a_further_run() -> None:
    meeting, known = a_meeting("recording"), terms(GPT)
    for card in (stopped_card(meeting, "Ben", known), failed_card(meeting, (), known)):
        assert "Press Start again, and AI will transcribe" in words(card)
        assert ON_GPT + "and pictures of some slides are sent" in words(card)
    chinese = failed_card(a_meeting("recording", language="zh"), (), known)
    assert "点击“重新开始”后，将由 AI 转写" in words(chinese)
    nobody = failed_card(meeting, (), terms(hears=False))
    assert "Nothing is set up" not in words(nobody), "that is why it failed, and said"


@pytest.mark.parametrize("stage", ["waiting", "hearing", "looking", "writing"])
def test_what_is_under_way_says_it_at_every_stage(stage: str) -> None:
    meeting = a_meeting("transcript")
    said = words(running_card(meeting, None, terms(GPT), Point(stage, 40)))
    assert ON_GPT in said
    assert ("Writing the minutes · 40 %" in said) == (stage == "writing")
    alone = words(running_card(meeting, None, terms(), Point(stage, 40)))
    assert ("Writing the report · 40 %" in alone) == (stage == "writing")


def test_chinese_says_it_too() -> None:
    said = words(asking_card(a_meeting("recording", language="zh"), terms(FILM)))
    assert (
        "Google Gemini（gemini-3），位于 video.example（未承诺区域），文字记录及录制文件本身"
        in said
    )
