"""`python -m bot eval voice`: how soon and how right voice models answer, and what they cost."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from pydantic import ValidationError

from bot.commands.conversing import Conversing
from bot.commands.faults import UsageFault
from bot.commands.plain import visible
from bot.commands.progress import Progress
from bot.commands.rehearsing import Rehearsed, rehearse
from bot.commands.yardstick import machine
from bot.settings import Settings
from bot.spelling import explain_settings
from bot.talking import LISTED_IN, Talking, egress
from bot.voice.models import Voices, open_speaker, open_voices
from handlers.answers import as_json
from pipelines.comparison.script import Script, ScriptFault, read_script
from pipelines.comparison.talks import Talk, printed, values

_REFERENCE = "simulator"


async def evaluate_voice(settings: Settings, asked: Namespace) -> int:
    """Hold a conversation with each model; gives the exit status."""
    settings = await asyncio.to_thread(_chosen, settings, asked.models)
    try:
        script = await asyncio.to_thread(read_script, asked.script)
        async with open_speaker(settings) as speaker:
            if speaker is None and any(turn.wav is None for turn in script.turns):
                sys.stderr.write(_TONES)
            turns = await rehearse(script, speaker)
    except ScriptFault as fault:
        raise UsageFault(str(fault)) from None
    talks = await _hold(settings, script, turns)
    told = await asyncio.to_thread(machine)
    if asked.json:
        sys.stdout.write(as_json(values(talks, told), indent=2) + "\n")
    else:
        sys.stdout.write(visible(printed(talks, told)) + "\n")
    return 2 if any(not one.answered for one in talks) else 0


_TONES = (
    "BOT_SPEECH_URL is not set: words are drawn as tones, which no model understands. Expected "
    "words are measured where turns name a wav.\n"
)


def _chosen(settings: Settings, models: str | None) -> Settings:
    if models is None:
        return settings
    named = settings.model_dump(by_alias=True) | {LISTED_IN: models}
    try:
        return Settings.model_validate(named)
    except ValidationError as error:
        raise UsageFault(explain_settings(error)) from None


async def _hold(settings: Settings, script: Script, turns: Sequence[Rehearsed]) -> list[Talk]:
    """Measure one after the other: no two of them share the machine."""
    names = [*dict.fromkeys((*settings.voice_models, _REFERENCE))]
    progress = Progress(len(names) * len(turns), sys.stderr)
    conversing = Conversing(script, turns, egress(settings), progress.step)
    talks = list[Talk]()
    try:
        for name in names:
            async with _alone(settings, name) as (chosen, voices):
                _tell_where(chosen, turns)
                is_reference = name not in settings.voice_models
                [voice] = voices.roster.voices
                talks.append(await conversing.hold(voice, voices.prices, is_reference=is_reference))
    finally:
        progress.stop()
    return talks


@asynccontextmanager
async def _alone(settings: Settings, name: str) -> AsyncIterator[tuple[Talking, Voices]]:
    """Open one model: whoever fails is not relieved by another one."""
    alone = await asyncio.to_thread(_chosen, settings, name)
    async with open_voices(alone) as voices:
        yield voices.chosen[0], voices


def _tell_where(one: Talking, turns: Sequence[Rehearsed]) -> None:
    """Say before the first one leaves who will hear what is said."""
    if not one.simulated:
        seen = sum(turn.screen is not None for turn in turns)
        sys.stderr.write(
            f"{one.name}: {len(turns)} turns{f' and {seen} pictures' if seen else ''} go to "
            f"{one.location.host}{' (your own)' if one.location.self_hosted else ''}, to "
            f"{one.known.model}\n"
        )
