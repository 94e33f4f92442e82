"""Slack's shell with ears of a test behind it: what was heard, by signed HTTP on loopback."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.once import Once
from bot.slack.hooks import Ears, Hooks
from bot.slack.interactions import Picked, Pressed, Submitted
from bot.slack.listeners import Listeners, app_of
from bot.slack.payloads import Asked, Opened
from bot.slack.shapes import Json
from bot.slack.signing import Signatures
from bot.slack.webhook import Webhook
from bot.slack.workspaces import Workspace
from bot.web.listener import Listener
from handlers.chat import (
    Card,
    ChatRefused,
    Command,
    Language,
    Outcome,
    Place,
    Press,
    Submission,
    Told,
    Upload,
)
from handlers.withdrawals import Withdrawal
from tests.doubles.slack.deliveries import SECRET, Deliveries
from tests.doubles.slack.gestures import Gestures
from tests.doubles.slack.socket import Sockets
from tests.doubles.slack.state import Team, World

CARD = Card("Done")


class OneOfOurs:
    """The workspaces of a world, without a server to ask."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def get(self, tenant: str) -> Workspace:
        if tenant not in self._world.teams:
            raise ChatRefused("not installed")
        team, client = self._world.teams[tenant], AsyncWebClient()
        return Workspace(tenant, team.user, team.bot, SecretStr(team.token), client, client)


@dataclass
class Heard:
    """What the shell told, in order; `fails` lets that many tellings raise."""

    uploads: list[Upload] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    forms: list[Submission] = field(default_factory=list)
    shown: list[tuple[Pressed, Outcome]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    picked: list[Picked] = field(default_factory=list)
    seen: list[tuple[str, ...]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    late: list[bool] = field(default_factory=list)
    fails: int = 0
    response: Json | None = None
    holds: asyncio.Event | None = None  # what a form waits for
    languages: dict[str, Language] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    together: asyncio.Barrier | None = None  # who is asked for a name or a language waits there

    @property
    def count(self) -> int:
        """How much was heard in all."""
        taken = len(self.uploads) + len(self.withdrawn) + len(self.presses) + len(self.forms)
        return taken + len(self.asked) + len(self.opened) + len(self.picked)

    def ears(self) -> Ears:
        return Ears(self._event, self._withdrawal, self._press, self._submit)

    def hooks(self) -> Hooks:
        return Hooks(
            language=self._language,
            read_button=lambda action: (action["action_id"], str(action.get("value", ""))),
            read_form=_form,
            show=self._show,
            wait=lambda language: {"response_action": "update", "view": {"said": language}},
            respond=self._respond,
            say=self._say,
            open=self._open,
            pick=self._pick,
            see=lambda *spot: self.seen.append(spot),
            name=self._name,
            leave=self._leave,
        )

    def _stumble(self) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full: secret words")

    async def _event(self, event: Upload | Command) -> None:
        self._stumble()
        assert isinstance(event, Upload)
        self.uploads.append(event)

    async def _withdrawal(self, withdrawal: Withdrawal) -> None:
        self._stumble()
        self.withdrawn.append(withdrawal)

    async def _press(self, press: Press) -> Outcome:
        self._stumble()
        self.presses.append(press)
        return Told(CARD)

    async def _submit(self, form: Submission) -> Outcome:
        if self.holds is not None:
            await self.holds.wait()
        self.forms.append(form)
        return None

    async def _language(self, _tenant: str, user: str) -> Language:
        await self._gather()
        return self.languages.get(user, "en")

    async def _name(self, _tenant: str, file: str) -> str | None:
        await self._gather()
        return self.names.get(file)

    async def _gather(self) -> None:
        if self.together is not None:
            await self.together.wait()

    async def _show(self, pressed: Pressed, outcome: Outcome) -> None:
        self.shown.append((pressed, outcome))

    async def _respond(
        self, _one: Submitted, _form: Submission, _outcome: Outcome, late: bool
    ) -> Json | None:
        self.late.append(late)
        return self.response

    async def _say(self, asked: Asked) -> None:
        self.asked.append(asked)

    async def _open(self, opened: Opened, _language: Language) -> None:
        self.opened.append(opened)

    async def _pick(self, picked: Picked, _language: Language) -> None:
        self.picked.append(picked)

    async def _leave(self, tenant: str, _body: Json) -> bool:
        self._stumble()
        self.left.append(tenant)
        return True


def _form(one: Submitted, language: Language) -> Submission | None:
    if one.view.get("callback_id") != "review.edit":
        return None
    place = Place("slack", one.tenant, "C0INVOICES")
    return Submission(place, one.user, "review.edit", "D-1", {}, language=language)


class Grace:
    """The wait for files that a mention may have: it lasts until a test ends it."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.waiting = 0

    async def pause(self, _seconds: float) -> None:
        self.waiting += 1
        await self.over.wait()


class Shell:
    """The shell, listening; `act` does what people do, `deliveries` brings what comes of it."""

    def __init__(self) -> None:
        self.world = World(url="http://127.0.0.1:1")
        self.team: Team = self.world.add_team()
        self.act = Gestures(self.world)
        self.act.join(self.team, "U0ANN", "C0INVOICES")
        self.heard = Heard()
        self.ahead = 0.0  # of Slack's clock, in seconds
        self.grace = Grace()
        self.listeners = self.new_listeners()
        self.app = app_of(self.listeners, OneOfOurs(self.world), "http://127.0.0.1:1/api/")
        self.webhook = Webhook(self.app, Signatures(SecretStr(SECRET), self.clock), self.clock)
        self.listener = Listener(self.webhook.routes(), host="127.0.0.1", port=0)
        self.deliveries = Deliveries(Sockets(self.world))

    def new_listeners(self) -> Listeners:
        heard = self.heard
        once = Once(self.clock)
        return Listeners(heard.ears(), heard.hooks(), once, pause=self.grace.pause)

    def clock(self) -> float:
        return time.time() + self.ahead

    async def settled(self) -> None:
        """Wait until nothing goes on any more."""
        await self.listeners.settle(10)


@asynccontextmanager
async def shell() -> AsyncIterator[Shell]:
    """Run it."""
    opened = Shell()
    await opened.listener.start()
    opened.deliveries.url = f"{opened.listener.url}/slack/events"
    try:
        yield opened
    finally:
        opened.grace.over.set()
        await opened.settled()
        await opened.listener.stop()
