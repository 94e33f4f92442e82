"""The Chat port on Slack."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import ClientTimeout

from bot.courtesies import Courtesies
from bot.remembered import Remembered
from bot.shown import Noting
from bot.slack.attaching import SlackAttaching
from bot.slack.clients import Sleep, hasty
from bot.slack.faults import GONE, UNREACHED, Answer, SlackRefused, asked
from bot.slack.files import LIMIT, SlackFiles
from bot.slack.marks import found, mark_of, metadata_of
from bot.slack.rendered import Profile
from bot.slack.session import SlackSession
from bot.slack.wording import Wording, Words
from bot.slack.workspaces import Workspace, Workspaces
from handlers.chat import Attachment, Card, ChatRefused, MessageRef, Place, Upload

# A text out of a document is to be words and nothing else.
_AS_WORDS: dict[str, Any] = {
    "parse": "none",
    "link_names": False,
    "unfurl_links": False,
    "unfurl_media": False,
}
_KNOWN, _MOST = 3600.0, 1000  # for so long, and of so many, the direct messages are known
_PAUSE = 5.0  # seconds between edits of a busy card; Slack takes some fifty a minute, of all
_FILE = "F"  # what the id of a file begins with; that of a message is a time


@dataclass(frozen=True, slots=True)
class Pace:
    """How waiting is done, how time is told, and how long a download may take."""

    sleep: Sleep = asyncio.sleep
    now: Callable[[], float] = time.monotonic
    download: ClientTimeout = LIMIT


class SlackChat:
    """Clerk's side of conversations in every workspace that it is installed in.

    In a channel one thing is posted after the other, in the order in which they are said: Slack
    takes about one a second there, and whoever must wait lets nobody overtake.
    """

    def __init__(
        self,
        workspaces: Workspaces,
        profile: Profile,
        session: SlackSession,
        *,
        noting: Noting | None = None,
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self._workspaces = workspaces
        self._wording = Wording(profile, pace.now)
        self._files = SlackFiles(session, sleep=pace.sleep, limit=pace.download)
        self._attaching = SlackAttaching(session, sleep=pace.sleep)
        self._courtesies = Courtesies(_PAUSE, pace.now)
        self._noting = noting
        self._direct = Remembered(self._open, seconds=_KNOWN, most=_MOST, clock=pace.now)
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        workspace = await self._workspaces.get(place.tenant)
        metadata = metadata_of(mark_of(place.tenant, key))
        answer = await self._post(workspace, place, card, metadata)
        return MessageRef(place, str(answer["ts"]))

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        workspace = await self._workspaces.get(place.tenant)
        return await found(workspace, place, mark_of(place.tenant, key))

    async def edit(self, message: MessageRef, card: Card) -> None:
        place = message.place
        workspace = await self._workspaces.get(place.tenant)
        if message.id.startswith(_FILE):
            raise ChatRefused("edit: a file")
        if self._courtesies.is_spare(message, card):
            return
        # Made again without harm: it says the same.
        client = hasty(workspace.reading) if card.tone == "busy" else workspace.reading

        def send(words: Words) -> Awaitable[Answer]:
            calling = client.chat_update(
                channel=place.channel, ts=message.id, parse="none", link_names=False, **words
            )
            return asked("chat.update", calling)

        await self._wording.say(place.tenant, card, send)

    async def turn(self, message: MessageRef, card: Card) -> None:
        """Let what somebody was told directly show another card, which may show further tasks."""
        if self._noting is not None and not await self._noting.note(message, card):
            await self.retract(message)
        else:
            await self.edit(message, card)

    async def retract(self, message: MessageRef) -> None:
        workspace = await self._workspaces.get(message.place.tenant)
        reading, channel = workspace.reading, message.place.channel
        try:
            if message.id.startswith(_FILE):
                await asked("files.delete", reading.files_delete(file=message.id))
            else:
                await asked("chat.delete", reading.chat_delete(channel=channel, ts=message.id))
        except SlackRefused as error:
            if error.code not in GONE:
                raise

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        workspace = await self._workspaces.get(place.tenant)
        if place.channel.startswith("D"):
            await self._post_directly(workspace, place, user, card)
            return
        try:
            await self._whisper(workspace, place, user, card)
        except SlackRefused as error:
            if error.code not in UNREACHED:
                raise
            await self._post_directly(workspace, place, user, card)

    async def direct(self, place: Place, user: str) -> Place:
        return Place(place.platform, place.tenant, await self._direct.get((place.tenant, user)))

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        workspace = await self._workspaces.get(place.tenant)
        mark = mark_of(place.tenant, key)
        async with self._turn(place):
            id_ = await self._attaching.attach(workspace, place, attachment, mark)
        return MessageRef(place, id_)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        workspace = await self._workspaces.get(upload.place.tenant)
        async for chunk in self._files.download(workspace, upload):
            yield chunk

    async def _post(
        self, workspace: Workspace, place: Place, card: Card, metadata: dict[str, object] | None
    ) -> Answer:
        def send(words: Words) -> Awaitable[Answer]:
            calling = workspace.posting.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread,
                metadata=metadata,
                **_AS_WORDS,
                **words,
            )
            return asked("chat.postMessage", calling)

        async with self._turn(place):
            return await self._wording.say(place.tenant, card, send)

    async def _whisper(self, workspace: Workspace, place: Place, user: str, card: Card) -> None:
        def send(words: Words) -> Awaitable[Answer]:
            calling = workspace.posting.chat_postEphemeral(
                channel=place.channel,
                user=user,
                thread_ts=place.thread,
                parse="none",
                link_names=False,
                **words,
            )
            return asked("chat.postEphemeral", calling)

        await self._wording.say(place.tenant, card, send)

    async def _post_directly(
        self, workspace: Workspace, place: Place, user: str, card: Card
    ) -> None:
        """Say a card in the direct messages with `user`, whoever those of `place` are with."""
        direct = await self.direct(place, user)
        if direct.channel == place.channel:
            direct = place
        answer = await self._post(workspace, direct, card, None)
        message = MessageRef(direct, str(answer["ts"]))
        if self._noting is not None and not await self._noting.note(message, card):
            await self.retract(message)

    async def _open(self, named: tuple[str, str]) -> str:
        tenant, user = named
        workspace = await self._workspaces.get(tenant)
        opened = await asked("conversations.open", workspace.reading.conversations_open(users=user))
        return str(opened["channel"]["id"])

    def _turn(self, place: Place) -> asyncio.Lock:
        return self._turns.setdefault((place.tenant, place.channel), asyncio.Lock())
