"""Voice models that may come into rooms, opened: those that are listed, at the day's price."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import SecretStr

from bot.addresses import Address
from bot.cascading import Cascading, Speaking, speaking
from bot.listening import Listening
from bot.listing import Listed, ModelsFault, read_catalogue, tell
from bot.settings import Settings
from bot.talking import NO_LIMITS, Talking, egress, talking
from pipelines.backends.catalogue import Catalogue, build, build_transcriber
from pipelines.backends.voices import build_speaker, build_voice
from pipelines.failover import Backend, Failover
from pipelines.huddle.cascade import Cascade
from pipelines.huddle.chains import Chains
from pipelines.huddle.roster import Roster, Voice
from pipelines.huddle.simulator import SimulatedVoice
from pipelines.huddle.vad import Vad
from pipelines.ports import Model, Speaker, Transcriber, VoiceModel
from pipelines.usage import Price


def _today() -> date:
    return datetime.now(UTC).date()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Voices:
    """Who may come into rooms, what is said of them, and what a model costs that is paid."""

    roster: Roster
    chosen: Sequence[Talking]
    prices: Callable[[str], Price | None]


@asynccontextmanager
async def open_voices(
    settings: Settings, today: Callable[[], date] = _today
) -> AsyncIterator[Voices]:
    """Open the voice models that are listed. Raises ModelsFault."""
    catalogue = await asyncio.to_thread(read_catalogue, settings)
    chosen = await asyncio.to_thread(talking, settings, catalogue, today())
    tell((one.known for one in chosen), today())
    async with AsyncExitStack() as stack:
        voices = list[Voice]()
        for one in chosen:
            # Importing a vendor's SDK takes a second.
            asked = await asyncio.to_thread(_build, one, settings)
            stack.push_async_callback(asked.close)
            voices.append(_voice(one, asked))
        roster = Roster(
            voices, clock=_now, timer=time.monotonic, rest_seconds=settings.model_rest_seconds
        )
        yield Voices(roster, chosen, _prices(chosen, catalogue, today))


@asynccontextmanager
async def open_speaker(
    settings: Settings, today: Callable[[], date] = _today
) -> AsyncIterator[Speaker | None]:
    """Open who says words aloud; None: nobody does. Raises ModelsFault."""
    catalogue = await asyncio.to_thread(read_catalogue, settings)
    one = await asyncio.to_thread(speaking, settings, catalogue, today())
    if one is None:
        yield None
        return
    aloud = (await asyncio.to_thread(_mouth, one)).asked
    try:
        yield aloud
    finally:
        await aloud.close()


def _voice(one: Talking, asked: VoiceModel) -> Voice:
    return Backend(
        name=one.name,
        model=one.known.model,
        asked=asked,
        location=one.location,
        limits=NO_LIMITS,
        price=one.price,
        instead_of=one.known.instead_of,
    )


def _prices(
    chosen: Sequence[Talking], catalogue: Catalogue, today: Callable[[], date]
) -> Callable[[str], Price | None]:
    parts = dict[str, Price | None]()
    for one in chosen:
        parts |= {} if one.cascade is None else one.cascade.prices

    def price(model: str) -> Price | None:
        if model in parts:
            return parts[model]
        # Such as the one that writes down what a room says, for the one that answers.
        entry = catalogue.entry("gpt", model) or catalogue.entry("gemini", model)
        return None if entry is None else entry.price(today())

    return price


def _build(one: Talking, settings: Settings) -> VoiceModel:
    match one:
        case Talking(name="gpt" | "gpt-live" | "gemini" as name, address=Address() as at):
            return build_voice(
                name,
                one.known.model,
                key=_key(one.key),
                address=at.url,
                detector=Vad,
                resumes=settings.voice_keep_session,
            )
        case Talking(cascade=Cascading() as parts):
            return Cascade(_chains(parts, settings))
        case _:
            return SimulatedVoice()


def _chains(parts: Cascading, settings: Settings) -> Chains:
    rest = settings.model_rest_seconds
    ears = [_ear(one) for one in parts.ears]
    minds = [_mind(one) for one in parts.minds]
    aloud = None if parts.speaker is None else [_mouth(parts.speaker)]
    return Chains(
        Failover(ears, clock=_now, rest_seconds=rest),
        Failover(minds, clock=_now, rest_seconds=rest),
        None if aloud is None else Failover(aloud, clock=_now, rest_seconds=rest),
        egress(settings),
    )


def _ear(one: Listening) -> Backend[Transcriber]:
    if one.name == "local" or one.address is None:
        raise ModelsFault("the transcriber in Clerk is given files, and hears no rooms")
    at, known = one.address.url, one.known
    asked = build_transcriber(one.name, known.model, key=_key(one.key), address=at)
    return Backend(one.name, known.model, asked, one.location, known.limits, one.price)


def _mind(one: Listed) -> Backend[Model]:
    at, known = one.address.url, one.known
    asked = build(one.name, known.model, key=_key(one.key), address=at, region=one.region)
    return Backend(one.name, known.model, asked, one.location, known.limits, one.price)


def _mouth(one: Speaking) -> Backend[Speaker]:
    asked = build_speaker(one.model, key=_key(one.key), voice=one.voice, address=one.address.url)
    return Backend("speech", one.model, asked, one.location, NO_LIMITS, one.price)


def _key(key: SecretStr | None) -> str:
    return key.get_secret_value() if key else ""
