"""How Clerk speaks in Slack: for the process that serves it, and for every command that speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.clock import SystemClock
from bot.ledger.archive import SqlArchive
from bot.ledger.database import Database
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.secret import Secret
from bot.settings import Settings
from bot.shown import Noting
from bot.slack.chat import SlackChat
from bot.slack.credentials import Credentials
from bot.slack.departures import Departures
from bot.slack.distribution import distribution
from bot.slack.installed import OneWorkspace
from bot.slack.links import Links
from bot.slack.rendered import Profile
from bot.slack.session import SlackSession
from bot.slack.ways import Way, way_of
from bot.slack.workspaces import Workspaces
from handlers.chat import MessageRef
from handlers.ports import Audit


@dataclass(frozen=True, slots=True)
class Reach:
    """Where Clerk is installed, by which way it hears, and its voice there.

    `profile` is the richest that a workspace is given. `departures` and `routes` are of an app
    that many workspaces install. Whoever made it closes its `session`.
    """

    way: Way
    workspaces: Workspaces
    session: SlackSession
    chat: SlackChat
    profile: Profile
    api_url: str
    departures: Departures | None = None
    routes: Sequence[web.RouteDef] = ()

    async def link(self, message: MessageRef) -> str | None:
        """Give the address under which people find a message. Raises ChatError."""
        return await Links(self.workspaces).to(message)


def reach(settings: Settings, database: Database, secret: Secret, audit: Audit) -> Reach | None:
    """Wire it; None where the settings do not lead to Slack."""
    way = way_of(settings)
    if way is None:
        return None
    url, profile = settings.slack_api_url, settings.slack_blocks
    session = SlackSession(url)
    meetings = SqlMeetings(database, SystemClock())
    noting = Noting(SqlOutbox(database), SqlArchive(database), meetings)
    credentials = Credentials.of(settings)
    if credentials is not None:
        many = distribution(credentials, database, secret, audit, session=session.http)
        chat = SlackChat(many.workspaces, profile, session, noting=noting)
        leaving = many.departures, many.routes
        return Reach(way, many.workspaces, session, chat, profile, url, *leaving)
    if settings.slack_bot_token is None:
        return None
    one = OneWorkspace(settings.slack_bot_token, url, session)
    chat = SlackChat(one, profile, session, noting=noting)
    return Reach(way, one, session, chat, profile, url)
