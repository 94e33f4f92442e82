"""From settings to transcribers: which, where, with which model, and whether they may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import SecretStr

from bot.addresses import Address, address, is_own
from bot.listing import ModelsFault, Written, kept, place, refuse
from bot.recorded import TranscriberName
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue, Known
from pipelines.backends.whisper import lacks
from pipelines.egress import Location
from pipelines.failover import Limits
from pipelines.usage import Price

FOLDER = "models"
# This machine, for a transcriber that is a part of Clerk.
HERE = Location("", None, self_hosted=True)
COMPANIES: Mapping[str, str] = {
    "api.openai.com": "OpenAI",
    "eu.api.openai.com": "OpenAI",
    "us.api.openai.com": "OpenAI",
    "generativelanguage.googleapis.com": "Google",
}
# How many seconds of sound each is given at once. What is paid for is given in shorter stretches:
# of one that breaks off in a crash the pieces are asked for again.
_GRAIN: Mapping[TranscriberName, float] = {
    "local": 300.0, "whisper": 300.0, "gpt": 120.0, "gemini": 120.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listening:
    """One transcriber that is listed, and what is known of it.

    `address` is None, and `folder` that of its model, where it is a part of Clerk.
    """

    name: TranscriberName
    known: Known
    location: Location
    price: Price | None
    key: SecretStr | None = None
    address: Address | None = None
    folder: Path | None = None


def transcribers(settings: Settings) -> tuple[TranscriberName, ...]:
    """Name who may transcribe, in order. Blocks: it looks whether the local model is there."""
    if settings.transcribers is not None:
        return tuple(dict.fromkeys(settings.transcribers))
    named: tuple[TranscriberName, ...] = () if settings.whisper_url is None else ("whisper",)
    return named if lacks(model_folder(settings)) else (*named, "local")


def costs(settings: Settings) -> bool:
    """Tell whether anybody may be listed who sends a bill: whose machines are others'."""
    at = settings.whisper_url
    listed = settings.transcribers or (() if at is None else ("whisper",))
    try:
        is_own_server = at is None or is_own(address(at).host, settings.own_hosts)
    except ValueError:
        is_own_server = False  # an address that is none stops the start, and says so
    return not {*listed} <= ({"local", "whisper"} if is_own_server else {"local"})


def model_folder(settings: Settings) -> Path:
    """Give where the model of `local` is: a folder that is named, or one in the data folder."""
    named = settings.whisper_model
    if "/" in named or named in {".", ".."}:
        return Path(named).absolute()
    return (settings.data_dir / FOLDER / named).absolute()


def listening(settings: Settings, catalogue: Catalogue, today: date) -> tuple[Listening, ...]:
    """Give the transcribers that are listed, in their order. Raises ModelsFault. Blocks."""
    return tuple(look(name, settings, catalogue, today) for name in transcribers(settings))


def look(name: TranscriberName, settings: Settings, catalogue: Catalogue, today: date) -> Listening:
    """Give one transcriber as it is listed. Raises ModelsFault. Blocks."""
    if name == "local":
        return _local(settings, today)
    written = _written(name, settings)
    at, own = place(written, settings)
    if name == "whisper":
        known, region = Known(written.model, _takes(name)), None
        price = _nothing(today) if own else None
    else:
        known = catalogue.find(name, written.model, today)
        _check(written, known)
        known = replace(known, limits=replace(known.limits, sound_s=_GRAIN[name]))
        region = kept(name, at, known, settings.region)
        bill = None if known.entry is None else known.entry.price(today, region)
        price = _nothing(today) if own else bill
    location = Location(at.host, region, own)
    refuse(written, location, settings)
    return Listening(name, known, location, price, written.key, at)


def absent(settings: Settings) -> str:
    """Say how the model of `local` is got."""
    named, folder = settings.whisper_model, model_folder(settings)
    if "/" in named:
        return f"put a model for faster-whisper into {folder}"
    return f"get it once with `python -m bot whisper download --model {named}`"


def _local(settings: Settings, today: date) -> Listening:
    folder = model_folder(settings)
    missing = lacks(folder)
    if missing:
        raise ModelsFault(
            f"BOT_TRANSCRIBERS lists local, and {folder} has no {missing[0]}: {absent(settings)},"
            " or take local off"
        )
    known = Known(folder.name, _takes("local"))
    return Listening("local", known, HERE, _nothing(today), folder=folder)


def _written(name: TranscriberName, settings: Settings) -> Written:
    one, listed_in = settings, "BOT_TRANSCRIBERS"
    leave = f"take {name} off {listed_in}" if one.transcribers else "unset WHISPER_URL"
    if name == "gpt":
        return Written(
            name, one.gpt_transcriber, one.openai_base_url, one.openai_api_key, "OPENAI_BASE_URL",
            "OPENAI_API_KEY", listed_in, leave,
        )  # fmt: skip
    if name == "gemini":
        return Written(
            name, one.gemini_transcriber, one.gemini_url, one.gemini_api_key, "BOT_GEMINI_URL",
            "GEMINI_API_KEY", listed_in, leave,
        )  # fmt: skip
    return Written(
        name, one.whisper_served, one.whisper_url, one.whisper_key, "WHISPER_URL",
        "BOT_WHISPER_KEY", listed_in, leave, keyless=True,
    )  # fmt: skip


def _check(written: Written, known: Known) -> None:
    """Refuse a model that is known to read, where one is to transcribe; Gemini's do both."""
    if written.name == "gpt" and known.entry is not None and not known.entry.hears:
        raise ModelsFault(f"BOT_GPT_TRANSCRIBER: {known.model} does not transcribe")
    if written.name == "gemini" and known.entry is not None and known.entry.speaks:
        raise ModelsFault(f"BOT_GEMINI_TRANSCRIBER: {known.model} does not transcribe")


def _takes(name: TranscriberName) -> Limits:
    return Limits(0, 0, 0, 0, 0, sound_s=_GRAIN[name])


def _nothing(today: date) -> Price:
    """Give the price of what runs on machines of one's own."""
    return Price(input=Decimal(0), output=Decimal(0), source="your own machine", dated=today)
