"""All that is certain of a recording put together, and put together anew when people are named."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pipelines.meeting.chapters import chapters
from pipelines.meeting.commitments import commitments
from pipelines.meeting.model import Lack, Probe, Slide, Speaker, Timeline, Transcript
from pipelines.meeting.renaming import Names
from pipelines.meeting.speakers import speakers

_OVER_S = 10.0  # a transcript may end so much later: programs round, and fade out


def timeline(
    title: str,
    language: Literal["en", "zh"],
    length: Probe | float | None,
    transcript: Transcript | None,
    slides: Sequence[Slide] = (),
    lacks: Sequence[str] = (),
) -> Timeline:
    """Tell what a recording holds; it takes a while for a long one: call it in a thread.

    `length` is what is known of the recording, or only its seconds; None: there is none, just the
    transcript. `lacks` says why there are no words or slides: a `Lack`, or a sentence of its own.
    """
    ends = max((one.end_s for one in transcript.segments), default=0.0) if transcript else 0.0
    known = length.duration_s if isinstance(length, Probe) else length
    duration = known or ends
    found = Timeline(
        title=title,
        language=language,
        duration_s=duration,
        transcript=transcript,
        speakers=speakers(transcript, {}, language) if transcript else (),
        slides=tuple(slides),
        chapters=chapters(duration, transcript, slides),
        commitments=commitments(transcript) if transcript else (),
    )
    seen = [*lacks, *_seen(found, length, later=ends > duration + _OVER_S)]
    if Lack.SLIDES_FAILED in seen:  # what could not be looked for is not known to be absent
        seen = [one for one in seen if one != Lack.NO_SLIDES]
    return found.model_copy(update={"lacks": tuple(dict.fromkeys(map(str, seen)))})


def renamed(known: Timeline, names: Mapping[str, str]) -> Timeline:
    """Tell the same with the names that people gave: label to name; others are as they were."""
    if known.transcript is None:
        return known
    called = speakers(known.transcript, names, known.language)
    found = known.model_copy(update={"speakers": called})
    if known.minutes is None:
        return found
    # A writer may have been told of a voice as "Speaker 1", which is no label.
    before = _by_label(speakers(known.transcript, {}, known.language))
    told = {name: found.names[label] for label, name in before.items()} | found.names
    return found.model_copy(update={"minutes": Names(told).minutes(known.minutes)})


def _by_label(called: Sequence[Speaker]) -> dict[str, str]:
    return {label: one.name for one in called for label in (one.label, *one.also)}


def _seen(found: Timeline, length: Probe | float | None, *, later: bool) -> Iterator[Lack]:
    """Give what is missing in itself, or left uncertain by the transcript."""
    heard = found.transcript
    # Of a voice room there is no recording that could be missing: no sound is kept.
    if length is None and heard is not None and heard.kind != "spoken":
        yield Lack.NO_RECORDING
    if isinstance(length, Probe) and length.video and not found.slides:
        yield Lack.NO_SLIDES
    if found.transcript is not None:
        yield from _uncertain(found, found.transcript, later=later)
    elif isinstance(length, Probe) and not length.audio:
        yield Lack.NO_SOUND


def _uncertain(found: Timeline, transcript: Transcript, *, later: bool) -> Iterator[Lack]:
    if not transcript.timed:
        yield Lack.UNTIMED_TRANSCRIPT
    if later:
        yield Lack.TRANSCRIPT_LONGER
    if not found.speakers:
        yield Lack.NO_SPEAKERS
