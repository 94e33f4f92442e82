"""Captions that roll: each says again what the one before said, and a little more."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.meeting.cue import Cue
from pipelines.meeting.speech import words

_LOOKED_BACK = 60  # words; what rolls repeats a line or two
_LEAST = 2
_LONG = 40  # words; what was shown for long is not one thing that was said
_SHARE = 0.2  # of the cues that follow one: with fewer, people only repeat themselves


class _Spoken(NamedTuple):
    cue: Cue
    words: list[str]


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Give every word once; cues stand in the order of time.

    A cue that is there twice at the same time is one in any file.
    """
    spoken = [_Spoken(cue, words(cue.text)) for cue in cues]
    again = sum(_overlap(one, after) > 0 for one, after in pairwise(spoken))
    rolls = again >= 3 and again >= (len(spoken) - 1) * _SHARE
    kept: list[_Spoken] = []
    for one in spoken:
        if not kept:
            kept.append(one)
            continue
        shared = _overlap(kept[-1], one) if rolls else 0
        if _is_same(kept[-1], one) or shared == len(one.words) > 0:
            kept[-1] = _Spoken(_longer(kept[-1].cue, one.cue), one.words)
        elif shared:
            _take_on(kept, one, shared)
        else:
            kept.append(one)
    return [one.cue for one in kept]


def _is_same(before: _Spoken, after: _Spoken) -> bool:
    same = before.words == after.words and before.cue.speaker == after.cue.speaker
    return same and bool(after.words) and _touch(before.cue, after.cue)


def _touch(before: Cue, after: Cue) -> bool:
    if before.end_s is None or after.start_s is None:
        return False
    return after.start_s < before.end_s


def _overlap(before: _Spoken, after: _Spoken) -> int:
    """Count the words at the end of one cue that the next begins with."""
    if before.cue.speaker != after.cue.speaker:
        return 0
    said, first = before.words, after.words[:1]
    for count in range(min(len(said), len(after.words), _LOOKED_BACK), _LEAST - 1, -1):
        if said[-count] == first[0] and said[-count:] == after.words[:count]:
            return count
    return 0


def _take_on(kept: list[_Spoken], one: _Spoken, shared: int) -> None:
    """Add what is new in a cue: to the one before where that was still being said."""
    before = kept[-1]
    new = _without(one.cue.text, shared)
    if shared < len(before.words) or len(words(before.cue.text)) > _LONG:
        kept.append(_Spoken(one.cue._replace(text=new), one.words))
    else:
        whole = _longer(before.cue, one.cue)._replace(text=f"{before.cue.text} {new}")
        kept[-1] = _Spoken(whole, one.words)


def _longer(before: Cue, after: Cue) -> Cue:
    ends = [end for end in (before.end_s, after.end_s) if end is not None]
    return before._replace(end_s=max(ends, default=None))


def _without(text: str, count: int) -> str:
    """Leave out the first words of a text, and what stands between them."""
    rest = text
    for word in words(text)[:count]:
        place = rest.lower().find(word)
        rest = rest[place + len(word) :] if place >= 0 else rest
    return rest.lstrip(" \t\n.,;:!?\u3002\uff0c\uff01\uff1f\uff1b\uff1a\u3001")
