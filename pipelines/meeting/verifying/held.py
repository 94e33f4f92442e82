"""What of a statement is doubtful: its text held against the words that it cites."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.meeting.minutes import Doubt
from pipelines.meeting.verifying import figures, naming, polarity, settled, support
from pipelines.meeting.verifying.evidence import Evidence
from pipelines.meeting.verifying.folding import Word, words
from pipelines.meeting.verifying.roster import Person, Roster
from pipelines.meeting.verifying.said import Said, Span

Kind = Literal["point", "decision", "action", "question"]
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in the room, and the year of the meeting."""

    roster: Roster
    year: int

    def present(self, said: Said, segments: Iterable[int]) -> list[Person]:
        """Give those who speak in some segments."""
        labels = dict.fromkeys(said.segments[number].speaker for number in segments)
        return [person for one in labels if (person := self.roster.person(one))]


def doubts(found: Evidence, kind: Kind, room: Room) -> list[Doubt]:
    """Give what is doubtful of a text, apart from its ids and its quote."""
    if _is_ordered(found):
        return [Doubt.ORDERED]  # its words bear out nothing: that they lack a number says no more
    return [*_doubts(found, kind, room)]


def _doubts(found: Evidence, kind: Kind, room: Room) -> Iterator[Doubt]:
    heard = [one.text for one in found.heard]
    if figures.unsaid(found.text, _unnamed(found, room), found.heard, room.year) or (
        kind != "question" and _is_of_another(found, room)
    ):
        yield Doubt.NUMBER
    if _is_misnamed(found, heard, room):
        yield Doubt.NAME
    if not _is_borne_out(found, heard, room):
        yield Doubt.UNSUPPORTED
    if kind != "question" and _is_opposite(found):
        yield Doubt.OPPOSITE
    if kind != "question" and settled.is_open(found, kind):
        yield Doubt.OPEN


def _is_of_another(found: Evidence, room: Room) -> bool:
    """Whether the numbers of a text are those that are said of something else, beside its quote."""
    if len(found.cited) > 1 or found.quoted is None:
        return False
    spoken = found.said.whole(Span(found.sentences[0].first, found.sentences[-1].end))
    return figures.of_others(found.text, _unnamed(found, room), words(spoken), spoken)


def _unnamed(found: Evidence, room: Room) -> list[Word]:
    """Give the words of a text but for the names of those who speak, which are looked at apart."""
    return words(room.roster.without(found.text))


def _is_misnamed(found: Evidence, heard: list[str], room: Room) -> bool:
    def present() -> list[Person]:
        return room.present(found.said, _near(found))

    if naming.unsaid(found.text, heard, present, room.roster):
        return True
    speaking = room.present(found.said, found.cited)
    return naming.misattributed(found.text, heard, speaking, room.roster)


def _is_ordered(found: Evidence) -> bool:
    said = found.said
    if found.quoted is not None and said.ordered(found.quoted):
        return True
    return any(said.ordered(said.bounds[number]) >= _MOSTLY for number in found.cited)


def _near(found: Evidence) -> set[int]:
    return {found.said.segment[at] for one in found.about for at in (one.first, one.end - 1)} | set(
        found.cited
    )


def _is_borne_out(found: Evidence, heard: list[str], room: Room) -> bool:
    told = [one.text for one in _unnamed(found, room)]
    earlier = [one.text for one in found.earlier]
    if not support.is_borne_out(told, heard, earlier):
        return False
    said = " ".join(map(found.said.whole, found.about))
    quoted = " ".join(one.text for one in found.sentences)
    if polarity.is_made_up(found.text, said, quoted):
        return False
    if not found.quote or support.says_something(found.quote):
        return True
    others = [number for number in found.cited if not _is_quoted(found, number)]
    spoken = [
        word.text
        for number in others
        for one in found.said.heard(found.said.bounds[number])
        for word in found.said.words[one.first : one.end]
    ]
    return bool(spoken) and support.is_borne_out(told, spoken, earlier)


def _is_quoted(found: Evidence, number: int) -> bool:
    return found.quoted is not None and found.said.segment[found.quoted.first] == number


def _is_opposite(found: Evidence) -> bool:
    sentences = [one.text for one in found.sentences]
    if not sentences:
        return False
    beside = " ".join(map(found.said.whole, found.about))
    told = [one.text for one in found.told]
    return polarity.contradicts(found.text, told, sentences, found.clauses, beside)
