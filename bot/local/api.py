"""What the page may ask: the state, the conversations, saying something, dropping and fetching."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web
from pydantic import BaseModel, Field

from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File, Filed, Message
from bot.local.asking import answer, body_of, channel_of, require_reads, viewer_of
from bot.local.drops import DropFacts, clean_name, receive
from bot.local.feed import Feed
from bot.local.guard import Refusal
from bot.local.lookups import Eyes, Lookups
from bot.local.presses import Hands, Presses
from bot.local.roster import CHANNELS, CLERK, DIRECT, MEMBERS, PLATFORM, TENANT, member, reads, sees
from bot.local.seals import Seals
from bot.local.shelf import Shelf
from bot.local.wire import PICTURES, Json, drop_body, message_json, text_body
from handlers.chat import Command, Language, Place, Upload
from handlers.meetings.hints import role_of

# What begins a command, and the word of Clerk's that it stands for.
_COMMANDS = {"/clerk": "", "/voice": "voice "}
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told what happened in the workspace; each returns once it is safe to forget.

    What hands and eyes give is for the person alone who asked.
    """

    on_upload: Callable[[Upload], Awaitable[None]]
    on_command: Callable[[Command], Awaitable[None]]
    hands: Hands
    eyes: Eyes


@dataclass(frozen=True, slots=True)
class Limits:
    """What the interface is bound by: the size of a file, and the key that seals buttons.

    A recording may be of `max_recording` bytes; None: of as many as any other file.
    """

    max_upload: int
    key: bytes
    max_recording: int | None = None


class Saying(BaseModel):
    """What a person typed."""

    user: str
    language: Language
    text: str = Field(min_length=1, max_length=8000)
    thread: str | None = None


class Api:
    """The workspace's HTTP interface, under /api."""

    def __init__(self, workspace: Workspace, shelf: Shelf, ears: Ears, limits: Limits) -> None:
        self._workspace = workspace
        self._shelf = shelf
        self._ears = ears
        self._max_upload = limits.max_upload
        self._max_recording = limits.max_recording or limits.max_upload
        self._seals = Seals(limits.key)
        self._presses = Presses(workspace, self._seals, ears.hands)
        self._lookups = Lookups(workspace, self._seals, ears.eyes)
        self.feed = Feed(workspace, self._seals)

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.get("/api/workspace", self.describe),
            web.get("/api/channels/{channel}/messages", self.history),
            web.post("/api/channels/{channel}/messages", self.say),
            web.post("/api/channels/{channel}/drops", self.drop),
            web.get("/api/files/{file}", self.fetch),
            web.get("/api/events", self.events, allow_head=False),
            *self._presses.routes(),
            *self._lookups.routes(),
        ]

    async def describe(self, request: web.Request) -> web.Response:
        """Tell who is here, which channels `?as=` reads, and how large a file may be.

        Without `?as=`, as before anybody was chosen, the channels are those everybody reads.
        """
        viewer = viewer_of(request) if "as" in request.query else None
        described = {
            "clerk": CLERK,
            "people": [{"id": one.id, "name": one.name, "role": one.role} for one in MEMBERS],
            "channels": [
                {"id": one.id, "restricted": one.is_restricted, "direct": one.person is not None}
                for one in (*CHANNELS, *DIRECT)
                if reads(viewer, one.id)
            ],
            "max_upload": self._max_upload,
            "max_recording": self._max_recording,
        }
        return answer(described)

    async def history(self, request: web.Request) -> web.Response:
        """Give a channel's newest threads, or those before `?before=`."""
        viewer = viewer_of(request)
        channel = channel_of(request, viewer)
        before = request.query.get("before")
        if before is not None and not (before.isascii() and before.isdigit()):
            raise Refusal(400, "bad_request", "before must be a number")
        # Read first: a change after it is told again by the feed, and none is lost.
        cursor = await self._workspace.cursor(TENANT)
        point = None if before is None else int(before[:18])
        history = await self._workspace.history(TENANT, channel, viewer, point)
        told = {
            "messages": [self._json(message) for message in history.messages],
            "earlier": history.earlier,
            "cursor": cursor,
        }
        return answer(told)

    async def say(self, request: web.Request) -> web.Response:
        """Post what a person typed; `/clerk WORDS` and `/voice TOPIC` are told to Clerk as well."""
        saying = await _saying(request)
        channel = channel_of(request, saying.user)
        if saying.thread is not None:
            await self._require_root(saying.thread, channel)
        text = saying.text.strip()
        draft = Draft(TENANT, channel, saying.thread, saying.user, text_body(text))
        said = await self._workspace.add(draft)
        word, *words = text.split(maxsplit=1)
        if word in _COMMANDS:
            place = Place(PLATFORM, TENANT, channel, saying.thread)
            told = f"{_COMMANDS[word]}{''.join(words)}"
            command = Command(place, saying.user, told, saying.language)
            await self._ears.on_command(command)
        return answer(self._json(said), status=201)

    async def _require_root(self, thread: str, channel: str) -> None:
        root = await self._workspace.get(TENANT, thread)
        if root is None or root.thread is not None or root.channel != channel:
            raise Refusal(404, "unknown_thread", "there is no such thread")

    async def drop(self, request: web.Request) -> web.Response:
        """Keep a dropped file, make it a message, and tell Clerk; answer when all are durable."""
        channel = request.match_info["channel"]
        received = await receive(request, self._shelf, lambda facts: self._admit(facts, channel))
        file = File(
            received.id,
            received.name,
            received.kind or _UNKNOWN,
            received.size,
            dropped=True,
            language=received.language,
        )
        body = drop_body(received.id, received.name, received.size)
        draft = Draft(TENANT, channel, received.thread, received.user, body, file=file)
        said = await self._add_or_discard(draft, file)
        await self._announce(said, file, received.language)
        return answer(self._json(said), status=201)

    async def _admit(self, facts: DropFacts, channel: str) -> int:
        """Let somebody drop where they read; gives how large such a file may be."""
        require_reads(facts.user, channel)
        if facts.thread is not None:
            await self._require_root(facts.thread, channel)
        place = Place(PLATFORM, TENANT, channel)
        hinted = Upload(place, facts.user, "", clean_name(facts.name), kind=facts.hint)
        return self._max_recording if role_of(hinted) == "recording" else self._max_upload

    async def _add_or_discard(self, draft: Draft, file: File) -> Message:
        """Post the message of a file that lies on the shelf; without it, the file goes too."""
        said = None
        try:
            said = await self._workspace.add(draft)
        finally:
            if said is None:
                await self._shelf.remove(TENANT, file.id)
        return said

    async def announce_missed(self) -> None:
        """Tell Clerk of drops that a crash kept from being told."""
        for filed in await self._workspace.unannounced(TENANT):
            language: Language = "zh" if filed.file.language == "zh" else "en"
            await self._announce(filed.message, filed.file, language)

    async def _announce(self, said: Message, file: File, language: Language) -> None:
        place = Place(PLATFORM, TENANT, said.channel, said.thread or said.id)
        kind = "" if file.mime == _UNKNOWN else file.mime
        upload = Upload(place, said.author, file.id, file.name, language, kind=kind)
        await self._ears.on_upload(upload)
        await self._workspace.announced(TENANT, file.id)

    async def fetch(self, request: web.Request) -> web.StreamResponse:
        """Give `?as=` a file: Clerk's pictures to be looked at, everything else to be saved."""
        viewer = viewer_of(request)
        filed = await self._workspace.file(TENANT, request.match_info["file"])
        if filed is None or not sees(viewer, filed.message):
            raise Refusal(404, "unknown_file", "there is no such file")
        path = self._shelf.path(TENANT, filed.file.id)
        return web.FileResponse(path, headers=_file_headers(filed))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what changes."""
        return await self.feed.stream(request, viewer_of(request))

    def _json(self, message: Message) -> Json:
        return message_json(message, self._seals)


def _file_headers(filed: Filed) -> dict[str, str]:
    file = filed.file
    inline = not file.dropped and file.mime in PICTURES
    return {
        "Content-Type": file.mime if inline else "application/octet-stream",
        "Content-Disposition": (
            f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}"
        ),
        # Whatever the bytes are, they can run nothing and load nothing.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


async def _saying(request: web.Request) -> Saying:
    saying = await body_of(request, Saying)
    if member(saying.user) is None:
        raise Refusal(400, "unknown_person", "there is no such person")
    if not saying.text.strip():
        raise Refusal(400, "bad_request", "there is nothing to say")
    return saying
