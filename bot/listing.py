"""From settings to models that can be asked: which, where, and whether they may be at all."""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import SecretStr

from bot.addresses import Address, address, is_own
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue, CatalogueError, Known, Name
from pipelines.egress import Egress, Location, Region
from pipelines.usage import Price

# So long before a model ends it is said.
NOTICE = timedelta(days=60)

_KEY = re.compile(r"[!-~]+")
_log = logging.getLogger(__name__)

AT: Mapping[str, str] = {
    "claude": "https://api.anthropic.com",
    "gpt": "https://api.openai.com/v1",
    "gemini": "https://generativelanguage.googleapis.com",
}
# Where a vendor has an address of its own for a region.
_REGIONAL: Mapping[tuple[str, Region], str] = {
    ("gpt", "eu"): "https://eu.api.openai.com/v1",
    ("gpt", "us"): "https://us.api.openai.com/v1",
}
_HOSTS: Mapping[str, Region] = {"eu.api.openai.com": "eu", "us.api.openai.com": "us"}
# Who keeps to a region where a call asks for it, at one address for all.
BY_CALL: Mapping[str, Name] = {"api.anthropic.com": "claude"}


class ModelsFault(Exception):
    """A listed backend cannot be asked as the settings stand; the text says why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One backend that is listed, and what is known of it.

    `region` is where its vendor is told, call by call, to keep the work.
    """

    name: Name
    known: Known
    address: Address
    location: Location
    key: SecretStr | None
    price: Price | None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What the settings say of a backend, and the names of those that are looked at.

    `leave` says how it is taken off; `keyless`: it may want no key, wherever it stands.
    """

    name: str
    model: str
    url: str | None
    key: SecretStr | None
    url_setting: str
    key_setting: str
    listed_in: str
    leave: str
    keyless: bool = False


def listed(settings: Settings, catalogue: Catalogue, today: date) -> tuple[Listed, ...]:
    """Give the backends that are listed besides the embedded engine, in their order.

    Raises ModelsFault where one lacks its key or its address, or must not be asked.
    """
    return tuple(examine(name, settings, catalogue, today) for name in names(settings))


def names(settings: Settings) -> tuple[Name, ...]:
    """Name the backends that are listed besides the embedded engine."""
    return tuple(one for one in dict.fromkeys(settings.readers) if one != "local")


def examine(
    name: Name,
    settings: Settings,
    catalogue: Catalogue,
    today: date,
    listed_in: str = "BOT_DOCUMENT_READERS",
) -> Listed:
    """Give one backend as it is listed in a setting. Raises ModelsFault."""
    written = _written(name, settings, listed_in)
    at, own = place(written, settings)
    known = catalogue.find(name, written.model, today)
    if known.entry is not None and known.entry.does is not None:
        raise ModelsFault(
            f"BOT_{name.upper()}_MODEL: {known.model} {known.entry.does}, and reads no documents"
        )
    region = kept(name, at, known, settings.region)
    by_call = region if at.host in BY_CALL else None
    location = Location(at.host, region, own)
    refuse(written, location, settings)
    price = None if known.entry is None else known.entry.price(today, location.region)
    return Listed(name, known, at, location, written.key, price, by_call)


def _written(name: Name, settings: Settings, listed_in: str) -> Written:
    one, by_cascade = settings, listed_in != "BOT_DOCUMENT_READERS"
    is_named = (one.cascade_models if by_cascade else one.document_readers) is not None
    leave = f"take {name} off {listed_in}" if is_named else "unset QWEN_VL_URL"
    model, url, key, url_setting, key_setting = {
        "qwen": (
            one.qwen_model, one.qwen_vl_url, one.qwen_key, "QWEN_VL_URL", "BOT_QWEN_KEY",
        ),
        "claude": (
            one.claude_model, one.claude_url, one.anthropic_api_key, "BOT_CLAUDE_URL",
            "ANTHROPIC_API_KEY",
        ),
        "gpt": (
            one.gpt_model, one.openai_base_url, one.openai_api_key, "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
        ),
        "gemini": (
            one.gemini_model, one.gemini_url, one.gemini_api_key, "BOT_GEMINI_URL",
            "GEMINI_API_KEY",
        ),
    }[name]  # fmt: skip
    keyless = name == "qwen"
    return Written(name, model, url, key, url_setting, key_setting, listed_in, leave, keyless)


def place(written: Written, settings: Settings) -> tuple[Address, bool]:
    """Give where a backend is asked, and whether that is one's own. Raises ModelsFault."""
    at = _address(written, settings.region)
    own = is_own(at.host, settings.own_hosts)
    if not own and not at.is_encrypted:
        raise ModelsFault(
            f"{written.url_setting}: http:// to {at.host}, which is not known as your own: write"
            " https://, or list it in BOT_OWN_HOSTS"
        )
    _check_key(written, own=own)
    return at, own


def _address(written: Written, region: Region) -> Address:
    """Give where a backend is asked: where the settings say, or at its vendor's."""
    url = written.url or _REGIONAL.get((written.name, region)) or AT.get(written.name)
    if url is None:
        raise ModelsFault(f"{written.listed_in} lists {written.name}: set {written.url_setting}")
    try:
        return address(url)
    except ValueError as error:
        raise ModelsFault(
            f"{written.url_setting}: {error}; write for instance https://models.example/v1"
        ) from None


def _check_key(written: Written, *, own: bool) -> None:
    if written.key is None:
        if written.keyless or (own and written.name == "gpt"):
            return  # one's own server may want none
        raise ModelsFault(f"{written.listed_in} lists {written.name}: set {written.key_setting}")
    if not _KEY.fullmatch(written.key.get_secret_value()):
        raise ModelsFault(f"{written.key_setting} holds what no key has: a space, a line's end")


def kept(name: Name, at: Address, known: Known, wanted: Region) -> Region | None:
    """Say in which region an address keeps what it is sent; None: nobody says so."""
    if BY_CALL.get(at.host) == name:
        return wanted if known.entry and wanted in known.entry.regions else None
    region = _HOSTS.get(at.host)
    return region if known.entry is None or region in known.entry.regions else None


def refuse(written: Written, location: Location, settings: Settings) -> None:
    """Raise ModelsFault where the settings let nothing go to a backend."""
    bar = Egress(route=settings.route, region=settings.region).bars(location)
    if bar == "region":
        raise ModelsFault(
            f"BOT_REGION is {settings.region}, and nothing keeps what {written.name}"
            f" ({written.model}) is sent there at {location.host}: {written.leave}, or ask it at an"
            " address of your own"
        )
    if bar == "route":
        none = " (this version takes no personal data out)" if settings.route == "redact" else ""
        raise ModelsFault(
            f"BOT_MODEL_ROUTE is {settings.route}{none}, and {location.host} is not your own:"
            f" {written.leave}, or list the host in BOT_OWN_HOSTS if it is yours"
        )


def read_catalogue(settings: Settings) -> Catalogue:
    """Read what is known of models. Raises ModelsFault. Blocks."""
    try:
        return Catalogue.read(settings.models_file)
    except CatalogueError as error:
        raise ModelsFault(f"BOT_MODELS_FILE: {error}") from None


def ends(known: Known, day: date) -> date | None:
    """Give when the model ends that is asked, where that is soon."""
    end = known.entry.retires if known.entry else None
    return end if end is not None and end - NOTICE <= day else None


def tell(chosen: Iterable[Known], day: date) -> None:
    """Write in the log which models end soon, or have ended."""
    for known in chosen:
        end = ends(known, day)
        if known.instead_of is not None:
            attributes = {"model": known.instead_of, "asked": known.model}
            _log.warning("this model has ended: its successor is asked", extra=attributes)
        if end is not None:
            follows = known.entry.successor if known.entry else None
            attributes = {"model": known.model, "ends": end.isoformat(), "then": follows or ""}
            _log.warning("this model ends soon, or has ended", extra=attributes)
