"""What people dropped, out of Teams: from the address that came with it, or by Graph."""

from collections.abc import AsyncIterator

from bot.book import Book, Source
from bot.teams.asking import Proving
from bot.teams.clouds import Cloud, is_among
from bot.teams.downloads import Downloads, Unproved
from bot.teams.graph import Graph, NotConsented
from bot.teams.handing import FILES, Handing, shared
from handlers.chat import FileGone, Upload
from handlers.lacks import FileElsewhere, FileExpired, FileUnconsented

CHANNEL = "ChannelMessage.Read.Group"
CHAT = "ChatMessage.Read.Chat"
TRANSCRIPT = "OnlineMeetingTranscript.Read.Chat"


class TeamsFiles:
    """Downloads what was dropped, as the Book says where it is to be had.

    The address of a download holds its own key, and no token goes there; a pasted picture is with
    the connector, which is given ours; all else is asked of Graph, None where Clerk may not.
    """

    def __init__(
        self, book: Book, cloud: Cloud, proving: Proving, downloads: Downloads, graph: Graph | None
    ) -> None:
        self._book = book
        self._cloud = cloud
        self._proving = proving
        self._downloads = downloads
        self._graph = graph

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        """Stream a dropped file. Raises FileGone, ChatUnavailable, ChatRefused."""
        place = upload.place
        source = await self._book.source(place.tenant, place.channel, upload.file)
        if source is None or not source.url:
            raise FileGone("download: not known any more")
        async for piece in self._pieces(source, upload.user):
            yield piece

    def _pieces(self, source: Source, user: str) -> AsyncIterator[bytes]:
        match source.kind:
            case "download":
                return self._downloaded(source, user)
            case "inline":
                return self._pasted(source)
            case "reference":
                return self._linked(source, source.url, user)
            case "hosted":
                return self._asked(source.tenant, source.url, permission_of(source.url))

    async def _downloaded(self, source: Source, user: str) -> AsyncIterator[bytes]:
        """Stream from an address that lasts an hour, or by Graph once it is over."""
        try:
            async for piece in self._downloads.stream(source.url):
                yield piece
            return
        except FileElsewhere:
            raise
        except FileGone:  # never after the first byte
            if not source.link or self._graph is None:
                raise FileExpired("download: expired") from None
        try:
            async for piece in self._linked(source, source.link, user):
                yield piece
        except FileUnconsented:
            raise FileExpired("download: expired") from None

    async def _pasted(self, source: Source) -> AsyncIterator[bytes]:
        """Stream a picture; the token goes to the connector, and to no other host."""
        url, services = source.url, self._cloud.services
        if not is_among(url, services):
            async for piece in self._downloads.stream(url):
                yield piece
            return
        scope = self._cloud.scope
        token = await self._proving.header(scope)
        try:
            async for piece in self._downloads.stream(url, token, services):
                yield piece
            return
        except Unproved:  # never after the first byte
            if not self._proving.renounce(scope, token):
                raise
        token = await self._proving.header(scope)
        async for piece in self._downloads.stream(url, token, services):
            yield piece

    async def _linked(self, source: Source, link: str, user: str) -> AsyncIterator[bytes]:
        """Stream what people open by a link, if a company keeps it and it is of who sends it."""
        if not is_among(link, self._cloud.files):
            raise FileElsewhere("download: kept elsewhere")
        if self._graph is None:
            raise FileUnconsented("download", FILES)
        held = await self._book.conversation(source.tenant, source.channel)
        try:
            theirs = await Handing(self._graph).is_theirs(link, user, held, source.tenant)
        except NotConsented as error:
            raise FileUnconsented("download", error.permission) from None
        if not theirs:
            raise FileElsewhere("download: somebody else's")
        async for piece in self._asked(source.tenant, content_path(link), FILES):
            yield piece

    async def _asked(self, tenant: str, path: str, permission: str) -> AsyncIterator[bytes]:
        if self._graph is None:
            raise FileUnconsented("download", permission)
        try:
            async for piece in self._graph.stream(tenant, path, permission):
                yield piece
        except NotConsented as error:
            raise FileUnconsented("download", error.permission) from None


def content_path(link: str) -> str:
    """Give the path of the content of what a link opens."""
    return f"{shared(link)}/content"


def permission_of(path: str) -> str:
    """Give what a company must have consented to, for what lies under a path."""
    if "/transcripts/" in path:
        return TRANSCRIPT
    if path.startswith("/shares/"):
        return FILES
    return CHANNEL if path.startswith("/teams/") else CHAT
