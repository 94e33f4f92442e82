"""A SlackChat that speaks with a Slack of ours, and what people see there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientTimeout
from pydantic import SecretStr

from bot.shown import Noting
from bot.slack.chat import Pace, SlackChat
from bot.slack.clients import clients
from bot.slack.rendered import Profile
from bot.slack.session import SlackSession
from bot.slack.workspaces import PLATFORM, Workspace
from handlers.chat import ChatRefused, Place, Upload
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.state import File, Message, Team

PATIENT = ClientTimeout(total=30)
QUICK = ClientTimeout(total=0.3)


@dataclass
class Room:
    """Where a test talks: `waits` are the seconds that were waited, none of them for real."""

    slack: SlackDouble
    session: SlackSession
    waits: list[float] = field(default_factory=list)
    profile: Profile = "classic"
    limit: ClientTimeout = PATIENT  # of a download
    now: float = 0.0

    def __post_init__(self) -> None:
        self.chat = self.another()

    def another(self, noting: Noting | None = None) -> SlackChat:
        """Give the chat of another process."""
        return SlackChat(
            self,
            self.profile,
            self.session,
            noting=noting,
            pace=Pace(sleep=self.sleep, now=lambda: self.now, download=self.limit),
        )

    async def get(self, tenant: str) -> Workspace:
        """Give a workspace, as the port Workspaces does."""
        team = self.slack.world.teams.get(tenant)
        if team is None:
            raise ChatRefused("workspace: not installed")
        reading, posting = clients(
            team.token, self.slack.api_url, self.session.http, sleep=self.sleep
        )
        token = SecretStr(team.token)
        return Workspace(tenant, team.user, team.bot, token, reading, posting, team.scopes)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def team(self, place: Place) -> Team:
        return self.slack.world.teams[place.tenant]

    def drop(self, place: Place, user: str, name: str, content: bytes, late: int = 0) -> Upload:
        """Drop a file where `place` says."""
        dropped = self.slack.act.drop(
            self.team(place), place.channel, user, [(name, content)], thread=place.thread, late=late
        )
        return Upload(place, user, dropped.files[0].id, name)

    def said(self, place: Place) -> list[Message]:
        """Give what Clerk said in a place, in private too."""
        team = self.team(place)
        messages = team.channels[place.channel].messages
        return [one for one in messages if one.user == team.user and one.thread == place.thread]

    def files(self, place: Place) -> list[File]:
        """Give the files of Clerk's that were put in a place."""
        team = self.team(place)
        return [team.files[one] for message in self.said(place) for one in message.files]

    def shown(self, place: Place, user: str) -> list[str]:
        """Give the titles of cards and the names of files that a user sees in a place."""
        team = self.team(place)
        channel = team.channels[place.channel]
        if channel.kind == "im" and user not in channel.members:
            return []
        seen: list[str] = []
        for one in self.said(place):
            if one.ephemeral in {None, user}:
                titles = [team.files[file].title for file in one.files]
                seen += titles or [title_of(one)]
        return seen


def title_of(message: Message) -> str:
    """Give the title of a card, without the sign of its tone."""
    titles = [one["text"]["text"] for one in message.blocks if one["type"] == "header"]
    return str(titles[0] if titles else message.text).lstrip("✅⚠️⏳ ")


@asynccontextmanager
async def speaking(*teams: str, profile: Profile = "classic") -> AsyncIterator[Room]:
    """Open a Slack of ours with workspaces in it."""
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        for team in teams:
            slack.world.add_team(team)
        yield Room(slack, session, profile=profile)


def place_of(team: Team, channel: str = "C0INVOICES", thread: str | None = None) -> Place:
    """Name a place in a workspace."""
    return Place(PLATFORM, team.id, channel, thread)
