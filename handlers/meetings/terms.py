"""What the operator decided about recordings, as people are told it before they agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.chat import Language
from handlers.meetings.records import Policy
from handlers.texts.catalogue import texts
from handlers.texts.meetings import MeetingTexts
from pipelines.meeting.hearing import Engine


@dataclass(frozen=True, slots=True)
class Terms:
    """What becomes of a recording: who transcribes it, in their order, and what is kept of it.

    `policy` holds where nobody said otherwise for a channel. Days; 0: until it was read.
    """

    policy: Policy
    engines: Callable[[], Sequence[Engine]]
    recording_days: int
    slides_days: int
    transcript_days: int

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
        names = [named(one, language) for one in self.engines()]
        if not names:
            return None
        *before, whole = names
        for one in reversed(before):
            whole = said.otherwise.format(first=one, then=whole)
        return whole


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


def _days(count: int, said: MeetingTexts) -> str:
    return said.days[min(count, 2)].format(count=count)
