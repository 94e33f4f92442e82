"""What `doctor` says of voice rooms: where they are reached, who hears them, at what price."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from http.client import HTTPConnection, HTTPException

from bot.commands.check import Check
from bot.commands.doctor_models import FAULTS, PATIENCE
from bot.listing import ModelsFault, ends, read_catalogue
from bot.settings import Settings
from bot.talking import Talking, look
from pipelines.backends.reaching import models_at
from pipelines.errors import BackendError

_WHAT = "voice rooms"
_SECONDS = 5.0


async def rooms(settings: Settings) -> AsyncIterator[Check]:
    """Look where voice rooms are reached, and at each voice model that is listed."""
    yield await asyncio.to_thread(_where, settings)
    if (is_far := settings.is_slack_configured or settings.is_teams_configured) and (
        settings.public_url is None
    ):
        said = "people of Slack and Teams cannot reach them: set BOT_PUBLIC_URL"
        yield Check("note", f"{_WHAT}, from elsewhere", said)
    elif is_far and settings.public_url is not None:
        said = f"{settings.public_url.rstrip('/')}/voice/ must lead to BOT_VOICE_PORT"
        yield Check("ok", f"{_WHAT}, from elsewhere", said)
    try:
        catalogue = await asyncio.to_thread(read_catalogue, settings)
    except ModelsFault:
        return  # said already, with the models that read
    day = datetime.now(UTC).date()
    for name in dict.fromkeys(settings.voice_models):
        try:
            one = await asyncio.to_thread(look, name, settings, catalogue, day)
        except ModelsFault as fault:
            yield Check("FAIL", f"voice model {name}", str(fault))
            continue
        for check in _about(one, settings, day):
            yield check
        if one.address is not None:
            yield await _probed(one, one.address.url)


def _where(settings: Settings) -> Check:
    host, port = settings.voice_host, settings.voice_port
    where = f"{host}:{port}"
    if not settings.keeps_rooms:
        said = f"not begun by `python -m bot` (BOT_VOICE {settings.voice}); `python -m bot voice`"
        return Check("ok", _WHAT, f"{said} serves them at {where}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if _is_served(host, port):
            return Check("ok", _WHAT, f"{where}, where they are served")
        why = os.strerror(error.errno or 0)
        return Check("FAIL", _WHAT, f"{where}: {why}; set BOT_VOICE_HOST and BOT_VOICE_PORT")
    return Check("ok", _WHAT, f"{where}, when Clerk runs")


def _is_served(host: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
    connection = HTTPConnection(near, port, timeout=_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"127.0.0.1:{port}"})
        told = json.loads(connection.getresponse().read())
        return told["ok"] is True and "rooms" in told
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        return False
    finally:
        connection.close()


def _about(one: Talking, settings: Settings, day: date) -> Iterator[Check]:
    what, known, where = f"voice model {one.name}", one.known, one.location
    if one.simulated:
        said = "understands nothing, and says so; list another one in BOT_VOICE_MODELS"
        yield Check("note", what, said)
        return
    region = where.region or "not said"
    kind = "your own" if where.self_hosted else f"a third party, region {region}"
    yield Check("ok", what, f"{_made_of(one)} at {where.host} ({kind}); {_price(one)}")
    if one.cascade is not None and one.cascade.speaker is None:
        yield Check("note", what, "people's browsers say its words: BOT_SPEECH_URL is not set")
    if settings.is_voice_capped and one.price is None and not where.self_hosted:
        said = "never asked: rooms may cost so much, and nobody knows its price"
        yield Check("note", what, said)
    if known.instead_of is not None:
        said = f"{known.instead_of} ended: {known.model} is asked instead"
        yield Check("note", what, said)
    if (end := ends(known, day)) is not None:
        then = known.entry.successor if known.entry else None
        said = f"{known.model} ends on {end}; then {then or 'nothing'}"
        yield Check("FAIL" if end <= day else "note", what, said)


def _made_of(one: Talking) -> str:
    if one.cascade is None:
        return one.known.model
    parts = [ear.known.model for ear in one.cascade.ears]
    parts += [mind.known.model for mind in one.cascade.minds]
    parts += [] if one.cascade.speaker is None else [one.cascade.speaker.model]
    return ", ".join(parts)


def _price(one: Talking) -> str:
    price = one.price
    if price is None:
        return "nothing is counted" if one.location.self_hosted else "price not known"
    if price.is_free:
        return "free of charge"
    if price.minute:
        return f"${price.minute:f} a minute ({price.source}, {price.dated})"
    said = f"${price.audio_input or price.input:f} in, ${price.audio_output or price.output:f} out"
    of = "sound" if price.audio_input else "words"
    return f"{said} for a million tokens of {of} ({price.source}, {price.dated})"


async def _probed(one: Talking, address: str) -> Check:
    """See that it can be asked; no sound goes along."""
    what = f"voice model {one.name}, reached"
    of = "gemini" if one.name == "gemini" else "gpt"
    key = one.key.get_secret_value() if one.key else ""
    try:
        there = await models_at(of, address, key, seconds=PATIENCE)
    except BackendError as error:
        why = FAULTS.get(error.fault, "it refuses to list its models")
        return Check("FAIL", what, f"{one.location.host}: {why}")
    model = one.known.model
    if not any(name == model or name.startswith(f"{model}-") for name in there):
        return Check("FAIL", what, f"{one.location.host} has no model {model!r}")
    return Check("ok", what, f"{one.location.host} answers, and has {model}")
