"""One thing that was said as a file has it, before anybody made sense of the whole."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.meeting.lettering import shown

MOST_TIME = 100 * 3600.0  # seconds; what lies later is no moment of a recording

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")


class Cue(NamedTuple):
    """Words from one second to another; without times of its own, both are None.

    `end_s` None: it lasts as long as it takes. `speaker` is "" where nobody is named.
    """

    start_s: float | None
    end_s: float | None
    speaker: str
    text: str


def seconds(written: str) -> float | None:
    """Read a time such as 0:03, 00:01:02 or 01:02.500; None: it is none."""
    found = _TIME.fullmatch(written)
    if found is None or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    whole = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    return whole + int((found[4] or "0").ljust(3, "0")) / 1000


def in_turn(cue: Cue, said: Sequence[tuple[str, str]]) -> Iterator[Cue]:
    """Share the time of a cue among those who speak in it, by how much each says."""
    said = [(who, text) for who, text in said if shown(text)]
    if cue.start_s is None or cue.end_s is None:
        yield from (cue._replace(speaker=who, text=text) for who, text in said)
        return
    start, letters = cue.start_s, sum(len(text) for _, text in said)
    for who, text in said:
        until = round(start + (cue.end_s - start) * len(text) / letters, 3)
        yield Cue(start, until, who, text)
        start, letters = until, letters - len(text)
