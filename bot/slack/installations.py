"""The workspaces that installed Clerk: Bolt's stores on the ledger, and clients for each."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.ledger.faults import DatabaseBusy
from bot.ledger.installations import SqlInstallations, SqlInstalling
from bot.slack.clients import clients
from bot.slack.grants import Grants
from bot.slack.renewal import Renewal
from bot.slack.workspaces import Workspace
from bot.wrapping import Unreadable
from handlers.chat import ChatRefused, ChatUnavailable
from handlers.ports import Clock

STATE_SECONDS = 600

log = logging.getLogger(__name__)


class Installations(AsyncInstallationStore):
    """Keeps what Slack grants, one installation a workspace.

    Bolt only saves here: who is installed is asked of InstalledWorkspaces.
    """

    def __init__(self, kept: SqlInstallations, grants: Grants) -> None:
        self._kept = kept
        self._grants = grants

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation in the place of an earlier one. Raises NotOfOneWorkspace."""
        await self._kept.keep(self._grants.pack(installation))


class States(AsyncOAuthStateStore):
    """Random states, each good once and for ten minutes; only their hashes are kept."""

    def __init__(self, kept: SqlInstalling, clock: Clock) -> None:
        self._kept = kept
        self._clock = clock

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_issue(self, *_: object, **__: object) -> str:
        state, now = secrets.token_urlsafe(32), self._clock.now()
        until = now + timedelta(seconds=STATE_SECONDS)
        await self._kept.begin(_mark(state), now=now, until=until)
        return state

    async def async_consume(self, state: str) -> bool:
        return await self._kept.end(_mark(state), now=self._clock.now())


def _mark(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Open:
    token: str
    workspace: Workspace


class InstalledWorkspaces:
    """The workspaces that installed Clerk, as the ledger has them at this moment.

    The ledger is asked each time, so that a token that another process renewed, or that Slack
    took back, is not used a moment longer.
    """

    def __init__(
        self,
        kept: SqlInstallations,
        grants: Grants,
        renewal: Renewal,
        api_url: str,
        session: ClientSession | None = None,
    ) -> None:
        self._kept = kept
        self._grants = grants
        self._renewal = renewal
        self._api_url = api_url
        self._session = session
        self._open: dict[str, _Open] = {}

    async def get(self, tenant: str) -> Workspace:
        try:
            granted = await self._granted(tenant)
        except ChatRefused:
            self._open.pop(tenant, None)
            raise
        except DatabaseBusy as busy:
            raise ChatUnavailable(f"where Clerk is installed: {busy}") from None
        return self._opened(tenant, granted)

    async def _granted(self, tenant: str) -> Installation:
        installed = await self._kept.get(tenant, self._grants.client)
        if installed is None:
            raise ChatRefused(f"Clerk is not installed in {tenant}")
        try:
            granted = self._grants.unpack(installed)
        except Unreadable as why:
            raise ChatRefused(f"the token of {tenant} cannot be read: {why}") from None
        return await self._renewal.fresh(installed, granted)

    def _opened(self, tenant: str, granted: Installation) -> Workspace:
        token = granted.bot_token
        if not token:
            raise ChatRefused(f"Slack granted no bot in {tenant}")
        known = self._open.get(tenant)
        if known is None or known.token != token:
            reading, posting = clients(token, self._api_url, self._session)
            known = _Open(
                token,
                Workspace(
                    tenant=tenant,
                    user=granted.bot_user_id or "",
                    bot=granted.bot_id or "",
                    token=SecretStr(token),
                    reading=reading,
                    posting=posting,
                    scopes=frozenset(granted.bot_scopes or ()),
                ),
            )
            self._open[tenant] = known
        return known.workspace
