"""From settings to voice models: which, where, at what price, and whether they may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import SecretStr

from bot.addresses import Address
from bot.cascading import Cascading, cascading
from bot.listening import COMPANIES as LISTENING
from bot.listening import HERE
from bot.listing import ModelsFault, Written, kept, place, refuse
from bot.settings import Settings
from bot.voiced import VoiceName
from pipelines.backends.catalogue import Catalogue, Known
from pipelines.egress import Egress, Location
from pipelines.failover import Limits
from pipelines.usage import Price

LISTED_IN = "BOT_VOICE_MODELS"
COMPANIES: Mapping[str, str] = {**LISTENING, "api.anthropic.com": "Anthropic"}
NO_LIMITS = Limits(0, 0, 0, 0, 0)
_MODEL_IN: Mapping[VoiceName, str] = {
    "gpt": "BOT_GPT_VOICE", "gpt-live": "BOT_GPT_LIVE", "gemini": "BOT_GEMINI_VOICE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Talking:
    """One voice model that is listed, and what is known of it.

    `address` is where it is asked, None of the simulator and of a cascade, whose parts are asked
    each where it is.
    """

    name: VoiceName
    known: Known
    location: Location
    price: Price | None
    key: SecretStr | None = None
    address: Address | None = None
    cascade: Cascading | None = None

    @property
    def company(self) -> str:
        """Whose it is, as people know it; "" where that is one's own or not known."""
        named = [COMPANIES[one] for one in self.location.host.split(", ") if one in COMPANIES]
        return ", ".join(dict.fromkeys(named))

    @property
    def simulated(self) -> bool:
        """Whether it understands nothing, and says so."""
        return self.name == "simulator"


def talking(settings: Settings, catalogue: Catalogue, today: date) -> tuple[Talking, ...]:
    """Give the voice models that are listed, in their order. Raises ModelsFault. Blocks."""
    names = dict.fromkeys(settings.voice_models)
    return tuple(look(name, settings, catalogue, today) for name in names)


def egress(settings: Settings) -> Egress:
    """Say where the sound of rooms may go."""
    return Egress(settings.route, settings.region, budgeted=settings.is_voice_capped)


def look(name: VoiceName, settings: Settings, catalogue: Catalogue, today: date) -> Talking:
    """Give one voice model as it is listed. Raises ModelsFault. Blocks."""
    match name:
        case "simulator":
            return Talking(name, Known("simulator", NO_LIMITS), HERE, None)
        case "cascade":
            parts = cascading(settings, catalogue, today)
            mind = parts.minds[0]
            return Talking(name, mind.known, parts.location, mind.price, cascade=parts)
        case "gpt" | "gpt-live" | "gemini":
            return _vendors(name, settings, catalogue, today)


def _vendors(
    name: Literal["gpt", "gpt-live", "gemini"],
    settings: Settings,
    catalogue: Catalogue,
    today: date,
) -> Talking:
    written = _written(name, settings)
    of: Literal["gpt", "gemini"] = "gemini" if name == "gemini" else "gpt"
    at, own = place(written, settings)
    known = catalogue.find(of, written.model, today)
    is_live = known.model.startswith("gpt-live")
    is_another = known.entry is not None and not known.entry.speaks
    if is_another or (name == "gpt" and is_live) or (name == "gpt-live" and not (own or is_live)):
        raise ModelsFault(f"{_MODEL_IN[name]}: {known.model} does not speak in rooms as {name}")
    region = kept(of, at, known, settings.region)
    location = Location(at.host, region, own)
    refuse(written, location, settings)
    price = None if known.entry is None else known.entry.price(today, region)
    return Talking(name, known, location, price, written.key, at)


def _written(name: Literal["gpt", "gpt-live", "gemini"], settings: Settings) -> Written:
    one, leave = settings, f"take {name} off {LISTED_IN}"
    if name == "gemini":
        return Written(
            name, one.gemini_voice, one.gemini_url, one.gemini_api_key, "BOT_GEMINI_URL",
            "GEMINI_API_KEY", LISTED_IN, leave,
        )  # fmt: skip
    model = one.gpt_voice if name == "gpt" else one.gpt_live
    return Written(
        "gpt", model, one.openai_base_url, one.openai_api_key, "OPENAI_BASE_URL",
        "OPENAI_API_KEY", LISTED_IN, leave,
    )  # fmt: skip
