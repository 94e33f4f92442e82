"""What was said in a voice room as a transcript, which is read as that of any meeting."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from handlers.drops import spoken_key
from handlers.huddles.records import Huddle
from handlers.ports import Drop
from handlers.texts.catalogue import texts
from pipelines.meeting.model import Segment, Transcript
from pipelines.meeting.vtt import written
from pipelines.voice import ASSISTANT, Line

_LEAST_S = 0.1  # a cue lasts


def drop_of(huddle: Huddle) -> Drop:
    """Give the arrival that the words of a room are: in its thread, as if who opened it had it."""
    said = texts(huddle.language).huddles
    platform = huddle.place.platform
    return Drop(
        key=spoken_key(huddle.id),
        place=huddle.place,
        user=huddle.started_by.removeprefix(f"{platform}:"),
        file=huddle.id,
        name=said.file.format(title=(huddle.topic or said.title).replace("/", " ")),
        received_at=huddle.started_at,
        language=huddle.language,
    )


def vtt_of(huddle: Huddle, lines: Sequence[Line]) -> bytes:
    """Write what was said, each line with the name of who said it."""
    names = _names(huddle)
    told = sorted((one for one in lines if one.text.strip()), key=lambda one: one.at_s)
    segments = tuple(
        Segment(
            id=f"S{number:04}",
            start_s=max(one.at_s, 0.0),
            end_s=max(one.at_s, 0.0) + max(one.lasts_s, _LEAST_S),
            text=one.text,
            speaker=names.get(one.who, ""),
        )
        for number, one in enumerate(told, 1)
    )
    return written(Transcript(segments=segments, kind="supplied", source="vtt"), {}).encode()


def _names(huddle: Huddle) -> Mapping[str, str]:
    """Give what people of a room are called in it: no two of them the same."""
    assistant = texts(huddle.language).huddles.assistant
    names = {ASSISTANT: assistant}
    for one in huddle.people:
        taken = set(names.values())
        names[one.person] = next(name for name in _called(one.name) if name not in taken)
    return names


def _called(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in count(2))
