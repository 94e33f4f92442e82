"""What sounds like a promise: candidates by rules, few rather than wrong, checked by nobody."""

import re
from collections.abc import Iterator
from itertools import islice

from pipelines.meeting import promises_en, promises_zh
from pipelines.meeting.model import Commitment, Segment, Transcript

MOST = 200
_LONGEST = 300  # letters of a quote; who says more in one breath is telling something
_SHORTEST = 5

_SENTENCE = re.compile(r"[^.!?。！？；;\n]+[.!?。！？；;]*")


def commitments(transcript: Transcript) -> tuple[Commitment, ...]:
    """Give the sentences in which somebody says what they will do, word for word.

    A sentence with a condition, a doubt or a question in it is none; what may as well be done
    there and then needs a day. At most `MOST`, the first ones.
    """
    found = (one for segment in transcript.segments for one in _in(segment))
    return tuple(islice(found, MOST))


def _in(segment: Segment) -> Iterator[Commitment]:
    for sentence in _SENTENCE.finditer(segment.text):
        quote = sentence[0].strip()
        if not _SHORTEST <= len(quote) <= _LONGEST:
            continue
        if promises_en.promises(quote) or promises_zh.promises(quote):
            share = sentence.start() / len(segment.text)
            at = segment.start_s + (segment.end_s - segment.start_s) * share
            yield Commitment(
                cite=segment.id, start_s=round(at, 1), speaker=segment.speaker, quote=quote
            )
