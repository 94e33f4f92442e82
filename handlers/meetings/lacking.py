"""What a run could not have of a meeting, and why: a sentence each, for its card and report."""

from collections.abc import Iterator

from handlers.cards import shown
from handlers.chat import Language
from handlers.drops import rejected
from handlers.lacks import lack_in
from handlers.meetings.looking import Fetched, Found
from handlers.meetings.records import Meeting, Role
from handlers.meetings.sound import Lost
from handlers.ports import Facts
from handlers.texts.catalogue import excuse, texts
from pipelines.meeting.model import Lack

_ROLES: tuple[Role, ...] = ("recording", "transcript")


def lacks_of(meeting: Meeting, fetched: Fetched, found: Found, *, heard: bool) -> tuple[str, ...]:
    """Say what is missing, by name, and why, in sentences.

    `heard` tells whether anybody is there who transcribes.
    """
    language = meeting.language
    whys = (*_unread(meeting, fetched, found), *_lost(found, language))
    return (*_missing(fetched, found, heard=heard), *whys)


def _missing(fetched: Fetched, found: Found, *, heard: bool) -> Iterator[str]:
    is_unread = "transcript" in found.refused or "rejected" in fetched["transcript"]
    if is_unread:
        yield Lack.TRANSCRIPT_UNREADABLE
    if found.lost is not None:
        yield Lack.TRANSCRIBER_FAILED if found.transcript is None else Lack.PASSAGES_MISSING
    elif found.transcript is None and found.probe is not None and found.probe.audio:
        yield Lack.NO_SPEECH if heard else Lack.NO_TRANSCRIBER
    if found.unseen is not None:
        yield Lack.SLIDES_FAILED
    if found.shown.left_out:
        yield Lack.SLIDES_LEFT_OUT


def _unread(meeting: Meeting, fetched: Fetched, found: Found) -> Iterator[str]:
    """Say which files could not be had or read."""
    for role in _ROLES:
        name = _name(meeting, role, fetched[role])
        if role in found.refused:
            yield excuse(found.refused[role], meeting.language, name)
        elif "rejected" in fetched[role]:
            yield excuse(rejected(fetched[role]), meeting.language, name)
        elif "gone" in fetched[role]:
            why = texts(meeting.language).meetings.gone[lack_in(fetched[role]["gone"])]
            yield f"{name}: {why}"


def _name(meeting: Meeting, role: Role, fetched: Facts) -> str:
    of_role = [one.drop for one in meeting.pieces if one.role == role]
    named = [one.name for one in of_role if one.key == fetched.get("drop")]
    return shown(next(iter(named or [one.name for one in of_role]), ""))


def _lost(found: Found, language: Language) -> Iterator[str]:
    """Say how much of the sound nobody wrote down, and what came of whoever was asked."""
    said, lost = texts(language).meetings, found.lost
    if lost is not None:
        phrase = said.lost_all if found.transcript is None else said.lost
        count = round(lost.seconds / 60)
        minutes = said.minutes[min(count, 2)].format(count=count)
        yield phrase.format(minutes=minutes, why=_reasons(lost, language))


def _reasons(lost: Lost, language: Language) -> str:
    phrases = texts(language)
    said, asking = phrases.meetings, phrases.asking
    known: dict[str, str] = {str(fault): why for fault, why in asking.faults.items()}
    known.update({str(bar): why for bar, why in asking.bars.items()})
    known["resting"] = said.resting  # nobody need know that it is not asked for a while
    whys = [
        asking.silent.format(name=said.engines.get(name, name), why=known[why])
        if why in known
        else said.undecoded
        for name, why in lost.why
    ]
    return asking.comma.join(dict.fromkeys(whys)) or said.undecoded


def is_nothing(found: Found) -> bool:
    """Tell whether a run came to nothing: neither words nor a recording that could be opened."""
    return found.probe is None and found.transcript is None
