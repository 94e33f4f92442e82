"""Renews tokens that expire, before they do: by one process at a time, and never losing one."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.ledger.faults import DatabaseBusy
from bot.ledger.installations import Installed, SqlInstallations
from bot.slack.credentials import Credentials
from bot.slack.exchange import exchange
from bot.slack.faults import Answer, SlackRefused
from bot.slack.grants import Grants
from handlers.chat import ChatRefused, ChatUnavailable
from handlers.ports import Clock

EARLY = timedelta(hours=2)  # of the twelve that a token lives
_TAKEN = timedelta(minutes=2)  # longer than one call takes
_TRIES = 3  # each waits for half a minute where the database is busy
# What Slack says when a token will never be renewed again.
_OVER = frozenset({"invalid_refresh_token", "invalid_auth", "token_revoked"})

log = logging.getLogger(__name__)


class Renewal:
    """Gives installations with tokens that live for a while yet."""

    def __init__(
        self,
        kept: SqlInstallations,
        grants: Grants,
        credentials: Credentials,
        client: AsyncWebClient,
        clock: Clock,
    ) -> None:
        self._kept = kept
        self._grants = grants
        self._credentials = credentials
        self._client = client
        self._clock = clock

    async def fresh(self, installed: Installed, granted: Installation) -> Installation:
        """Give `granted`, renewed where it is time to.

        Raises ChatRefused where it expired and Slack does not renew it, ChatUnavailable.
        """
        now, expires = self._clock.now(), granted.bot_token_expires_at
        if expires is None or datetime.fromtimestamp(expires, UTC) > now + EARLY:
            return granted
        alive = datetime.fromtimestamp(expires, UTC) > now
        if not await self._kept.take(installed, now=now, until=now + _TAKEN):
            # Somebody else renews it at this moment; the old one serves until it expires.
            if alive:
                return granted
            raise ChatUnavailable(f"the token of {installed.tenant} is being renewed")
        # Whoever waits may be cancelled, but not between Slack's answer and its keeping.
        renewing = asyncio.ensure_future(self._renew(installed, granted, alive=alive))
        return await asyncio.shield(renewing)

    async def _renew(
        self, installed: Installed, granted: Installation, *, alive: bool
    ) -> Installation:
        try:
            answer = await self._ask(granted)
        except (ChatRefused, ChatUnavailable) as fault:
            await self._kept.give_back(installed)
            if not alive:
                raise
            log.warning(
                "a Slack token was not renewed yet: %s", fault, extra={"tenant": installed.tenant}
            )
            return granted
        renewed = Installation(**granted.to_dict_for_copying())
        renewed.bot_token = answer["access_token"]
        renewed.bot_refresh_token = answer["refresh_token"]
        life = timedelta(seconds=int(answer["expires_in"]))
        renewed.bot_token_expires_at = int((self._clock.now() + life).timestamp())
        if await self._keep(installed, self._grants.pack(renewed).wrapped):
            return renewed
        return await self._newer(installed.tenant)

    async def _keep(self, installed: Installed, wrapped: str) -> bool:
        # The old refresh token is of no use any more: what is not kept here is lost for good.
        for _ in range(_TRIES - 1):
            with suppress(DatabaseBusy):
                return await self._kept.renew(installed, wrapped)
        return await self._kept.renew(installed, wrapped)

    async def _ask(self, granted: Installation) -> Answer:
        ticket = {"grant_type": "refresh_token", "refresh_token": granted.bot_refresh_token or ""}
        try:
            answer = await exchange(self._client, self._credentials, **ticket)
        except SlackRefused as refused:
            if refused.code in _OVER:
                raise ChatRefused(f"{refused}: install Clerk in {granted.team_id} again") from None
            # It is of the app, and not of this workspace: whoever runs Clerk can mend it.
            raise ChatUnavailable(str(refused)) from None
        if not _is_renewed(answer):
            raise ChatUnavailable("oauth.v2.access: an answer that renews nothing")
        return answer

    async def _newer(self, tenant: str) -> Installation:
        """Give what came in the place of what was renewed: the token just got is of no use."""
        installed = await self._kept.get(tenant, self._grants.client)
        if installed is None:
            raise ChatRefused(f"Clerk is not installed in {tenant}")
        return self._grants.unpack(installed)


def _is_renewed(said: Answer) -> bool:
    refresh, life = said.get("refresh_token"), said.get("expires_in")
    return isinstance(refresh, str) and bool(refresh) and isinstance(life, int) and life > 0
