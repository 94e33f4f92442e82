"""Clerk as an app that many workspaces install: all that goes with it, wired."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import ClientSession, web
from slack_sdk.oauth.installation_store import Installation

from bot.clock import SystemClock
from bot.ledger.database import Database
from bot.ledger.installations import SqlInstallations, SqlInstalling
from bot.secret import Secret
from bot.slack.clients import clients
from bot.slack.credentials import Credentials
from bot.slack.departures import Departures
from bot.slack.grants import PURPOSE, Grants
from bot.slack.install_routes import install_routes
from bot.slack.installations import Installations, InstalledWorkspaces, States
from bot.slack.installing import install_flow
from bot.slack.renewal import Renewal
from bot.wrapping import Wrapping
from handlers.ports import Audit, Clock


@dataclass(frozen=True, slots=True)
class Distribution:
    """Where Clerk is installed, how it is removed, and the pages that install it."""

    workspaces: InstalledWorkspaces
    departures: Departures
    routes: Sequence[web.RouteDef]


def distribution(
    credentials: Credentials,
    database: Database,
    secret: Secret,
    audit: Audit,
    *,
    session: ClientSession | None = None,
    clock: Clock | None = None,
) -> Distribution:
    """Wire it on the ledger's database, with keys derived from `secret`.

    All calls go over `session`, where there is one; whoever opened it closes it.
    """
    clock = clock or SystemClock()
    kept = SqlInstallations(database)
    grants = Grants(credentials.id, Wrapping(secret.derive(PURPOSE)))
    # A code, and a refresh token, is good for one call: nothing is repeated that may have arrived.
    _, once = clients("", credentials.api_url, session)

    async def installed(installation: Installation) -> None:
        tenant = str(installation.team_id)
        await audit.append(
            tenant, actor="slack", action="clerk.installed", subject=tenant, detail={}
        )

    stores = Installations(kept, grants), States(SqlInstalling(database), clock)
    flow = install_flow(credentials, once, stores, installed, clock)
    renewal = Renewal(kept, grants, credentials, once, clock)
    return Distribution(
        workspaces=InstalledWorkspaces(kept, grants, renewal, credentials.api_url, session),
        departures=Departures(kept, grants, audit),
        routes=install_routes(flow),
    )
