"""How much of an answer is kept: no model fills a report by saying everything ten times."""

from collections.abc import Sequence
from typing import TypeVar

from pipelines.meeting.draft import Draft
from pipelines.meeting.lettering import shown
from pipelines.meeting.minutes import Statement

MOST_TOPICS = 60
MOST_POINTS = 30  # of a topic
MOST_ITEMS = 200  # decisions; actions and questions as many
MOST_CITES = 12
_MOST_TEXT = 600  # letters
_MOST_QUOTE = 1_200
_MOST_NAME = 80

One = TypeVar("One", bound=Statement)


def bounded(draft: Draft) -> tuple[Draft, int]:
    """Give as much of a draft as a report holds, and how many things were left out."""
    topics = tuple(
        one.model_copy(update={"points": one.points[:MOST_POINTS]})
        for one in draft.topics[:MOST_TOPICS]
    )
    kept = draft.model_copy(
        update={
            "topics": topics,
            "decisions": draft.decisions[:MOST_ITEMS],
            "actions": draft.actions[:MOST_ITEMS],
            "questions": draft.questions[:MOST_ITEMS],
        }
    )
    return kept, _size(draft) - _size(kept)


def _size(draft: Draft) -> int:
    lists = (draft.topics, draft.decisions, draft.actions, draft.questions)
    return sum(map(len, lists)) + sum(len(one.points) for one in draft.topics)


def text(written: str) -> str:
    """Give a text in one line, and no longer than a sentence is."""
    return _cut(written, _MOST_TEXT)


def quote(written: str) -> str:
    """Give a quote in one line, and no longer than anybody quotes."""
    return shown(written[: 2 * _MOST_QUOTE])[:_MOST_QUOTE]


def name(written: str | None) -> str:
    """Give a name, or a day in words, in one line."""
    return _cut(written or "", _MOST_NAME)


def cites(written: Sequence[str]) -> tuple[str, ...]:
    """Give ids as they are written in transcripts, each once."""
    tidy = (one[:12].strip().strip("[]").upper() for one in written[:100])
    return tuple(dict.fromkeys(tidy))[:MOST_CITES]


def _cut(written: str, most: int) -> str:
    line = shown(written[: 2 * most])
    return line if len(line) <= most else line[: most - 1] + "…"
