"""Where people come into the player: the doors of the platforms, and what stands behind them."""

import asyncio

from aiohttp import web

from bot.clock import SystemClock
from bot.local import visits
from bot.local.roster import PLATFORM as LOCAL
from bot.player.exchange import Exchange
from bot.player.pages import Assets
from bot.player.routes import Player
from bot.secret import Secret
from bot.settings import Settings
from handlers.meetings.desk import Decided
from handlers.meetings.links import Door, Links
from handlers.meetings.viewing import Viewing
from handlers.ports import Store

_PLATFORMS = ("slack", "teams")  # whose people come in by BOT_PUBLIC_URL


def links(settings: Settings, secret: Secret) -> Links:
    """Give what makes the ways into the player; of one process there is one."""
    doors = {}
    if settings.serves_local_workspace:
        doors[LOCAL] = visits.door(settings.local_port)
    if settings.public_url is not None:
        address = settings.public_url.rstrip("/")
        doors |= dict.fromkeys(_PLATFORMS, Door(address, address))
    return Links(secret.derive("player"), SystemClock(), doors)


async def of_the_workspace(viewing: Viewing, store: Store, decided: Decided) -> list[web.RouteDef]:
    """Give the player as the local workspace serves it."""
    assets = await asyncio.to_thread(Assets)
    return Player(viewing, store, visits.entrance, assets, decided).routes()


async def of_platforms(
    settings: Settings, viewing: Viewing, store: Store, decided: Decided
) -> list[web.RouteDef]:
    """Give the player as platforms' people reach it; nothing without an address to reach it by."""
    if settings.public_url is None:
        return []
    exchange = Exchange(viewing.links, settings.public_url)
    assets = await asyncio.to_thread(Assets)
    player = Player(viewing, store, exchange.entrance, assets, decided)
    return [*exchange.routes(), *player.routes()]
