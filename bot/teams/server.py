"""Teams, served: over HTTP, on the platforms' listener."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from bot.settings import Settings
from bot.teams.adapter import Adapter, Hear
from bot.teams.gateway import Gateway, Playground, Signed
from bot.teams.guard import Guard, Keys
from bot.teams.reach import Reach
from bot.teams.ways import faults
from bot.web.health import Standing
from handlers.chat import ChatError, ChatRefused


@dataclass(slots=True)
class Teams:
    """The platform: `routes` are what it is served by; `keys` None: whoever calls is believed."""

    routes: Sequence[web.RouteDef]
    keys: Keys | None
    reach: Reach
    _warming: asyncio.Task[Standing] | None = field(default=None, init=False)

    def start(self) -> None:
        """Have the keys and a token by the time that somebody says something."""
        self._warming = asyncio.create_task(self.standing())

    async def stop(self) -> None:
        """Leave off."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.wait({self._warming})
        if self.keys is not None:
            await self.keys.close()

    async def standing(self) -> Standing:
        """Tell whether Clerk can hear and speak in Teams, as far as it can know."""
        if self.keys is None:
            return Standing(works=True, detail="listening to the Playground on this machine")
        try:
            await self.reach.tokens.header(self.reach.cloud.scope)
        except ChatError as error:
            return Standing(works=False, detail=f"listening by HTTP, but {error}")
        await self.keys.renew()
        if not self.keys.are_known:
            why = "listening by HTTP, but the keys of who calls cannot be read"
            return Standing(works=False, detail=why)
        return Standing(works=True, detail="listening by HTTP")


def teams_of(
    settings: Settings, reach: Reach, hear: Hear, pages: Sequence[web.RouteDef] = ()
) -> Teams:
    """Wire the platform; `pages` are for people's browsers, beside what Teams calls.

    Raises ChatRefused where it would listen to whoever calls.
    """
    for fault in faults(settings):
        raise ChatRefused(fault)
    app, own = settings.teams_app_id, settings.teams_tenant_id
    tenants = settings.teams_tenants
    adapter = Adapter(reach.connector)
    if app is None or own is None:
        near = Playground(reach.cloud, tenants)
        return Teams([*Gateway(near, adapter, hear).routes(), *pages], None, reach)
    keys = Keys(reach.session.http, reach.cloud.openid)
    signed = Signed(Guard(app, reach.cloud, keys, tenants or (own,)))
    return Teams([*Gateway(signed, adapter, hear).routes(), *pages], keys, reach)
