"""What a run could not have of a meeting, and why: a sentence each, for its card and report."""

from collections.abc import Iterator, Mapping

from handlers.cards import shown
from handlers.chat import Language
from handlers.drops import rejected
from handlers.lacks import lack_in, lack_said
from handlers.meetings.looking import Fetched, Found
from handlers.meetings.records import Meeting, Role
from handlers.meetings.sound import Reasons
from handlers.ports import Facts
from handlers.texts.catalogue import excuse, texts
from pipelines.meeting.model import Lack, Segment, Timeline, Transcript

_ROLES: tuple[Role, ...] = ("recording", "transcript")


def lacks_of(meeting: Meeting, fetched: Fetched, found: Found, *, heard: bool) -> tuple[str, ...]:
    """Say what is missing, by name, and why, in sentences.

    `heard` tells whether anybody is there who transcribes.
    """
    language = meeting.language
    whys = (
        *_unread(meeting, fetched, found),
        *_lost(found, language),
        *_unwritten(found, language),
    )
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
    if found.unwritten is not None:
        yield found.unwritten[0]


def _unread(meeting: Meeting, fetched: Fetched, found: Found) -> Iterator[str]:
    """Say which files could not be had or read."""
    for role in _ROLES:
        name = _name(meeting, role, fetched[role])
        if role in found.refused:
            yield excuse(found.refused[role], meeting.language, name)
        elif "rejected" in fetched[role]:
            yield excuse(rejected(fetched[role]), meeting.language, name)
        elif "gone" in fetched[role]:
            sentences = texts(meeting.language).meetings.gone
            why = lack_said(sentences, lack_in(fetched[role]["gone"]))
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
        why = _reasons(lost.why, language, said.engines, said.undecoded)
        yield phrase.format(minutes=minutes, why=why)


def _unwritten(found: Found, language: Language) -> Iterator[str]:
    """Say what came of whoever was asked for minutes."""
    if found.unwritten is not None:
        lack, why = found.unwritten
        if lack is Lack.NOT_WRITTEN and why:
            phrases = texts(language)
            told = _reasons(why, language, phrases.minuting.writers, "")
            if told:
                yield phrases.meetings.unwritten.format(why=told)


def _reasons(whys: Reasons, language: Language, names: Mapping[str, str], otherwise: str) -> str:
    """Say what came of each that was asked; `otherwise` where that is nothing one could say."""
    phrases = texts(language)
    said, asking = phrases.meetings, phrases.asking
    known: dict[str, str] = {str(fault): why for fault, why in asking.faults.items()}
    known.update({str(bar): why for bar, why in asking.bars.items()})
    known["resting"] = said.resting  # nobody need know that it is not asked for a while
    told = [
        asking.silent.format(name=names.get(name, name), why=known[why])
        if why in known
        else otherwise
        for name, why in whys
    ]
    return asking.comma.join(dict.fromkeys(filter(None, told))) or otherwise


def is_nothing(found: Found) -> bool:
    """Tell whether a run came to nothing: neither words nor a recording that could be opened."""
    return found.probe is None and found.transcript is None


def is_poorer(told: Timeline, kept: Timeline) -> bool:
    """Tell whether a run found less than the one before, of the same words.

    Words that nobody said before are taken, whatever lacks: people gave them since.
    """
    words, earlier = told.transcript, kept.transcript
    if earlier is not None and words is None:
        return True
    if _is_partial(told) and not _is_partial(kept):
        return True
    if _said(words) != _said(earlier):
        return False
    if (told.minutes is None) != (kept.minutes is None):
        return told.minutes is None
    return bool(kept.slides) and not told.slides


def _is_partial(known: Timeline) -> bool:
    return Lack.PASSAGES_MISSING in known.lacks and known.transcript is not None


def _said(words: Transcript | None) -> tuple[Segment, ...]:
    return () if words is None else words.segments
