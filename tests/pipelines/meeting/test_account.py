"""One recording in one go: the best source of words, the slides beside, and what is missing."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.egress import Egress
from pipelines.errors import BackendRefused, Fault, MediaRejected, Reason
from pipelines.failover import Failover
from pipelines.media import Media, MediaType
from pipelines.meeting.account import Account, Accountant, SourceRefused, Sources
from pipelines.meeting.heard import together
from pipelines.meeting.hearing import Hearing
from pipelines.meeting.model import Probe, Transcript
from pipelines.meeting.studio import Shown, Window
from pipelines.ports import Audio, Heard, Said
from tests.fake_transcriber import FakeTranscriber, listed
from tests.pipelines.meeting.one_studio import FakeRecording, FakeStudio
from tests.pipelines.meeting.spoken import slide, transcript

FILM = Media(Path("film.mp4"), MediaType.MP4, "0f", 1)
WORDS = Media(Path("film.vtt"), MediaType.VTT, "1f", 1)
PROBE = Probe(duration_s=30, width=640, height=360, audio=True, subtitles=1)
SOUND = Probe(duration_s=30, audio=True)
SAID = transcript((0, 5, "Ada", "Hello there."))
SHOWN = Shown((slide(1, (0, 30)),), {"1.png": b"x"})
CUT = (Window(0, 0, 10, 8), Window(1, 10, 20, 0), Window(2, 20, 30, 5))
NOW = datetime(2026, 1, 5, tzinfo=UTC)
BROKEN = MediaRejected(Reason.DAMAGED)
NEVER = BackendRefused(Fault.REFUSED)


@dataclass
class Desk:
    """A studio with one recording, and perhaps somebody who transcribes."""

    recording: FakeRecording | None = None
    supplied: object = None
    voice: FakeTranscriber | None = None
    told: list[tuple[int, int]] = field(default_factory=list)

    async def tell(self, *, recording: bool = True, transcript: bool = False) -> Account:
        assert self.supplied is None or isinstance(self.supplied, Transcript | MediaRejected)
        self.studio = FakeStudio(self.recording, self.supplied)
        hearing = None
        if self.voice is not None:
            hearing = Hearing(
                Failover([listed("local", self.voice)], clock=lambda: NOW, rest_seconds=30)
            )
        accountant = Accountant(
            self.studio, hearing, Egress(), lambda done, of: self.told.append((done, of))
        )
        sources = Sources(FILM if recording else None, WORDS if transcript else None)
        account = await accountant.tell("Weekly", "en", sources)
        assert self.studio.open_now == 0
        return account


def words(account: Account) -> list[str]:
    found = account.timeline.transcript
    return [one.text for one in found.segments] if found else []


async def test_what_is_given_is_taken_before_all_else() -> None:
    desk = Desk(FakeRecording(PROBE, SHOWN, track=SAID, cut=CUT), SAID, FakeTranscriber())
    account = await desk.tell(transcript=True)
    assert (words(account), account.timeline.lacks) == (["Hello there."], ())
    assert account.shown == SHOWN
    assert desk.studio.asked == [30]
    assert desk.told == []


async def test_a_transcript_needs_no_recording() -> None:
    account = await Desk(None, SAID).tell(recording=False, transcript=True)
    assert (words(account), account.timeline.lacks) == (["Hello there."], ("no_recording",))


async def test_then_the_words_in_the_recording() -> None:
    account = await Desk(FakeRecording(PROBE, SHOWN, track=SAID), voice=FakeTranscriber()).tell()
    assert words(account) == ["Hello there."]
    assert account.consulted == ()


async def test_then_those_who_transcribe() -> None:
    desk = Desk(FakeRecording(PROBE, SHOWN, track=BROKEN, cut=CUT), voice=FakeTranscriber())
    account = await desk.tell()
    found = account.timeline.transcript
    assert found
    assert [(one.start_s, one.end_s) for one in found.segments] == [(0, 10), (20, 30)]
    assert (found.kind, found.source, found.model, found.language) == (
        "recognised", "local", "m", "en"
    )  # fmt: skip
    assert desk.told == [(1, 2), (2, 2)], "where nobody speaks nothing is written down"
    assert [one.name for one in account.consulted] == ["local", "local"]
    assert account.timeline.lacks == ("no_speakers",)


@pytest.mark.parametrize(
    ("recording", "voice", "lacks"),
    [
        (FakeRecording(SOUND), None, ["no_transcriber"]),
        (FakeRecording(SOUND), FakeTranscriber(), ["no_speech"]),
        (FakeRecording(SOUND, cut=CUT), FakeTranscriber(lambda _: ""), ["no_speech"]),
        (FakeRecording(SOUND, cut=CUT), FakeTranscriber(lambda _: NEVER), ["transcriber_failed"]),
        (
            FakeRecording(SOUND, cut=CUT, spoilt=frozenset({0, 2})),
            FakeTranscriber(),
            ["transcriber_failed"],
        ),
        (
            FakeRecording(SOUND, cut=CUT, spoilt=frozenset({0})),
            FakeTranscriber(),
            ["passages_missing", "no_speakers"],
        ),
        (FakeRecording(Probe(duration_s=9, width=1, height=1), SHOWN), None, ["no_sound"]),
        (FakeRecording(PROBE, BROKEN, track=SAID), None, ["slides_failed"]),
        (FakeRecording(PROBE, track=SAID), None, ["no_slides"]),
        (
            FakeRecording(PROBE, Shown(SHOWN.slides, {}, left_out=3), track=SAID),
            None,
            ["slides_left_out"],
        ),
    ],
)
async def test_what_cannot_be_had_is_said(
    recording: FakeRecording, voice: FakeTranscriber | None, lacks: list[str]
) -> None:
    account = await Desk(recording, voice=voice).tell()
    assert list(account.timeline.lacks) == lacks


async def test_a_transcript_that_is_none_is_refused() -> None:
    with pytest.raises(SourceRefused) as refused:
        await Desk(FakeRecording(PROBE), BROKEN).tell(transcript=True)
    assert (refused.value.source, refused.value.refusal) == (WORDS, BROKEN)


async def test_what_breaks_clerk_itself_ends_all_of_it() -> None:
    def broken(_: Audio) -> Exception:
        return OSError("no room left")

    desk = Desk(FakeRecording(PROBE, SHOWN, cut=CUT), voice=FakeTranscriber(broken))
    with pytest.raises(OSError, match="no room left"):
        await desk.tell()
    assert desk.studio.open_now == 0


def heard(*said: tuple[float, str, str], model: str = "m") -> Heard:
    return Heard(tuple(Said(at, at + 1, text, who) for at, text, who in said), model, "zh")


def test_names_of_voices_mean_something_within_one_window_only() -> None:
    parts = [
        ("a", heard((5, "two", "A"))),
        ("b", heard((0, "one ", "A"), (9, " ", "B"), model="n")),
    ]
    whole = together(parts, told_apart=False)
    assert whole
    assert [(one.id, one.text, one.speaker) for one in whole.segments] == [
        ("S0001", "one", ""), ("S0002", "two", "")
    ]  # fmt: skip
    assert (whole.source, whole.model, whole.language) == ("a + b", "m + n", "zh")
    alone = together(parts[:1], told_apart=True)
    assert alone
    assert [one.speaker for one in alone.segments] == ["A"]
    assert together([("a", heard())], told_apart=True) is None
