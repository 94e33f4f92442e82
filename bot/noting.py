"""From settings to writers of minutes: which, where, with which model, and may they be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pydantic import SecretStr

from bot.addresses import Address, address, is_own
from bot.listening import COMPANIES as LISTENING
from bot.listing import AT, BY_CALL, ModelsFault, Written, kept, place, refuse
from bot.recorded import WriterName
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue, Known, Name
from pipelines.egress import Location, Region
from pipelines.usage import Price

LISTED_IN = "BOT_MEETING_WRITERS"
COMPANIES: Mapping[str, str] = {**LISTENING, "api.anthropic.com": "Anthropic"}
# Whose model each is.
OF: Mapping[WriterName, Name] = {
    "qwen": "qwen", "claude": "claude", "gpt": "gpt", "gemini": "gemini", "gemini-video": "gemini",
}  # fmt: skip
# Which setting names the model of each.
_MODEL_IN: Mapping[Name, str] = {
    "qwen": "BOT_QWEN_MODEL", "claude": "BOT_CLAUDE_WRITER", "gpt": "BOT_GPT_WRITER",
    "gemini": "BOT_GEMINI_WRITER",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noting:
    """One writer that is listed, and what is known of it.

    `region` is where its vendor is told, call by call, to keep the work.
    """

    name: WriterName
    known: Known
    location: Location
    address: Address
    key: SecretStr | None
    price: Price | None
    region: Region | None = None

    @property
    def watches(self) -> bool:
        """Whether it is given the recording itself."""
        return self.name == "gemini-video"


def writers(settings: Settings) -> tuple[WriterName, ...]:
    """Name who may write minutes, in order."""
    if settings.writers is not None:
        return tuple(dict.fromkeys(settings.writers))
    return () if settings.qwen_vl_url is None else ("qwen",)


def costs(settings: Settings) -> bool:
    """Tell whether anybody may be listed who sends a bill: whose machines are others'."""
    named = {*writers(settings)}
    try:
        at = settings.qwen_vl_url
        is_own_server = at is None or is_own(address(at).host, settings.own_hosts)
    except ValueError:
        is_own_server = False  # an address that is none stops the start, and says so
    return not named <= ({"qwen"} if is_own_server else set())


def noting(settings: Settings, catalogue: Catalogue, today: date) -> tuple[Noting, ...]:
    """Give the writers that are listed, in their order. Raises ModelsFault."""
    return tuple(look(name, settings, catalogue, today) for name in writers(settings))


def look(name: WriterName, settings: Settings, catalogue: Catalogue, today: date) -> Noting:
    """Give one writer as it is listed. Raises ModelsFault."""
    of, written = OF[name], _written(name, settings)
    at, own = place(written, settings)
    known = _known(name, written.model, catalogue, today)
    region = kept(of, at, known, settings.region)
    location = Location(at.host, region, own)
    refuse(written, location, settings)
    _check_watching(name, at, own=own)
    by_call = region if at.host in BY_CALL else None
    price = _price(known, location, today)
    return Noting(name, known, location, at, written.key, price, by_call)


def _known(name: WriterName, model: str, catalogue: Catalogue, today: date) -> Known:
    known = catalogue.find(OF[name], model, today, writes=True)
    if known.entry is not None and known.entry.does is not None:
        raise ModelsFault(
            f"{LISTED_IN} lists {name}: {known.model} {known.entry.does}, and writes no minutes;"
            f" name another model in {_MODEL_IN[OF[name]]}"
        )
    if name == "gemini-video":
        return known
    return replace(known, limits=replace(known.limits, film_s=0.0))


def _check_watching(name: WriterName, at: Address, *, own: bool) -> None:
    """Refuse to hand a whole recording to whoever stands between: films are Google's to keep."""
    if name == "gemini-video" and not own and f"https://{at.host}" != AT["gemini"]:
        raise ModelsFault(
            f"BOT_GEMINI_URL: {at.host} is neither Google's nor your own, and would be given whole"
            f" recordings: take gemini-video off {LISTED_IN}, or list the host in BOT_OWN_HOSTS"
        )


def _price(known: Known, location: Location, today: date) -> Price | None:
    """Give what it costs: nothing on one's own machine, unless a bill comes for the model."""
    price = None if known.entry is None else known.entry.price(today, location.region)
    if price is None and location.self_hosted:
        nothing = Decimal(0)
        return Price(input=nothing, output=nothing, source="your own machine", dated=today)
    return price


def _written(name: WriterName, settings: Settings) -> Written:
    one = settings
    leave = f"take {name} off {LISTED_IN}"
    if one.writers is None:
        leave = f"unset QWEN_VL_URL, or set {LISTED_IN} to off"
    model, url, key, url_setting, key_setting = {
        "qwen": (
            one.qwen_model, one.qwen_vl_url, one.qwen_key, "QWEN_VL_URL", "BOT_QWEN_KEY",
        ),
        "claude": (
            one.claude_writer or one.claude_model, one.claude_url, one.anthropic_api_key,
            "BOT_CLAUDE_URL", "ANTHROPIC_API_KEY",
        ),
        "gpt": (
            one.gpt_writer or one.gpt_model, one.openai_base_url, one.openai_api_key,
            "OPENAI_BASE_URL", "OPENAI_API_KEY",
        ),
        "gemini": (
            one.gemini_writer or one.gemini_model, one.gemini_url or AT["gemini"],
            one.gemini_api_key, "BOT_GEMINI_URL", "GEMINI_API_KEY",
        ),
    }[OF[name]]  # fmt: skip
    keyless = name == "qwen"
    return Written(name, model, url, key, url_setting, key_setting, LISTED_IN, leave, keyless)
