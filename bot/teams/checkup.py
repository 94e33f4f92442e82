"""Looks at Clerk's connection with Teams as it is at this moment, and changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import jwt

from bot.settings import Settings
from bot.teams.clouds import Cloud, cloud_of
from bot.teams.consents import ADMINS
from bot.teams.credentials import Tokens, tokens_of
from bot.teams.guard import Keys
from bot.teams.session import TeamsSession

_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is looked at, each by one request."""

    cloud: Cloud
    tokens: Tokens
    session: TeamsSession

    async def prove(self) -> None:
        """Have a token for the connector. Raises ChatUnavailable, TeamsRefused."""
        await self.tokens.header(self.cloud.scope)

    async def are_callers_known(self) -> bool:
        """Tell whether the keys of who calls can be read."""
        keys = Keys(self.session.http, self.cloud.openid)
        await keys.renew()
        return keys.are_known

    async def missing(self) -> list[str]:
        """Give what no admin consented to, by the token that Graph is asked with.

        Raises ChatUnavailable, TeamsRefused.
        """
        header = await self.tokens.header(self.cloud.graph_scope)
        return sorted(ADMINS.keys() - _roles(header.get("Authorization", "")))


@asynccontextmanager
async def checkup(settings: Settings) -> AsyncIterator[Checkup]:
    """Open it, for the app that is configured."""
    cloud, session = cloud_of(settings), TeamsSession()
    try:
        yield Checkup(cloud, tokens_of(settings, cloud), session)
    finally:
        await session.close()


def _roles(header: str) -> frozenset[str]:
    """Give what a token of our own says that it is for; whoever gave it signs for that to Graph."""
    try:
        told = jwt.decode(header.removeprefix(_BEARER), options={"verify_signature": False})
    except jwt.PyJWTError:
        return frozenset()
    roles = told.get("roles")
    return frozenset(map(str, roles)) if isinstance(roles, list) else frozenset()
