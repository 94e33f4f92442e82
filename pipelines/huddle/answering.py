"""What the assistant says: how much of it was given, how much of it was heard."""

from collections import deque
from dataclasses import dataclass, field
from itertools import count

from pipelines.voice import RATE

# People say an English word in about a third of a second, a Chinese character in a quarter.
_WORD_S, _CHARACTER_S = 0.33, 0.24
# A page begins to play a moment after it was given something.
_BUFFER_S = 0.15
# So many answers are known again, should something of them come late.
_REMEMBERED = 50
_CHINESE = range(0x4E00, 0xA000)


@dataclass(slots=True, eq=False)
class Answer:
    """One answer, in seconds of the room; `item` is as the model calls it.

    `played` is what each page says it played of it. `text` is all of its words until now.
    """

    number: int
    item: str
    began_s: float
    text: str = ""
    sent_s: float = 0.0
    ends_s: float = 0.0
    played: dict[str, float] = field(default_factory=dict)
    mute: bool = False
    is_whole: bool = False  # no words come any more
    is_given: bool = False  # nothing comes any more
    is_cut: bool = False
    is_settled: bool = False  # its line was written

    def sound(self, pcm: bytes, now: float) -> None:
        """Take note of sound that pages were given."""
        self._lasts(len(pcm) / 2 / RATE, now)

    def say(self, text: str, *, whole: bool, mute: bool, now: float) -> None:
        """Take in words, of which pages say those aloud that have no sound."""
        self.text, self.is_whole = (text, True) if whole else (self.text + text, self.is_whole)
        if mute:
            self.mute = True
            self._lasts(max(0.0, seconds_of(self.text) - self.sent_s), now)

    def is_playing(self, now: float) -> bool:
        """Whether people still hear it, or will."""
        return not self.is_cut and (not self.is_given or now < self.ends_s)

    def heard_s(self, now: float) -> float:
        """Give how much of it somebody heard: what a page says, never more than was given."""
        if self.played:
            return min(max(self.played.values()), self.sent_s)
        return min(max(0.0, self.sent_s - max(0.0, self.ends_s - now)), self.sent_s)

    def heard_text(self, now: float) -> str:
        """Give the words that somebody heard, as far as that can be told from the time."""
        if self.sent_s <= 0:
            return ""
        part = self.heard_s(now) / self.sent_s
        is_all = part >= 1 and (self.is_whole or self.is_given)
        return self.text if is_all else _beginning(self.text, min(part, 1.0))

    def _lasts(self, seconds: float, now: float) -> None:
        self.sent_s += seconds
        self.ends_s = max(self.ends_s, now + _BUFFER_S) + seconds


class Answers:
    """Those of a room; the newest is the one that is heard."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._before = deque[str](maxlen=_REMEMBERED)
        self.newest: Answer | None = None

    def of(self, item: str, now: float) -> Answer | None:
        """Give the answer of this name, a new one where it is new: heard after the one before.

        None: another one came after it.
        """
        if item in self._before:
            return None
        before = self.newest
        if before is None or before.item != item:
            if before is not None:
                self._before.append(before.item)
            ends_s = 0.0 if before is None or before.is_cut else before.ends_s
            self.newest = before = Answer(next(self._numbers), item, now, ends_s=ends_s)
        return before

    def played(self, person: str, number: int, seconds: float) -> None:
        """Take note of what a page says it played of an answer."""
        one = self.newest
        if one is not None and one.number == number and seconds >= 0:
            one.played[person] = max(seconds, one.played.get(person, 0.0))


def seconds_of(text: str) -> float:
    """Give about how long people take to say words."""
    characters = sum(ord(one) in _CHINESE for one in text)
    words = len("".join(" " if ord(one) in _CHINESE else one for one in text).split())
    return characters * _CHARACTER_S + words * _WORD_S


def _beginning(text: str, part: float) -> str:
    """Give a part of a text, up to the end of a word; an ellipsis tells that it went on."""
    kept, after = text[: round(len(text) * part)], text[round(len(text) * part) :]
    is_inside = bool(kept and after) and not kept[-1].isspace() and not after[0].isspace()
    if is_inside and after[0].isascii():
        kept = kept.rpartition(" ")[0]
    kept = kept.rstrip(" ,;:，；：、")
    return f"{kept}…" if kept else ""
