"""Has minutes written for `python -m bot minutes`; says what goes where, and what came of it."""

import asyncio
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from pydantic import ValidationError

from bot.commands.faults import UsageFault
from bot.noting import LISTED_IN
from bot.reading import egress
from bot.settings import Settings
from bot.spelling import explain_settings
from handlers.texts.catalogue import texts
from pipelines.consulted import Consulted
from pipelines.errors import MediaRejected, SandboxUnavailable
from pipelines.meeting.account import Account, Sources
from pipelines.meeting.brief import Brief
from pipelines.meeting.dating import dated
from pipelines.meeting.engine import Engine
from pipelines.meeting.minutes import Dated
from pipelines.meeting.model import Timeline, Transcript
from pipelines.meeting.studio import Studio
from pipelines.meeting.writing.chosen import EDGE, chosen
from pipelines.meeting.writing.writing import Writing
from pipelines.ports import Film, Image


def chosen_writers(settings: Settings, writers: str | None) -> Settings:
    """Give the settings with other writers, where some are named. Raises UsageFault."""
    if writers is None:
        return settings
    named = settings.model_dump(by_alias=True) | {LISTED_IN: writers}
    try:
        return Settings.model_validate(named)
    except ValidationError as error:
        raise UsageFault(explain_settings(error)) from None


@dataclass(frozen=True, slots=True)
class Minuted:
    """What is known with its minutes, or with why there are none, and who was asked for them."""

    timeline: Timeline
    consulted: tuple[Consulted, ...] = ()


@dataclass(frozen=True, slots=True)
class Secretary:
    """Has a meeting written about, once it was told on standard error who may be given what."""

    settings: Settings
    writing: Writing
    studio: Studio

    async def write(self, account: Account, sources: Sources) -> Minuted:
        """Have the minutes written; without a transcript nobody could check any."""
        known = account.timeline
        if known.transcript is None or not known.transcript.segments:
            return Minuted(known)
        brief = await self.brief(account, sources, known.transcript)
        _say(told(self.writing.engines(), brief))
        written = await self.writing.write(brief, egress=egress(self.settings))
        _say(came_of(written.consulted))
        lacks = known.lacks if written.lack is None else (*known.lacks, written.lack.value)
        found = known.model_copy(update={"minutes": written.minutes, "lacks": lacks})
        return Minuted(found, written.consulted)

    async def brief(self, account: Account, sources: Sources, transcript: Transcript) -> Brief:
        """Give what writers are told of a meeting."""
        known = account.timeline
        return Brief(
            title=known.title,
            transcript=transcript,
            duration_s=known.duration_s,
            dated=await asyncio.to_thread(self._dated, account, sources),
            zone=self.settings.zone,
            slides=known.slides,
            pictures=await self._pictures(account),
            film=_film(sources, known, self.writing.engines()),
        )

    async def _pictures(self, account: Account) -> Mapping[int, Image]:
        numbers = chosen(account.shown.slides, self.settings.writer_slides)
        if not numbers:
            return {}
        try:
            return await self.studio.reduced(account.shown, numbers, EDGE)
        except (MediaRejected, SandboxUnavailable):  # minutes are written without them, too
            return {}

    def _dated(self, account: Account, sources: Sources) -> Dated:
        """Tell the day by the files' names, by the recording, or by when a file was written."""
        files = [one.path for one in sources if one is not None]
        arrived = datetime.fromtimestamp(files[0].stat().st_mtime, UTC)
        names = [one.name for one in files]
        return dated(names, account.recorded_at, arrived, self.settings.zone)


def told(engines: Sequence[Engine], brief: Brief) -> Iterator[str]:
    """Say what goes to whom: the first of them, and those after it where nothing comes of that."""
    for place, one in enumerate(engines):
        goes = ["the transcript"]
        if brief.film is not None and one.watches:
            goes.append("the whole recording")
        if brief.pictures:
            goes.append(f"pictures of slides ({len(brief.pictures)} at most)")
        *before, last = goes
        what = f"{', '.join(before)} and {last}" if before else last
        also = "If nothing comes of that: " if place else ""
        said = f"{also}{what} {'go' if before else 'goes'} to {one.name} ({where(one)})"
        yield said[0].upper() + said[1:]


def came_of(consulted: Sequence[Consulted]) -> Iterator[str]:
    """Say who was asked in place of a model that has ended, and why somebody wrote nothing."""
    said = texts("en").asking
    for one in consulted:
        if one.instead_of is not None and one.saw:
            yield said.retired.format(old=one.instead_of, new=one.model)
        why = said.faults[one.fault] if one.fault else said.bars[one.bar] if one.bar else None
        if why is not None:
            yield said.silent.format(name=one.name, why=why)


def where(one: Engine) -> str:
    """Say with which model, whose it is, and where it stands."""
    company = {"here": "on this machine", "own": "your own", "others": one.company}[one.where]
    return ", ".join(filter(None, (one.model, company or "a third party", one.host, one.region)))


def _say(lines: Iterable[str]) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()


def _film(sources: Sources, known: Timeline, engines: Sequence[Engine]) -> Film | None:
    """Give the recording to those that watch, under a name that says nothing of it."""
    recording = sources.recording
    if recording is None or not any(one.watches for one in engines):
        return None
    if not recording.type.value.startswith("video/"):
        return None
    name = sha256(f"minutes\n{recording.sha256}".encode()).hexdigest()
    return Film(recording.path, recording.type.value, known.duration_s, name)
