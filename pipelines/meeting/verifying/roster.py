"""Who is in the room, by the labels of the transcript and by the names that people gave them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.meeting.model import Transcript
from pipelines.meeting.verifying.folding import HAN, folded
from pipelines.meeting.verifying.listed import listed

_ROLES = listed(
    "speaker guest host chair user interface manager project product designer industrial marketing "
    "sales support team lead director engineer secretary professor student grad phd legal finance "
    "hr it unknown participant voice moderator interviewer owner officer"
)
_TELLS = (
    r" (?:also )?(?:said|says|suggest\w*|propos\w*|ask(?:s|ed) (?:whether|if|for|about)|rais\w+"
    r"|mention\w*|report\w*|explain\w*|thinks|thought|believe\w*|argue\w*|doubt\w*|announc\w*"
    r"|point\w* out|stress\w*|claim\w*|stated|noted|warned|recommend\w*|voted)\b"
)
_TELLS_HAN = r"(?:表示|认为|提出|指出|建议|说|询问|介绍|汇报|强调|怀疑|希望|提到|提议|反映|补充)"
_ENDS = rf"(?![^\W{HAN}])"
_ASIDE = re.compile(r"\s*[（(][^（()）]*[)）]\s*")
_HAN_NAME = re.compile(f"[{HAN}]{{2,4}}")
_LATIN = re.compile(rf"[^\W\d_{HAN}]+(?:['-][^\W\d_{HAN}]+)*")
_TITLES = re.compile(r"^(?:dr|mr|mrs|ms|prof|professor|doctor)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """One who speaks: the label, and everything that they may be called by, in small letters."""

    label: str
    called: tuple[str, ...]
    is_role: bool

    @property
    def short(self) -> frozenset[str]:
        """First and last name, or the given name of a Chinese one."""
        return frozenset(part for name in self.called for part in _parts(name))


class Roster:
    """Everybody who speaks."""

    def __init__(self, transcript: Transcript, names: Mapping[str, str]) -> None:
        labels = dict.fromkeys(one.speaker for one in transcript.segments if one.speaker)
        self.people = tuple(_person(label, names.get(label, "")) for label in labels)
        called = sorted({name for one in self.people for name in one.called}, key=len, reverse=True)
        named = "|".join(map(re.escape, called))
        self._named = re.compile(rf"(?<![^\W{HAN}])(?:{named}){_ENDS}", re.IGNORECASE)
        self._by_label = {one.label: one for one in self.people}
        self._forms = _forms(self.people)
        self._counted = [one for one in self.people if re.search(r"\d", "".join(one.called))]

    def person(self, label: str) -> Person | None:
        """Give who a label is; None for the label of nobody."""
        return self._by_label.get(label)

    def without(self, text: str) -> str:
        """Give a text with blanks where it names somebody who speaks: "Speaker 3" is no number."""
        return self._named.sub(lambda match: " " * len(match[0]), text) if self.people else text

    def numbered(self, text: str) -> list[Person]:
        """Give whom a text names by a number, as "Speaker 3"."""
        plainly = text.casefold()
        return [
            one
            for one in self._counted
            if any(name in plainly and _stands(name, text) for name in one.called)
        ]

    def telling(self, text: str) -> list[Person]:
        """Give who is told to say something: "Ana suggested", 王芳表示."""
        plainly = folded(text).casefold()
        return [
            one
            for one in self.people
            if any(name in plainly and _tells(name, text) for name in self._forms[one.label])
        ]

    def meant(self, name: str) -> Person | None:
        """Give whom a name means: all of it, or a first name that only one of them has."""
        wanted = plain(name)
        same = [one for one in self.people if wanted in one.called]
        alike = same or [one for one in self.people if not one.is_role and wanted in one.short]
        return alike[0] if len({one.called[-1] for one in alike}) == 1 else None


def _forms(people: Iterable[Person]) -> dict[str, list[str]]:
    """Give what each may be told by: of a name's parts, those that nobody else has."""
    known = list(people)
    having = Counter(
        part for called, short in {(one.called, one.short) for one in known} for part in short
    )
    return {
        one.label: [*one.called, *(part for part in one.short if having[part] == 1)]
        for one in known
    }


def plain(name: str) -> str:
    """Give a name in one case and width, without a title."""
    return _TITLES.sub("", " ".join(folded(name).casefold().split()).strip(" .,，。@"))


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese."""
    return bool(_HAN_NAME.fullmatch(name))


def _person(label: str, name: str) -> Person:
    written = [plain(one) for one in (label, name) if one]
    bare = [_ASIDE.sub("", one) for one in written]  # what stands in brackets is no name
    called = tuple(dict.fromkeys(one for one in (*written, *bare) if one))
    words = set(_LATIN.findall(called[-1]))
    return Person(label, called, bool(words & _ROLES))


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![^\W{HAN}]){re.escape(name)}{_ENDS}", text, re.IGNORECASE))


def _tells(name: str, text: str) -> bool:
    if len(name) < 2 or not _stands(name, text):
        return False
    wanted = re.escape(name)
    return bool(
        re.search(rf"(?<![^\W{HAN}]){wanted}(?:{_TELLS}|{_TELLS_HAN})", text, re.IGNORECASE)
        or re.search(rf"(?:\baccording to |据)(?:the )?{wanted}", text, re.IGNORECASE)
    )


def _parts(name: str) -> Iterator[str]:
    if is_chinese(name):
        yield name
        if len(name) >= 3:
            yield name[-2:]
        return
    yield from (part for part in re.split(r"[\s,()/]+", name) if len(part) > 1)
