"""What was heard in the windows of a recording: written down for the ledger, and put together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from handlers.meetings.records import Passage
from pipelines.meeting.hearing import Engine, Transcribed
from pipelines.meeting.model import Segment, Transcript


class Words(BaseModel):
    """Words as they were heard, from one second of the recording to another."""

    model_config = ConfigDict(frozen=True)

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


class Written(BaseModel):
    """One window as a transcriber wrote it down; `by` is how that is listed."""

    model_config = ConfigDict(frozen=True)

    by: str
    model: str
    language: str | None = None
    said: tuple[Words, ...] = ()


def written(transcribed: Transcribed) -> str | None:
    """Write down what was heard in a window; None: nobody heard it."""
    heard = transcribed.heard
    if heard is None:
        return None
    said = tuple(
        Words(start_s=one.start_s, end_s=one.end_s, text=one.text, speaker=one.speaker)
        for one in heard.said
    )
    by = transcribed.by or ""
    return Written(by=by, model=heard.model, language=heard.language, said=said).model_dump_json()


def basis_of(sha256: str, engines: Iterable[Engine]) -> str:
    """Name what windows were heard of, and by whom: on the same basis none is heard twice."""
    return "\n".join((sha256, *(f"{one.name} {one.model}" for one in engines)))


def transcript_of(passages: Sequence[Passage]) -> Transcript | None:
    """Put the windows of a recording together; None where nobody wrote anything down."""
    read = [Written.model_validate_json(one.said) for one in passages if one.said is not None]
    segments = tuple(_segments(read, told_apart=len(passages) == 1))
    if not read or not segments:
        return None
    languages = Counter(one.language for one in read if one.language and one.said)
    spoken = [one for one in read if one.said]
    return Transcript(
        segments=segments,
        kind="recognised",
        source=" + ".join(dict.fromkeys(one.by for one in spoken)),
        model=" + ".join(dict.fromkeys(one.model for one in spoken)),
        language=next((name for name, _ in languages.most_common(1)), None),
    )


def _segments(read: Iterable[Written], *, told_apart: bool) -> Iterator[Segment]:
    """Give what was said, numbered in the order of time.

    A transcriber names voices anew in each window: only within one do its names mean anything.
    """
    said = sorted((one for part in read for one in part.said), key=lambda one: one.start_s)
    for number, one in enumerate((one for one in said if one.text.strip()), start=1):
        yield Segment(
            id=f"S{number:04}",
            start_s=max(one.start_s, 0.0),
            end_s=max(one.end_s, one.start_s, 0.0),
            text=one.text.strip(),
            speaker=one.speaker if told_apart else "",
        )
