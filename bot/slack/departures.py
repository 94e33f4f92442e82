"""Workspaces that Clerk is removed from: its tokens there are gone at once."""

import math
from typing import Any

from bot.ledger.installations import Installed, SqlInstallations
from bot.slack.grants import Grants, is_workspace
from bot.wrapping import Unreadable
from handlers.ports import Audit

ACTOR = "slack"


class Departures:
    """Drops tokens that Slack took back.

    What was read in such a workspace stays for as long as it is to be kept; jobs that still run
    there end, since nobody can speak there any more.
    """

    def __init__(self, kept: SqlInstallations, grants: Grants, audit: Audit) -> None:
        self._kept = kept
        self._grants = grants
        self._audit = audit

    async def on_event(self, tenant: str, body: dict[str, Any]) -> bool:
        """Drop the installation that an event says is gone; False: none, or it is a newer one."""
        event = body.get("event") or {}
        match event.get("type"):
            case "app_uninstalled":
                return await self._drop(tenant, body)
            case "tokens_revoked" if (event.get("tokens") or {}).get("bot"):
                return await self._drop(tenant, body)
            case _:
                return False

    async def _drop(self, tenant: str, body: dict[str, Any]) -> bool:
        if not is_workspace(tenant):
            return False
        while installed := await self._kept.get(tenant, self._grants.client):
            if self._is_newer(installed, _told(body)):
                return False
            if await self._kept.drop(installed):
                await self._audit.append(
                    tenant, actor=ACTOR, action="clerk.uninstalled", subject=tenant, detail={}
                )
                return True
            # It was renewed, or installed anew, since it was looked at.
        return False

    def _is_newer(self, installed: Installed, told: float) -> bool:
        """Tell whether Clerk was installed anew before Slack's word of its removal came."""
        try:
            return self._grants.unpack(installed).installed_at > told
        except Unreadable:
            return False  # it is of no use to anybody, whenever it was installed


def _told(body: dict[str, Any]) -> float:
    """Give when it happened, in seconds since 1970, as late as the second allows."""
    at = body.get("event_time")
    return at + 1.0 if isinstance(at, int) else math.inf
