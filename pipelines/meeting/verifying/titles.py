"""The title of a topic: what it names and counts must be said while the topic lasts."""

from collections.abc import Iterator, Sequence

from pipelines.meeting.minutes import Doubt
from pipelines.meeting.verifying import figures, naming, support
from pipelines.meeting.verifying.folding import folded, words
from pipelines.meeting.verifying.held import Room
from pipelines.meeting.verifying.listed import listed
from pipelines.meeting.verifying.said import Said, Span

_GENERAL = listed(
    "introduction introductions opening closing welcome summary conclusion recap agenda overview "
    "update updates status review planning next steps wrap other business any general feedback "
    "questions answers housekeeping presentation background context outlook roundtable start end"
)
_GENERAL_HAN = "开场介绍总结回顾议程安排其他事项下一步计划进展汇报反馈收尾"


def doubts(title: str, segments: range, said: Said, room: Room) -> list[Doubt]:
    """Give what is doubtful of a title, for a topic that lasts from one segment to another."""
    return list(_doubts(folded(title), segments, said, room))


def _doubts(title: str, segments: range, said: Said, room: Room) -> Iterator[Doubt]:
    lasts = Span(said.bounds[segments[0]].first, said.bounds[segments[-1]].end)
    heard = [word for one in said.heard(lasts) for word in said.words[one.first : one.end]]
    spoken = [one.text for one in heard]
    told = words(title)
    if figures.unsaid(title, told, heard, room.year):
        yield Doubt.NUMBER
    if naming.unsaid(title, spoken, lambda: room.present(said, segments), room.roster):
        yield Doubt.NAME
    if not _is_about([one.text for one in told], spoken):
        yield Doubt.UNSUPPORTED


def _is_about(told: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether anything of what a title means is spoken of; "Next steps" means nothing."""
    particular = [one for one in told if one not in _GENERAL and one not in _GENERAL_HAN]
    letters = [one for one in particular if support.is_han(one)]
    stems = support.meaning(particular)
    if len(letters) >= 2:
        return any(one in set(spoken) for one in letters)
    return len(stems) < 2 or support.share(stems, spoken) > 0
