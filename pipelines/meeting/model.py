"""What is known of a recording: what was said, what was shown, and when. Times are seconds."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pipelines.meeting.minutes import Minutes

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
# Where the words come from: a file beside the recording, a track in it, or a transcriber.
# Spoken: written down by AI in a voice room, where it is known who speaks.
Kind = Literal["supplied", "embedded", "recognised", "spoken"]


class Lack(StrEnum):
    """What could not be had of a recording, or is not certain; handlers hold one text each."""

    NO_RECORDING = "no_recording"  # only the transcript was given
    NO_TRANSCRIBER = "no_transcriber"  # there is sound, and nobody who may write it down
    NO_SOUND = "no_sound"
    NO_SPEECH = "no_speech"  # there is sound, and nobody says anything
    TRANSCRIBER_FAILED = "transcriber_failed"  # of those who may, none wrote anything down
    PASSAGES_MISSING = "passages_missing"  # some of it was not written down
    UNTIMED_TRANSCRIPT = "untimed_transcript"  # its times are reckoned from what is said
    TRANSCRIPT_LONGER = "transcript_longer"  # it goes on when the recording is over
    TRANSCRIPT_UNREADABLE = "transcript_unreadable"  # what was given is no transcript
    NO_SPEAKERS = "no_speakers"  # nothing says who speaks
    VOICES_PER_PASSAGE = "voices_per_passage"  # voices were told apart within a passage only
    NO_SLIDES = "no_slides"  # there is a picture, and nothing in it that stands still
    SLIDES_FAILED = "slides_failed"  # the picture could not be looked through
    SLIDES_LEFT_OUT = "slides_left_out"  # there were more than are kept
    NOT_WRITTEN = "not_written"  # of those who may write the minutes, none did
    TOO_LONG_TO_WRITE = "too_long_to_write"  # it is more than any of them takes


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Span(_Frozen):
    """A stretch of a recording, from the start of one moment to the end of another."""

    start_s: Seconds
    end_s: Seconds


class Probe(_Frozen):
    """What a recording holds, as its container says it; `width` and `height` are 0 without video.

    `subtitles` are the text tracks in it, `audio` tells whether anything can be heard.
    `recorded_at` is when it was made, where it says so: a moment that can be, in UTC.
    """

    duration_s: Seconds
    width: int = 0
    height: int = 0
    fps: Seconds = 0
    audio: bool = False
    subtitles: int = 0
    recorded_at: AwareDatetime | None = None

    @property
    def video(self) -> bool:
        """Whether there is anything to be seen."""
        return self.width > 0


class Segment(_Frozen):
    """One thing that was said, by whom as far as a label says so.

    `id` is S and its number ("S0001"): what citations name. `speaker` is a label, "" for none.
    """

    id: str
    start_s: Seconds
    end_s: Seconds
    text: str
    speaker: str = ""


class Transcript(_Frozen):
    """All that was said, in the order of time.

    `source` is the transcriber, or the format of what was given; `model` what it asked for.
    `timed`: the times are those of the recording; a text without any has them reckoned.
    """

    segments: tuple[Segment, ...]
    kind: Kind
    source: str
    model: str | None = None
    language: str | None = None
    timed: bool = True


class Slide(_Frozen):
    """One distinct picture that was shown; `shown` are the times, a reappearance each.

    `image` names the file of its first appearance, in full resolution; `width` x `height` pixels.
    """

    number: int
    shown: tuple[Span, ...]
    image: str
    width: int
    height: int


class Speaker(_Frozen):
    """One who spoke. `label` is what the transcript says, `name` what people are told.

    `also` are further labels that somebody said are the same person. `user` is who that is on the
    platform, once somebody said so. `evidence` says where the name is from: a label, a person who
    renamed, or nothing ("Speaker 1").
    """

    label: str
    name: str
    talk_s: Seconds
    turns: int
    evidence: Literal["label", "renamed", "none"]
    user: str | None = None
    also: tuple[str, ...] = ()


class Chapter(_Frozen):
    """A stretch between changes of slides; `slide` is the number of the one shown, None: none."""

    start_s: Seconds
    end_s: Seconds
    slide: int | None
    cites: tuple[str, ...] = ()


class Commitment(_Frozen):
    """Something that sounds like a promise: words of one segment, checked by nobody.

    `speaker` is the label of whoever says it; `Timeline.called` gives the name.
    """

    cite: str
    start_s: Seconds
    speaker: str
    quote: str


class Timeline(_Frozen):
    """What a recording can be shown to hold, and the `minutes` that a writer made of it.

    All but the minutes is known without a language model; they are None where nobody wrote any,
    and were held against the transcript. `lacks` says what could not be had, such as a transcript,
    and why: values of `Lack`, and sentences for what has none.
    """

    title: str
    language: Literal["en", "zh"]
    duration_s: Seconds
    transcript: Transcript | None
    speakers: tuple[Speaker, ...] = ()
    slides: tuple[Slide, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    lacks: tuple[str, ...] = ()
    minutes: Minutes | None = None

    @property
    def names(self) -> dict[str, str]:
        """What people are told for each label, as it is written in transcripts."""
        return {label: one.name for one in self.speakers for label in (one.label, *one.also)}

    def called(self, label: str) -> str:
        """Give the name that people are told for a label; "" where there is none."""
        return self.names.get(label, label)
