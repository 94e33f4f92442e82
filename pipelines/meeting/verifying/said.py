"""All that is said in a meeting as one row of words, and which segment and sentence each is of."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.meeting.model import Segment
from pipelines.meeting.verifying.folding import HAN, Word, folded, words
from pipelines.meeting.verifying.listed import listed
from pipelines.meeting.verifying.ordered import ordered

_MOST_NODS = 3
NEAR = 1  # segments before and after one that is cited, which its words may go on in
_END = re.compile(
    rf"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)[.!?…]+(?=[\s\"')\]{HAN}]|$)|[。!?;；\n]+"
)
_LONG, _PART = 40, 15  # words of a sentence, and of a part of one that is longer
_MOST = 80  # words of a part, wherever that ends
_ANEW = listed("so and but then okay because now well 然 但 所 那")
_NODS = listed("yes right okay sure exactly great good fine cool alright 对 好 行 是 的")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two full stops: words from `first` to before `end`, of one segment."""

    segment: int
    first: int
    end: int
    text: str

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class Span:
    """Words that follow each other: from `first` to before `end`."""

    first: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether all of it is in the other."""
        return other.first <= self.first and self.end <= other.end


class Said:
    """The words of a meeting, in the order of time."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.number = {one.id: at for at, one in enumerate(segments)}
        self.texts = [folded(one.text) for one in segments]
        self.words: list[Word] = []
        self.segment: list[int] = []  # of each word
        self.sentence: list[int] = []  # of each word
        self.sentences: list[Sentence] = []
        self.bounds: list[Span] = []  # of each segment
        for at, text in enumerate(self.texts):
            self._take(at, text)
        self._orders = bytearray(len(self.words))
        for at, (start, end) in ordered(self.texts, [one.speaker for one in segments]):
            self._mark(at, start, end)
        self.joined, self._offsets = _joined(self.words)
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in range(len(self.words) - 1):
            self._pairs[self.words[at].text, self.words[at + 1].text].append(at)
        self._nods = {
            one.first: one.end for one in self.bounds if one.end > one.first and self._is_nod(one)
        }

    def _take(self, at: int, text: str) -> None:
        first = len(self.words)
        taken = words(text)
        self.words += taken
        self.segment += [at] * len(taken)
        self.bounds.append(Span(first, len(self.words)))
        ends = [*(match.end() for match in _END.finditer(text)), len(text)]
        starts = [one.start for one in taken]
        begun = first
        for end in ends:
            until = first + bisect_left(starts, end)
            for span in self._parted(Span(begun, until)):
                self.sentence += [len(self.sentences)] * (span.end - span.first)
                stop = self.words[span.end].start if span.end < until else end
                written = text[self.words[span.first].start : stop]
                self.sentences.append(Sentence(at, span.first, span.end, written.strip()))
            begun = until

    def _parted(self, span: Span) -> Iterator[Span]:
        """Part what goes on without a full stop, where somebody begins anew."""
        begun = span.first
        if span.end - span.first > _LONG:
            for at in range(span.first, span.end):
                is_anew = at - begun >= _PART and self.words[at].text in _ANEW
                if is_anew or at - begun >= _MOST:
                    yield Span(begun, at)
                    begun = at
        if span.end > begun:
            yield Span(begun, span.end)

    def _mark(self, at: int, start: int, end: int) -> None:
        """Mark what speaks to whoever writes: its sentences, and the one that follows."""
        bounds = self.bounds[at]
        spoken = [
            one
            for one in range(bounds.first, bounds.end)
            if self.words[one].end > start and self.words[one].start < end
        ]
        if not spoken:
            return
        last = self.sentence[spoken[-1]]
        for number in range(self.sentence[spoken[0]], last + 2):
            if number >= len(self.sentences) or not self._goes_on(at, number, last):
                continue
            one = self.sentences[number]
            self._orders[one.first : one.end] = b"\1" * one.length

    def _goes_on(self, at: int, number: int, last: int) -> bool:
        """Whether a sentence is of the same turn, or the next of the same speaker."""
        one = self.sentences[number]
        if one.segment == at:
            return True
        speaker = self.segments[at].speaker
        follows = number == last + 1 and one.segment == at + 1
        return follows and bool(speaker) and self.segments[one.segment].speaker == speaker

    def _is_nod(self, bounds: Span) -> bool:
        return bounds.end - bounds.first <= 3 and all(
            one.text in _NODS for one in self.words[bounds.first : bounds.end]
        )

    def past_nod(self, at: int) -> int | None:
        """Give where a segment ends that begins at a word and only nods; None for any other."""
        return self._nods.get(at)

    def text(self, span: Span) -> str:
        """Give words as they were said; of more than one segment, only those of the first."""
        at = self.segment[span.first]
        end = min(span.end, self.bounds[at].end) - 1
        return self.texts[at][self.words[span.first].start : self.words[end].end]

    def whole(self, span: Span) -> str:
        """Give words as they were said, of as many segments as they are of."""
        parts, at = [], span.first
        while at < span.end:
            parts.append(self.text(Span(at, span.end)))
            at = self.bounds[self.segment[at]].end
        return " ".join(parts)

    def around(self, cited: Iterable[int], near: int = NEAR) -> list[Span]:
        """Give the words of segments and of their neighbours, those that touch taken together.

        Who only nods is no neighbour: the one behind is.
        """
        wanted = {one for number in cited for one in self._beside(number, near)}
        spans: list[Span] = []
        before = -2
        for number in sorted(wanted):
            bounds = self.bounds[number]
            if spans and number == before + 1:
                spans[-1] = Span(spans[-1].first, bounds.end)
            else:
                spans.append(bounds)
            before = number
        return [one for one in spans if one.end > one.first]

    def exactly(self, wanted: Sequence[str], within: Span, most: int = 50) -> Iterator[Span]:
        """Give where words follow each other just so within others, at most so many times."""
        if within.end <= within.first or not wanted:
            return
        needle = f" {' '.join(wanted)} "
        last = within.end - 1
        stop = self._offsets[last] + len(self.words[last].text) + 1
        at = self.joined.find(needle, self._offsets[within.first] - 1, stop)
        while at >= 0 and most > 0:
            first = bisect_left(self._offsets, at + 1)
            yield Span(first, first + len(wanted))
            at = self.joined.find(needle, at + 1, stop)
            most -= 1

    def _beside(self, number: int, near: int) -> Iterator[int]:
        yield number
        for step in (-1, 1):
            left, at = near, number + step
            while left and 0 <= at < len(self.bounds) and abs(at - number) <= _MOST_NODS + near:
                yield at
                left -= not self._is_nod(self.bounds[at])
                at += step

    def sentences_of(self, span: Span) -> list[Sentence]:
        """Give the sentences that words are in."""
        numbers = self.sentence[span.first], self.sentence[span.end - 1]
        return self.sentences[numbers[0] : numbers[1] + 1]

    def rest(self, sentence: Sentence) -> list[Sentence]:
        """Give what the same speaker goes on to say in the same turn."""
        end = self.bounds[sentence.segment].end
        if sentence.end >= end:
            return []
        return self.sentences[self.sentence[sentence.end] : self.sentence[end - 1] + 1]

    def before(self, span: Span, sentence: Sentence) -> str:
        """Give what is said in a sentence before some of its words."""
        text = self.texts[sentence.segment]
        return text[self.words[sentence.first].start : self.words[span.first].start]

    def after(self, span: Span, sentence: Sentence) -> str:
        """Give what is said in a sentence after some of its words."""
        text = self.texts[sentence.segment]
        return text[self.words[span.end - 1].end : self.words[sentence.end - 1].end]

    def is_ordered(self, at: int) -> bool:
        """Whether a word is said to whoever writes the minutes."""
        return bool(self._orders[at])

    def ordered(self, span: Span) -> float:
        """Give the share of words that are said to whoever writes the minutes."""
        return self._orders.count(1, span.first, span.end) / max(1, span.end - span.first)

    def heard(self, span: Span) -> Iterator[Span]:
        """Give those of these words that were spoken to people."""
        at = span.first
        while at < span.end:
            stop = self._orders.find(1, at, span.end)
            stop = span.end if stop < 0 else stop
            if stop > at:
                yield Span(at, stop)
            at = self._orders.find(0, stop, span.end)
            at = span.end if at < 0 else at

    def pairs(self, first: str, second: str) -> Sequence[int]:
        """Give where two words follow each other."""
        return self._pairs.get((first, second), ())


def _joined(taken: Sequence[Word]) -> tuple[str, list[int]]:
    offsets, at = [], 1
    for one in taken:
        offsets.append(at)
        at += len(one.text) + 1
    return f" {' '.join(one.text for one in taken)} ", offsets
