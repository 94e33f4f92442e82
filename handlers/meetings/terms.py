"""What the operator decided about recordings, as people are told it before they agree."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.chat import Language
from handlers.meetings.records import Meeting, Policy
from handlers.texts.catalogue import texts
from handlers.texts.meetings import MeetingTexts
from pipelines.meeting.engine import Engine
from pipelines.meeting.minutes import Minutes


@dataclass(frozen=True, slots=True)
class Terms:
    """What becomes of a recording: who transcribes it and writes minutes, and what is kept of it.

    `engines` transcribe, `writers` write, each in their order.
    `policy` holds where nobody said otherwise for a channel. Days; 0: until it was read.
    """

    policy: Policy
    engines: Callable[[], Sequence[Engine]]
    recording_days: int
    slides_days: int
    transcript_days: int
    writers: Callable[[], Sequence[Engine]] = tuple

    def version(self, meeting: Meeting) -> str:
        """Tell apart who is asked, where, and of which files: a few letters that others change."""
        files = tuple((one.role, one.drop.key) for one in meeting.pieces)
        told = repr((tuple(self.engines()), tuple(self.writers()), files))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def kept(self, language: Language) -> str:
        """Say for how long what is kept."""
        said = texts(language).meetings
        return said.kept.format(
            recording=_days(self.recording_days, said),
            slides=_days(self.slides_days, said),
            transcript=_days(self.transcript_days, said),
        )

    def said_of_engines(self, language: Language) -> str | None:
        """Say who transcribes, and where; None: nobody."""
        said = texts(language).meetings
        return _in_turn([named(one, language) for one in self.engines()], said)

    def said_of_writers(self, meeting: Meeting) -> str | None:
        """Say who writes minutes, where, and what of a meeting is sent there; None: nobody."""
        language = meeting.language
        is_filmed = meeting.piece("recording") is not None
        names = [_writer(one, language, _sent(one, is_filmed)) for one in self.writers()]
        return _in_turn(names, texts(language).meetings)

    def author(self, minutes: Minutes, language: Language) -> str:
        """Say who wrote minutes, and where."""
        return author(minutes, self.writers(), language)


def author(minutes: Minutes, writers: Sequence[Engine], language: Language) -> str:
    """Say who wrote minutes, and where; of one that is not listed any more, only the name."""
    listed = {one.name: one for one in writers}
    one = listed.get(minutes.writer)
    if one is not None:
        return _writer(replace(one, model=minutes.model), language)
    name = texts(language).minuting.writers.get(minutes.writer, minutes.writer)
    return texts(language).minutes.minutes.writer.format(writer=name, model=minutes.model)


def named(engine: Engine, language: Language) -> str:
    """Say which engine it is, with its model, and where it works."""
    said = texts(language).meetings
    where = said.places[engine.where].format(host=engine.host)
    name = engine.company or said.engines.get(engine.name, engine.name)
    return said.engine.format(name=name, model=engine.model, where=where)


def spoken_of(names: str, models: str, engines: Sequence[Engine], language: Language) -> str:
    """Say which engines wrote something down, as they are listed: " + " is between several.

    Of one that is not listed any more only its name is known, and its model.
    """
    said = texts(language).meetings
    listed = {one.name: one for one in engines}
    asked = dict(zip(names.split(" + "), models.split(" + "), strict=False))
    told = []
    for name in names.split(" + "):
        model = asked.get(name, models)
        one = listed.get(name)
        if one is not None:
            told.append(named(replace(one, model=model), language))
        else:
            told.append(f"{said.engines.get(name, name)} ({model})")
    return "; ".join(told)


def _writer(one: Engine, language: Language, sent: str = "") -> str:
    """Say which writer it is, with its model, where it works, and what is sent there."""
    said = texts(language).minuting
    region = said.regions[one.region or ""]
    leaves = said.sent[sent] if sent else ""
    where = said.places[one.where].format(host=one.host, region=region, sent=leaves)
    name = one.company or said.writers.get(one.name, one.name)
    return said.writer.format(name=name, model=one.model, where=where)


def _sent(one: Engine, is_filmed: bool) -> str:
    if not is_filmed:
        return "words"
    return "film" if one.watches else "slides"


def _in_turn(names: Sequence[str], said: MeetingTexts) -> str | None:
    """Say who is asked, and who after that."""
    if not names:
        return None
    *before, whole = names
    for one in reversed(before):
        whole = said.otherwise.format(first=one, then=whole)
    return whole


def _days(count: int, said: MeetingTexts) -> str:
    return said.days[min(count, 2)].format(count=count)
