"""What `doctor` says of transcribers: which are listed, where, and what is lacking."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

from bot.commands.check import Check
from bot.commands.doctor_models import FAULTS, PATIENCE
from bot.listening import Listening, absent, look, model_folder, transcribers
from bot.listing import ModelsFault, ends, read_catalogue
from bot.reading import SCRATCH
from bot.settings import Settings
from bot.transcribers import local_sandbox
from pipelines.backends.reaching import models_at
from pipelines.backends.whisper import lacks, limits
from pipelines.errors import BackendError, Fault, PipelineError

_WHAT = "transcribers"


async def transcribing(settings: Settings) -> AsyncIterator[Check]:
    """Look at each transcriber that is listed."""
    if settings.recordings == "off":
        yield Check("ok", _WHAT, "recordings are left (BOT_RECORDINGS off)")
    try:
        catalogue = await asyncio.to_thread(read_catalogue, settings)
    except ModelsFault:
        return  # said already, with the models that read
    names = await asyncio.to_thread(transcribers, settings)
    yield _all(settings, names)
    missing = await asyncio.to_thread(lacks, model_folder(settings))
    if missing and "local" not in names:
        said = f"the model {settings.whisper_model} is not on this machine: {absent(settings)}"
        yield Check("note", "transcriber local", f"{said} (MIT licence)")
    day = datetime.now(UTC).date()
    for name in names:
        try:
            one = await asyncio.to_thread(look, name, settings, catalogue, day)
        except ModelsFault as fault:
            yield Check("FAIL", f"transcriber {name}", str(fault))
            continue
        for check in await asyncio.to_thread(_about, one, settings, day):
            yield check
        yield await _probed(one, settings)


def _all(settings: Settings, names: tuple[str, ...]) -> Check:
    if not names:
        said = "none: of recordings without a transcript there will be slides alone"
        return Check("note", _WHAT, f"{said}; get a local model, or set WHISPER_URL")
    region = "" if settings.region == "any" else f", which must keep to {settings.region}"
    return Check("ok", _WHAT, f"{', '.join(names)}, in this order{region}")


def _about(one: Listening, settings: Settings, day: date) -> list[Check]:
    known, what = one.known, f"transcriber {one.name}"
    if one.folder is not None:
        confined = limits(one.folder, settings.whisper_device, 1).confined
        on = "the processor, confined" if confined else "the graphics processor, not confined"
        return [Check("ok", what, f"{known.model} on this machine ({on}), from {one.folder}")]
    where = one.location
    kind = (
        "your own" if where.self_hosted else f"a third party, region {where.region or 'not said'}"
    )
    key = "no key" if one.key is None else "key set"
    found = [Check("ok", what, f"{known.model} at {where.host} ({kind}), {key}; {_price(one)}")]
    if settings.model_budget is not None and one.price is None:
        said = "never asked: there is a budget, and nobody knows its price"
        found.append(Check("note", what, said))
    if known.instead_of is not None:
        said = f"{known.instead_of} ended: {known.model} is asked instead"
        found.append(Check("note", what, said))
    end = ends(known, day)
    if end is not None:
        then = known.entry.successor if known.entry else None
        said = f"{known.model} ends on {end}; then {then or 'nothing'}"
        found.append(Check("FAIL" if end <= day else "note", what, said))
    return found


def _price(one: Listening) -> str:
    price = one.price
    if price is None:
        return "price not known"
    if price.is_free:
        return "free of charge"
    said = f"${price.input:f} in, ${price.output:f} out for a million tokens"
    if price.minute:
        said = f"${price.minute:f} a minute of sound"
    return f"{said} ({price.source}, {price.dated})"


async def _probed(one: Listening, settings: Settings) -> Check:
    """See that it can be asked; no sound goes along."""
    what = f"transcriber {one.name}, reached"
    if one.address is None:
        return await _started(one, settings)
    key = one.key.get_secret_value() if one.key else ""
    try:
        there = await models_at(one.name, one.address.url, key, seconds=PATIENCE)
    except BackendError as error:
        if one.name == "whisper" and error.fault is Fault.NO_MODEL:
            return Check("note", what, f"{one.location.host} answers, and lists no models")
        why = FAULTS.get(error.fault, "it refuses to list its models")
        return Check("FAIL", what, f"{one.location.host}: {why}")
    model = one.known.model
    if not any(name == model or name.startswith(f"{model}-") for name in there):
        return Check("FAIL", what, f"{one.location.host} has no model {model!r}")
    return Check("ok", what, f"{one.location.host} answers, and has {model}")


async def _started(one: Listening, settings: Settings) -> Check:
    """Load the local model as a recording would."""
    what, folder = "transcribing child", one.folder or model_folder(settings)
    scratch = settings.data_dir / SCRATCH
    async with await asyncio.to_thread(local_sandbox, settings, folder, scratch) as sandbox:
        try:
            await sandbox.warm()
        except PipelineError as error:
            return Check("FAIL", what, f"does not start: {error}")
    return Check("ok", what, f"starts, with {one.known.model}")
