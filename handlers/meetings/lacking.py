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
from handlers.texts.written import counted

_ROLES: tuple[Role, ...] = ("recording", "transcript")


def lacks_of(meeting: Meeting, fetched: Fetched, found: Found, *, heard: bool) -> tuple[str, ...]:
    """Say what is missing; `heard` tells whether anybody is there who transcribes."""
    language = meeting.language
    return (
        *_unread(meeting, fetched, found),
        *_wordless(found, language, heard=heard),
        *_pictureless(found, language),
    )


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


def _wordless(found: Found, language: Language, *, heard: bool) -> Iterator[str]:
    said = texts(language).meetings
    if found.lost is not None:
        yield _lost(found, found.lost, language)
    elif found.transcript is None and found.probe is not None:
        why = said.silent if heard else said.unheard
        yield why if found.probe.audio else said.soundless


def _lost(found: Found, lost: Lost, language: Language) -> str:
    said = texts(language).meetings
    phrase = said.lost_all if found.transcript is None else said.lost
    count = round(lost.seconds / 60)
    minutes = said.minutes[min(count, 2)].format(count=count)
    return phrase.format(minutes=minutes, why=_reasons(lost, language))


def _reasons(lost: Lost, language: Language) -> str:
    phrases = texts(language)
    said, asking = phrases.meetings, phrases.asking
    known: dict[str, str] = {str(fault): why for fault, why in asking.faults.items()}
    known.update({str(bar): why for bar, why in asking.bars.items()})
    whys = [
        asking.silent.format(name=said.engines.get(name, name), why=known[why])
        if why in known
        else said.undecoded
        for name, why in lost.why
    ]
    return asking.comma.join(dict.fromkeys(whys)) or said.undecoded


def _pictureless(found: Found, language: Language) -> Iterator[str]:
    said = texts(language).meetings
    if found.unseen is not None:
        yield said.unseen
    if found.shown.left_out:
        yield counted(found.shown.left_out, said.left_out)


def is_nothing(found: Found) -> bool:
    """Tell whether a run came to nothing: neither words nor a recording that could be opened."""
    return found.probe is None and found.transcript is None
