"""What `doctor` says of models: which are listed, where, at what price, until when."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime
from ipaddress import ip_address

from bot.commands.check import Check
from bot.listing import Listed, ModelsFault, ends, examine, names, read_catalogue
from bot.noting import Noting
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue, Name
from pipelines.backends.reaching import models_at
from pipelines.errors import BackendError, Fault
from pipelines.usage import Price

Looked = Listed | Noting
PATIENCE = 10.0
# How a list calls a model of which it has dated ones only.
_DATED = re.compile(r"-(\d{8}|\d{4}-\d\d-\d\d)")

FAULTS: Mapping[Fault, str] = {
    Fault.CONNECTION: "it cannot be reached",
    Fault.TIMEOUT: f"it does not answer within {PATIENCE:.0f} seconds",
    Fault.BUSY: "it is busy",
    Fault.FAILING: "it fails",
    Fault.KEY: "it refuses the key",
    Fault.NO_MODEL: "nothing is found at this address",
    Fault.NO_JSON: "what answers there is no server of models",
}


_WHEN = {
    "always": "about each document",
    "when_flagged": "where a check failed, and where rules could not answer all of a contract",
    "never": "never",
}


async def models(settings: Settings) -> AsyncIterator[Check]:
    """Look at each model that is listed."""
    try:
        catalogue = await asyncio.to_thread(read_catalogue, settings)
    except ModelsFault as fault:
        yield Check("FAIL", "document readers", str(fault))
        return
    day = datetime.now(UTC).date()
    sound: list[Listed] = []
    for name in names(settings):
        try:
            sound.append(examine(name, settings, catalogue, day))
        except ModelsFault as fault:
            yield Check("FAIL", f"model {name}", str(fault))
    yield _readers(settings, sound)
    if names(settings):
        yield _policy(settings)
    for one in sound:
        for check in _about(one, settings, catalogue, day):
            yield check
        if settings.document_models != "never":
            yield await reached(f"model {one.name}, reached", one, one.name)


def _readers(settings: Settings, sound: list[Listed]) -> Check:
    asked = [] if settings.document_models == "never" else sound
    listed = ", ".join(settings.readers)
    others = sorted({one.location.host for one in asked if not one.location.self_hosted})
    beyond = [one for one in asked if not _is_here(one.location.host)]
    asks = f"; models are asked {_WHEN[settings.document_models]}" if names(settings) else ""
    if others:
        goes = f"documents may leave for {', '.join(others)}"
    elif beyond:
        goes = "documents stay on your own hosts"
    else:
        goes = "nothing leaves this machine"
    return Check("ok", "document readers", f"{listed} ({goes}){asks}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _policy(settings: Settings) -> Check:
    """Say where documents may go."""
    own = "your own hosts only"
    region = "anywhere" if settings.region == "any" else f"{settings.region} or your own hosts"
    route = {"allow": region, "redact": own, "self_hosted_only": own}[settings.route]
    said = f"{route} (BOT_REGION {settings.region}, BOT_MODEL_ROUTE {settings.route})"
    return Check("ok", "where documents may go", said)


def _about(one: Listed, settings: Settings, catalogue: Catalogue, day: date) -> Iterator[Check]:
    return about(f"model {one.name}", one, settings, (catalogue, one.name, day))


def about(
    what: str, one: Looked, settings: Settings, known_of: tuple[Catalogue, Name, date]
) -> Iterator[Check]:
    """Say what one that is listed is, where, at what price, until when, and what keeps it unasked.

    `known_of` are the table, whose model it is, and what day it is.
    """
    known, where = one.known, one.location
    kind = (
        "your own" if where.self_hosted else f"a third party, region {where.region or 'not said'}"
    )
    key = "no key" if one.key is None else "key set"
    said = f"{known.model} at {where.host} ({kind}), {key}; {_price(one.price)}"
    end = None if known.entry is None else known.entry.retires
    yield Check("ok", what, said if end is None else f"{said}; until {end}")
    if known.entry is None:
        said = f"{known.model} is in no table: asked as named, within the limits of {known_of[1]}"
        yield Check("note", what, f"{said}, at no known price; describe it in BOT_MODELS_FILE")
    if settings.model_budget is not None and one.price is None and not where.self_hosted:
        yield Check("note", what, "never asked: there is a budget, and nobody knows its price")
    yield from _end(what, one, *known_of)


def _price(price: Price | None) -> str:
    if price is None:
        return "price not known"
    if price.is_free:
        return "free of charge"
    said = f"${price.input:f} in, ${price.output:f} out for a million tokens"
    return f"{said} ({price.source}, {price.dated})"


def _end(what: str, one: Looked, catalogue: Catalogue, of: Name, day: date) -> Iterator[Check]:
    known = one.known
    if known.instead_of is not None:
        gone = catalogue.entry(of, known.instead_of)
        since = "" if gone is None else f" on {gone.retires}"
        said = f"{known.instead_of} ended{since}: {known.model} is asked instead"
        yield Check("note", what, said)
    end = ends(known, day)
    if end is None:
        return
    then = known.entry.successor if known.entry else None
    if end <= day:
        yield Check("FAIL", what, f"{known.model} ended on {end}, and nothing follows it")
    else:
        follows = "nothing follows it" if then is None else f"then {then} is asked"
        yield Check("note", what, f"{known.model} ends on {end}; {follows}")


async def reached(what: str, one: Looked, of: Name) -> Check:
    """Ask for the list of models; nothing of anybody's goes along."""
    key = one.key.get_secret_value() if one.key else ""
    try:
        there = await models_at(of, one.address.url, key, seconds=PATIENCE)
    except BackendError as error:
        why = FAULTS.get(error.fault, "it refuses to list its models")
        return Check("FAIL", what, f"{one.location.host}: {why}")
    model = one.known.model
    same = [name for name in there if name == model or _is_dated(name, model)]
    if not same:
        return Check("FAIL", what, f"{one.location.host} has no model {model!r}")
    said = f"{one.location.host} answers, and has {model}"
    end = there[min(same, key=len)]
    if end is None or (one.known.entry is not None and one.known.entry.retires == end):
        return Check("ok", what, said)
    return Check("note", what, f"{said} until {end}: put that in BOT_MODELS_FILE, as `retires`")


def _is_dated(name: str, model: str) -> bool:
    return name.startswith(model) and _DATED.fullmatch(name, len(model)) is not None
