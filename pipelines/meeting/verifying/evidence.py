"""One thing that is told, beside the words that are to say it."""

import re
from dataclasses import dataclass
from functools import cached_property

from pipelines.meeting.minutes import Doubt
from pipelines.meeting.verifying import quotes
from pipelines.meeting.verifying.folding import Word, folded, words
from pipelines.meeting.verifying.said import Said, Sentence, Span

_PARTS = re.compile(r"(?<=[,;，；])")
_BEFORE = 150  # words
_MOST = 3_000  # words in a row that are looked at
_ABOUT = 120  # words before and after a quote: in a long speech, all else is about other things


@dataclass(frozen=True)
class Evidence:
    """A text, the numbers of the segments it cites, and where its quote is said among them.

    `quoted` is None where nobody says the quote there, `quote` are its words.
    """

    said: Said
    text: str
    cited: tuple[int, ...]
    quote: tuple[str, ...]
    quoted: Span | None

    @cached_property
    def told(self) -> list[Word]:
        """The words of the text."""
        return words(self.text)

    @cached_property
    def window(self) -> list[Span]:
        """The words that it cites, and those just before and after."""
        return self.said.around(self.cited)

    @cached_property
    def about(self) -> list[Span]:
        """Of the window, what is near the quote; what was spoken to machines is left out."""
        spans = self.window
        if self.quoted is not None:
            spans = [_near(one, self.quoted) for one in spans]
        spans = [Span(one.first, min(one.end, one.first + _MOST)) for one in spans]
        return [part for one in spans for part in self.said.heard(one)]

    @cached_property
    def heard(self) -> list[Word]:
        """The words of `about`."""
        return [word for one in self.about for word in self.said.words[one.first : one.end]]

    @cached_property
    def earlier(self) -> list[Word]:
        """What was said a while before: there, what the words are about may have been named."""
        if not self.window:
            return []
        first = self.window[0].first
        before = Span(max(0, first - _BEFORE), first)
        return [
            word for one in self.said.heard(before) for word in self.said.words[one.first : one.end]
        ]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences that the quote is in; none where it is not said."""
        return [] if self.quoted is None else self.said.sentences_of(self.quoted)

    @cached_property
    def clauses(self) -> str:
        """What stands between the commas around the quote."""
        if self.quoted is None:
            return ""
        first, last = self.sentences[0], self.sentences[-1]
        before = _PARTS.split(self.said.before(self.quoted, first))[-1]
        after = _PARTS.split(self.said.after(self.quoted, last))[0]
        return f"{before}{self.said.whole(self.quoted)}{after}"


def _near(span: Span, quoted: Span) -> Span:
    if not quoted.within(span):
        return span
    return Span(max(span.first, quoted.first - _ABOUT), min(span.end, quoted.end + _ABOUT))


def evidence(
    said: Said, text: str, cites: tuple[str, ...], quote: str
) -> tuple[Evidence, list[Doubt]]:
    """Look for what is told; also what is doubtful of its ids and of its quote."""
    cited = tuple(dict.fromkeys(said.number[one] for one in cites if one in said.number))
    doubts = [] if cited and len(cited) == len(set(cites)) else [Doubt.NO_SUCH_PLACE]
    spoken = tuple(one.text for one in words(folded(quote)))
    place = quotes.found(said, spoken, said.around(cited)) if spoken and cited else None
    if place is None:
        is_said = bool(spoken) and quotes.elsewhere(said, spoken) is not None
        doubts.append(Doubt.SAID_ELSEWHERE if is_said else Doubt.NOT_SAID)
    return Evidence(said, folded(text), cited, spoken, place), doubts
