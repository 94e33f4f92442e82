"""From settings to a cascade: who writes down, who thinks, and who says it aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import SecretStr

from bot.addresses import Address
from bot.listening import HERE, Listening
from bot.listening import look as listening
from bot.listing import Listed, ModelsFault, Written, examine, kept, place, refuse
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue
from pipelines.egress import Location
from pipelines.usage import Price

_LISTS = "BOT_VOICE_MODELS lists cascade"


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who says words aloud."""

    model: str
    voice: str
    address: Address
    location: Location
    key: SecretStr | None
    price: Price | None


@dataclass(frozen=True, slots=True)
class Cascading:
    """The parts, each in its order; without a speaker people's browsers say the words."""

    ears: tuple[Listening, ...]
    minds: tuple[Listed, ...]
    speaker: Speaking | None

    @property
    def location(self) -> Location:
        """Where what is said goes: to all hosts that are others', or nowhere else than here."""
        parts = [one.location for one in self.ears] + [one.location for one in self.minds]
        parts += [] if self.speaker is None else [self.speaker.location]
        others = [one for one in parts if not one.self_hosted]
        if not others:
            return Location(_hosts(parts), None, self_hosted=True)
        regions = {one.region for one in others}
        return Location(_hosts(others), regions.pop() if len(regions) == 1 else None)

    @property
    def prices(self) -> dict[str, Price | None]:
        """What each part costs, by its model."""
        found = {one.known.model: one.price for one in self.ears}
        found |= {one.known.model: one.price for one in self.minds}
        return found | ({} if self.speaker is None else {self.speaker.model: self.speaker.price})


def cascading(settings: Settings, catalogue: Catalogue, today: date) -> Cascading:
    """Give the cascade that is listed. Raises ModelsFault. Blocks."""
    # The transcriber in Clerk is given its sound as a file, and no sound of a room becomes one.
    listed = settings.transcribers or (("whisper",) if settings.whisper_url else ())
    ears = tuple(one for one in dict.fromkeys(listed) if one != "local")
    if not ears:
        raise ModelsFault(
            f"{_LISTS}: set WHISPER_URL, or list whisper, gpt or gemini in BOT_TRANSCRIBERS (local"
            " is given files, and no sound of a room is written to one)"
        )
    minds = settings.cascade_models or (("qwen",) if settings.qwen_vl_url else ())
    if not minds:
        raise ModelsFault(f"{_LISTS}: set QWEN_VL_URL, or BOT_CASCADE_MODELS")
    return Cascading(
        tuple(listening(name, settings, catalogue, today) for name in ears),
        tuple(
            examine(name, settings, catalogue, today, "BOT_CASCADE_MODELS")
            for name in dict.fromkeys(minds)
        ),
        speaking(settings, catalogue, today),
    )


def speaking(settings: Settings, catalogue: Catalogue, today: date) -> Speaking | None:
    """Give who says words aloud; None: nobody does. Raises ModelsFault. Blocks."""
    if settings.speech_url is None:
        return None
    written = Written(
        "speech", settings.speech_model, settings.speech_url, settings.speech_key,
        "BOT_SPEECH_URL", "BOT_SPEECH_KEY", "BOT_VOICE_MODELS", "unset BOT_SPEECH_URL",
        keyless=True,
    )  # fmt: skip
    at, own = place(written, settings)
    known = catalogue.find("gpt", written.model, today)
    if known.entry is not None and not known.entry.aloud:
        raise ModelsFault(f"BOT_SPEECH_MODEL: {known.model} does not say words aloud")
    region = kept("gpt", at, known, settings.region)
    location = Location(at.host, region, own)
    refuse(written, location, settings)
    price = None if known.entry is None else known.entry.price(today, region)
    if own:
        nothing = Decimal(0)
        price = Price(input=nothing, output=nothing, source="your own machine", dated=today)
    return Speaking(known.model, settings.speech_voice, at, location, written.key, price)


def _hosts(parts: Iterable[Location]) -> str:
    return ", ".join(dict.fromkeys(one.host for one in parts)) or HERE.host
