"""When something is due: the words must be said of it, and the day follows from the words."""

import re
from collections.abc import Iterator
from datetime import date, tzinfo

from pipelines.meeting.due.resolve import resolve
from pipelines.meeting.lettering import in_chinese
from pipelines.meeting.minutes import Due
from pipelines.meeting.verifying import replies
from pipelines.meeting.verifying.evidence import Evidence
from pipelines.meeting.verifying.folding import folded, words
from pipelines.meeting.verifying.said import Sentence, Span
from pipelines.meeting.verifying.support import meaning, share

_LEADS = re.compile(
    r"^(?:by|on|until|till|at|in|before|due|the|no later than|latest|bis|am|zum|在|于)\s+",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(
    r"(?:\b(?:last|every|each|since|not|n't|after)|上(?:个)?|每|不|没)\s*(?:by|on|the|before)?\s*$"
)
_OTHER = re.compile(
    r"\b(?:so that|so (?:we|you|they|he|she)|because|since|which|in time for|then (?:we|you"
    r"|they))\b|因为|这样|然后(?!我)"
)
_COMMITS = re.compile(
    r"\b(?:i|we)(?:'ll| will| can| could| have to| need to| am|'m)\b|\b(?:by|before|until|due"
    r"|deadline|needs?|asap)\b"
    r"|我|前|底|截止|之内|期限|必须|需要|要在|最晚|最迟",
    re.IGNORECASE,
)
_SHORT = 5  # words; a sentence of so few adds to the one before: "By Friday, please."
_NEAR = 2  # sentences before and after the quote


def borne_out(
    written: str, found: Evidence, on: date, zone: tzinfo
) -> tuple[Due | None, str, bool]:
    """Give when it is due, the words as they were said, and whether they say so of this.

    Words that name no one day leave none, and are no lie.
    """
    if not written:
        return None, "", True
    span = _said_of_it(written, found)
    if span is None:
        return resolve(written, on, zone), written, False
    spoken = _as_said(written, found, span)
    return resolve(spoken, on, zone) or resolve(written, on, zone), written, True


def kept(text: str, said: str) -> str:
    """Put the words that name no one day into the text, where they are not yet."""
    if folded(said).casefold() in folded(text).casefold():
        return text
    return f"{text}（{said}）" if in_chinese(text) else f"{text} ({said})"


def _as_said(written: str, found: Evidence, span: Span) -> str:
    """Give the words as they stand; what is before them counts too: "before Friday"."""
    text = found.said.text(span)
    if _LEADS.match(folded(written)) or span.first == 0:
        return text
    before = Span(span.first - 1, span.first)
    lead = found.said.text(before).lower()
    same = found.said.segment[before.first] == found.said.segment[span.first]
    return f"{lead} {text}" if same and lead in {"before", "by", "until", "till"} else text


def _said_of_it(written: str, found: Evidence) -> Span | None:
    """Give where the words are said of what the quote says."""
    for wording in dict.fromkeys((folded(written), _LEADS.sub("", folded(written)))):
        wanted = [one.text for one in words(wording)]
        if not wanted:
            continue
        spans = (span for one in found.about for span in found.said.exactly(wanted, one))
        place = next((span for span in spans if _is_of_it(span, found)), None)
        if place is not None:
            return place
    return None


def _is_of_it(span: Span, found: Evidence) -> bool:
    said = found.said
    sentence = said.sentences[said.sentence[span.first]]
    before = said.before(span, sentence)
    if _NOT_THEN.search(before.lower()):
        return False
    if any(one.first == sentence.first for one in found.sentences):
        return not _is_of_other(span, sentence, found)
    return sentence in list(_near(found)) and _adds(sentence, found)


def _is_of_other(span: Span, sentence: Sentence, found: Evidence) -> bool:
    """Whether the words stand in a part of the sentence that says what it is for."""
    quoted = found.quoted
    before = found.said.before(span, sentence)
    parts = _OTHER.split(before)
    if quoted is None or len(parts) < 2 or (span.within(quoted) and not parts[0].strip()):
        return False
    return _COMMITS.search(parts[0]) is not None


def _near(found: Evidence) -> Iterator[Sentence]:
    said, here = found.said, found.sentences
    if not here:
        return
    numbers = said.sentence[here[0].first], said.sentence[here[-1].end - 1]
    first, last = max(0, numbers[0] - _NEAR), min(len(said.sentences), numbers[1] + _NEAR + 1)
    yield from said.sentences[first:last]


def _adds(sentence: Sentence, found: Evidence) -> bool:
    """Whether a sentence beside the quote speaks of the same thing, or only adds to it."""
    text = sentence.text
    spoken = [one.text for one in found.said.words[sentence.first : sentence.end]]
    if sentence.length <= _SHORT or replies.assents(text):
        return True
    told = meaning(one.text for one in found.told)
    is_same = bool(told) and share(told, spoken) >= 0.5
    return is_same or (bool(_COMMITS.search(text)) and not _has_subject(text))


def _has_subject(text: str) -> bool:
    """Whether a sentence has somebody or something else that it speaks of."""
    return not re.match(
        r"\W*(?:(?:and|so|yes|okay|sure|但|那|好)\W+)*(?:i|we|that|it|you|by|我|你|这|那)",
        text,
        re.IGNORECASE,
    )
