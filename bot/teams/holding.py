"""What a message of a channel or a group chat holds: Teams shows its files to Graph alone."""

import mimetypes
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from bot.book import Book, Conversation, Source
from bot.teams.attached import Attached, attached, file_of
from bot.teams.files import permission_of
from bot.teams.graph import Graph, NotConsented
from bot.teams.shapes import Json, sub, text
from handlers.chat import MessageRef

_MOST, _MOST_PAGE = 20, 400_000
_WRITTEN = "/transcripts/"  # what is in the path of what Teams wrote down of a meeting
# As Graph names what was pasted into a text. Whoever wrote that may name anything there, and it
# is asked for as Clerk: an id leads to no other path.
_PASTED = re.compile(r"hostedContents/([A-Za-z0-9_=%+-]{1,400})/\$value")
_ID = re.compile(r"[A-Za-z0-9_=+-]+")
# What people share in passing has endings that not every machine knows.
_KINDS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats",
    "xlsx": "application/vnd.openxmlformats",
    "pptx": "application/vnd.openxmlformats",
    "loop": "application/vnd.ms-fluid",
    "fluid": "application/vnd.ms-fluid",
    "one": "application/vnd.ms-onenote",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}


class Holding:
    """Asks Graph what messages hold. Clerk must have been told of their conversation."""

    def __init__(self, book: Book, graph: Graph) -> None:
        self._book = book
        self._graph = graph

    async def of(self, message: MessageRef) -> tuple[Attached, ...]:
        """Give the files of a message. Raises NotConsented, FileGone, ChatUnavailable."""
        place = message.place
        path, found = await self._asked(message)
        files = [*_files(found, place.channel, message.id)]
        # Pictures that came with the message are there already.
        if not [one for one in await self._came(message) if one.kind == "inline"]:
            files += _pictures(found, path, place.channel, message.id)
        return tuple({one.file: one for one in files}.values())

    async def left(self, message: MessageRef) -> frozenset[str]:
        """Give the files that a message which was changed holds still, out of those it brought.

        A picture is not told from another that came with it: all are there while one is. What was
        written down of a recording stays with it.
        """
        place = message.place
        path, found = await self._asked(message)
        files = {one.file for one in _files(found, place.channel, message.id)}
        pictures = {one.file for one in _pictures(found, path, place.channel, message.id)}
        for one in await self._came(message):
            if (one.kind == "inline" and pictures) or (_WRITTEN in one.url and files):
                files.add(one.file)
        return frozenset(files | pictures)

    async def _asked(self, message: MessageRef) -> tuple[str, Json]:
        """Give a message as Graph tells of it, and its path there."""
        place = message.place
        held = await self._book.conversation(place.tenant, place.channel)
        if held is None or (held.kind == "channel" and not held.team):
            raise NotConsented("graph", permission_of("/teams/"))
        path = path_of(held, message)
        return path, await self._graph.get(place.tenant, path, permission_of(path))

    async def _came(self, message: MessageRef) -> tuple[Source, ...]:
        place = message.place
        return await self._book.of_message(place.tenant, place.channel, message.id)


def path_of(held: Conversation, message: MessageRef) -> str:
    """Give the path of a message, of a channel also that of one in a thread."""
    id_, root = quote(message.id, safe=""), message.place.thread
    channel = quote(held.channel, safe="")
    if held.kind != "channel":
        return f"/chats/{channel}/messages/{id_}"
    at = f"/teams/{quote(held.team, safe='')}/channels/{channel}/messages"
    is_root = root is None or root == message.id
    return f"{at}/{id_}" if is_root else f"{at}/{quote(root or '', safe='')}/replies/{id_}"


def kind_of(name: str) -> str:
    """Give what a file is by its name, a MIME type; empty where that tells nothing."""
    stem, _, ending = name.lower().rpartition(".")
    if not stem:
        return ""
    return _KINDS.get(ending) or mimetypes.guess_type(f"x.{ending}")[0] or ""


def _files(found: Json, channel: str, message: str) -> Iterator[Attached]:
    """Give what a message refers to: its attachments are written as those of an activity."""
    for one in attached({**found, "id": message}, channel):
        if one.source == "reference":
            yield Attached(one.file, one.name, kind_of(one.name), one.source, one.url, one.link)


def _pictures(found: Json, path: str, channel: str, message: str) -> Iterator[Attached]:
    page = text(sub(found, "body"), "content", most=_MOST_PAGE)
    named = dict.fromkeys(map(unquote, _PASTED.findall(page)))
    ids = [one for one in named if _ID.fullmatch(one)][:_MOST]
    for number, id_ in enumerate(ids, start=1):
        name = "image.png" if number == 1 else f"image-{number}.png"
        at = f"{path}/hostedContents/{quote(id_, safe='')}/$value"
        yield Attached(file_of(channel, message, id_), name, "image/*", "hosted", at)
