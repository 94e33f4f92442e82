"""The process of voice rooms, put together: who listens, who is let in, and who is told of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.bridge.address import address
from bot.bridge.caller import BridgeCaller
from bot.settings import Settings
from bot.talking import Talking, egress
from bot.voice.entrance import Entrance
from bot.voice.models import Voices, open_voices
from bot.voice.pages import assets
from bot.voice.protocol import Listens
from bot.voice.rooms import Manner, Rooms
from bot.voice.server import Served, VoiceServer
from bot.voice.sockets import Sockets
from handlers.huddles.tools import TOOLS
from pipelines.huddle.arrivals import Pace
from pipelines.huddle.setup import Caps


@asynccontextmanager
async def open_rooms(settings: Settings) -> AsyncIterator[VoiceServer]:
    """Serve voice rooms. Raises ModelsFault; OSError, which names it, when an address is taken."""
    async with open_voices(settings) as voices:
        path = await asyncio.to_thread(address, settings.data_dir)
        caller = BridgeCaller(
            path, told=lambda told: rooms.close(told), joined=lambda: sockets.look_again()
        )
        rooms = Rooms(caller, manner(settings, voices))
        sockets = Sockets(caller, rooms, listens(voices.chosen))
        entrance = Entrance(caller, sockets, settings.public_url)
        drawn = await asyncio.to_thread(assets)
        served = Served(drawn, entrance, sockets, rooms)
        server = VoiceServer(served, host=settings.voice_host, port=settings.voice_port)
        await server.start()
        caller.start()
        try:
            yield server
        finally:
            await server.stop()
            await caller.stop()


def manner(settings: Settings, voices: Voices) -> Manner:
    """Say how rooms are opened, as the operator decided."""
    caps = Caps(
        minutes=settings.voice_minutes,
        usd=settings.voice_room_usd,
        idle_s=settings.voice_idle_seconds,
    )
    pace = Pace(time.monotonic)
    return Manner(voices.roster, egress(settings), pace, caps, TOOLS, voices.prices)


def listens(chosen: Sequence[Talking]) -> list[Listens]:
    """Say of voice models what people are told before they agree to be heard."""
    return [
        Listens(
            name=one.name,
            model=one.known.model,
            company=one.company,
            host=one.location.host,
            region=one.location.region,
            self_hosted=one.location.self_hosted,
            simulated=one.simulated,
        )
        for one in chosen
    ]
