"""Slack, served: by Socket Mode or by signed HTTP, whichever the settings lead to."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp

from bot.once import Once
from bot.settings import Settings
from bot.slack.connection import SlackConnection
from bot.slack.hooks import Ears, Hooks
from bot.slack.installed import OneWorkspace
from bot.slack.listeners import Listeners, app_of
from bot.slack.probe import Probe, probe_of
from bot.slack.reach import Reach
from bot.slack.signing import Signatures
from bot.slack.socket import SocketMode
from bot.slack.webhook import Webhook
from bot.web.health import Standing

GREETING_SECONDS = 3.0
_SETTLE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Slack:
    """The platform: `routes` are what it is served by on the platforms' listener.

    `socket` is None where Slack comes by HTTP, `probe` where there are many workspaces to ask.
    """

    listeners: Listeners
    routes: Sequence[web.RouteDef]
    socket: SocketMode | None
    probe: Probe | None
    reach: Reach

    async def start(self) -> None:
        """Begin to hear. Where Slack cannot be reached yet, it is tried on and on."""
        if self.probe is not None:
            self.probe.start()
        if self.socket is not None:
            await self.socket.start()
            await self.socket.opened(GREETING_SECONDS)

    async def stop(self) -> None:
        """Hear no more, and let what was heard come to its end."""
        if self.socket is not None:
            await self.socket.stop()
        await self.listeners.settle(_SETTLE_SECONDS)
        if self.probe is not None:
            await self.probe.stop()

    async def standing(self) -> Standing:
        """Tell whether Clerk hears what happens in Slack, as far as it can know."""
        hears = Standing(works=True, detail="listening by HTTP")
        if self.socket is not None:
            hears = await self.socket.standing()
        trouble = self.probe and self.probe.trouble
        if trouble and hears.works:
            return Standing(works=False, detail=f"{hears.detail}, but {trouble}")
        return hears


def slack_of(settings: Settings, reach: Reach, ears: Ears, hooks: Hooks) -> Slack:
    """Wire the platform; `reach` is how it speaks."""
    listeners = Listeners(ears, hooks, Once(time.monotonic))
    app = app_of(listeners, reach.workspaces, settings.slack_api_url)
    app_token, secret = settings.slack_app_token, settings.slack_signing_secret
    one = reach.workspaces
    probe = probe_of(one) if isinstance(one, OneWorkspace) else None
    if reach.way == "socket" and app_token is not None:
        socket = _socket(app, app_token, settings.slack_api_url)
        return Slack(listeners, (), socket, probe, reach)
    if secret is None:
        return Slack(listeners, (), None, probe, reach)
    webhook = Webhook(app, Signatures(secret, time.time), time.time)
    return Slack(listeners, (*webhook.routes(), *reach.routes), None, probe, reach)


def _socket(app: AsyncApp, token: SecretStr, api_url: str) -> SocketMode:
    return SocketMode(lambda: SlackConnection(app, token.get_secret_value(), api_url))
