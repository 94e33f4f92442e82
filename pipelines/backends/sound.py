"""What every transcriber does with sound: it is cut, wrapped up, and what is heard is tidied."""

import io
import wave
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.ports import Audio, Said

RATE = 16_000
_BYTES_A_SECOND = 2 * RATE
# Of 32,767: below that nothing is to be heard, and recognisers make words of it.
_SILENT = 40
# What Whisper itself takes for silence: it doubts that anybody speaks, and its own words as well.
_NO_SPEECH, _DOUBTFUL = 0.6, -1.0
# So far beyond its end a stretch may go on by rounding.
_ROUNDING = 0.5
# The same words so often, one straight after the other, are a recogniser's that is stuck: few words
# must come more often, as people do say "no, no, no".
_STUCK, _STUCK_SHORT = 5, 12
_LONG_WORDS, _LONG_CHARACTERS = 3, 6
_LONGEST_UNIT = 40
# Ten times what anybody says in a second, and as much as may be said in no time.
_MOST_A_SECOND, _MOST_CHARACTERS = 200, 1000
# Longer words than that are sentences of a writing without spaces.
_LONGEST_WORD = 20


def wav(pcm: bytes) -> bytes:
    """Wrap samples up as a file that everybody takes."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(pcm)
    return file.getvalue()


def is_silent(pcm: bytes) -> bool:
    """Tell whether there is nothing in it that anybody could hear."""
    whole = len(pcm) // 2 * 2
    for at in range(0, whole, _BYTES_A_SECOND):
        samples = array("h", pcm[at : min(at + _BYTES_A_SECOND, whole)])
        if max(max(samples), -min(samples)) >= _SILENT:
            return False
    return True


def is_too_much(characters: int, audio: Audio) -> bool:
    """Tell whether so much was said to be heard that nobody can have said it.

    A recogniser that is stuck says much, and is heard out; a server that never ends is not.
    """
    return characters > _MOST_CHARACTERS + _MOST_A_SECOND * audio.seconds


def pieces(audio: Audio, longest_s: float) -> Iterator[Audio]:
    """Cut sound into pieces of at most so many seconds: at its cuts, where there are any."""
    at, end = audio.start_s, audio.start_s + audio.seconds
    while end - at > longest_s:
        fitting = [one for one in audio.cuts if at + 1 <= one <= at + longest_s]
        until = max(fitting, default=at + longest_s)
        yield _piece(audio, at, until)
        at = until
    if end > at:
        yield _piece(audio, at, end)


def _piece(audio: Audio, start_s: float, end_s: float) -> Audio:
    first, last = (round((at - audio.start_s) * RATE) * 2 for at in (start_s, end_s))
    cuts = tuple(one for one in audio.cuts if start_s < one < end_s)
    return Audio(audio.pcm[first:last], start_s, cuts)


def is_doubtful(no_speech: float | None, likelihood: float | None) -> bool:
    """Tell whether a recogniser itself holds what it heard for silence."""
    if no_speech is None or likelihood is None:
        return False
    return no_speech > _NO_SPEECH and likelihood < _DOUBTFUL


def tidied(said: Iterable[Said], audio: Audio) -> tuple[Said, ...]:
    """Keep what was said within the sound, in order, without what a recogniser was stuck with."""
    end = audio.start_s + audio.seconds
    found: list[Said] = []
    for one in sorted(said, key=lambda one: one.start_s):
        text = _unstuck(" ".join(one.text.split()))
        start, until = max(one.start_s, audio.start_s), min(one.end_s, end)
        if text and one.start_s < end + _ROUNDING and until > start:
            found.append(replace(one, start_s=start, end_s=until, text=text))
    return tuple(_without_loops(found))


def _without_loops(said: list[Said]) -> Iterator[Said]:
    """Of a sentence that comes many times in a row keep the first."""
    at = 0
    while at < len(said):
        same = 1
        while at + same < len(said) and _key(said[at + same]) == _key(said[at]):
            same += 1
        units, long = _units(said[at].text)
        is_stuck = same >= _most(len(units), long)
        yield from said[at : at + 1] if is_stuck else said[at : at + same]
        at += same


def _key(one: Said) -> tuple[str, str]:
    return one.speaker, one.text.casefold().strip(" .,!?。，！？")


def _most(length: int, long: int) -> int:
    """Give from how often on so many units in a row are a loop; `long` are many."""
    return _STUCK if length >= long else _STUCK_SHORT


def _units(text: str) -> tuple[list[str], int]:
    """Take a text apart into words, or into characters where there are no spaces.

    Gives how many are many, too.
    """
    words = text.split(" ")
    if len(text) > _LONGEST_WORD * len(words):
        return list(text), _LONG_CHARACTERS
    return words, _LONG_WORDS


def _unstuck(text: str) -> str:
    """Take out of one text what is repeated in it over and over."""
    units, long = _units(text)
    joint = " " if long == _LONG_WORDS else ""
    for length in range(1, min(_LONGEST_UNIT, len(units) // _STUCK) + 1):
        units = _once(units, length, _most(length, long))
    return joint.join(units)


def _once(units: list[str], length: int, most: int) -> list[str]:
    """Keep one of what comes `most` times or more in a row and is `length` units long."""
    kept: list[str] = []
    at = 0
    while at < len(units):
        unit = units[at : at + length]
        times = 1
        while units[at + times * length : at + (times + 1) * length] == unit:
            times += 1
        if len(unit) == length and times >= most:
            kept += unit
            at += times * length
        else:
            kept.append(units[at])
            at += 1
    return kept
