"""A dropped file's way from the browser to the shelf: streamed, and cut where it is too large."""

import re
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from aiohttp import BodyPartReader, MultipartReader, web
from pydantic import BaseModel, Field, ValidationError

from bot.ledger.workspace_rows import new_id
from bot.local.guard import Refusal
from bot.local.roster import TENANT, member
from bot.local.shelf import CHUNK, Shelf
from handlers.chat import Language

_FACTS_LIMIT = 8 * 1024
_NAME_LIMIT = 255
# Marks that turn the reading direction round: a name could show an ending it does not have.
_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


# What a browser takes a file for: two words, and nothing that could be more than a hint.
_KIND = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}", re.ASCII)


class DropFacts(BaseModel):
    """What the page tells of a file before its bytes; `size` in bytes, before any cut.

    `kind` is what the browser takes it for, `thread` the one it is dropped into.
    """

    user: str
    language: Language
    name: str
    size: int = Field(ge=0, le=1 << 53)
    kind: str = Field("", max_length=200)
    thread: str | None = None

    @property
    def hint(self) -> str:
        """Give the MIME type that the browser tells, where it is one."""
        kind = self.kind.casefold()
        return kind if _KIND.fullmatch(kind) else ""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that lies on the shelf under `id`; `size` is its true size, which may be larger."""

    id: str
    user: str
    language: Language
    name: str
    size: int
    kind: str = ""
    thread: str | None = None


async def receive(
    request: web.Request, shelf: Shelf, admit: Callable[[DropFacts], Awaitable[int]]
) -> Received:
    """Read `facts` and then `file` out of a multipart request.

    `admit` gives how many bytes such a file may have, and raises Refusal for who may not drop
    here, before anything is kept.

    One byte more than that is kept at most: enough for whoever downloads the file to see that it
    is too large. The rest is read and dropped, so that the answer reaches the browser.
    """
    if request.content_type != "multipart/form-data":
        raise Refusal(415, "unsupported_media_type", "a dropped file comes as multipart/form-data")
    try:
        reader = await request.multipart()
        facts = await _facts(await reader.next())
        limit = await admit(facts)
        part = await reader.next()
        if not isinstance(part, BodyPartReader) or part.name != "file":
            raise Refusal(400, "bad_upload", "the second part must be the file")
        file, counted = new_id(), _Cut(reader, part, limit + 1)
        await shelf.write(TENANT, file, counted.kept())
    except (ValueError, web.RequestPayloadError) as error:
        raise Refusal(400, "bad_upload", "the upload is not whole") from error
    except ConnectionError as error:
        raise Refusal(400, "bad_upload", "the upload was broken off") from error
    except OSError as error:
        raise Refusal(507, "disk_full", "the file could not be kept on the disk") from error
    size = max(facts.size, counted.size)
    name = clean_name(facts.name)
    return Received(file, facts.user, facts.language, name, size, facts.hint, facts.thread)


async def _facts(part: BodyPartReader | MultipartReader | None) -> DropFacts:
    if not isinstance(part, BodyPartReader) or part.name != "facts":
        raise Refusal(400, "bad_upload", "the first part must be the facts")
    said = b""
    while len(said) <= _FACTS_LIMIT and (chunk := await part.read_chunk()):
        said += chunk
    try:
        facts = DropFacts.model_validate_json(said)
    except ValidationError as error:
        raise Refusal(400, "bad_upload", "the facts are not as agreed") from error
    if member(facts.user) is None:
        raise Refusal(400, "unknown_person", "there is no such person")
    return facts


class _Cut:
    """The beginning of the last part; `size` counts all of it."""

    def __init__(self, reader: MultipartReader, part: BodyPartReader, keep: int) -> None:
        self._reader = reader
        self._part = part
        self._keep = keep
        self.size = 0

    async def kept(self) -> AsyncIterator[bytes]:
        while chunk := await self._part.read_chunk(CHUNK):
            room = self._keep - self.size
            self.size += len(chunk)
            if room > 0:
                yield chunk[:room]
        # A body that just stops would pass for a whole one: its end must be marked.
        if await self._reader.next() is not None:
            raise ValueError("there is a part after the file")


def clean_name(name: str) -> str:
    """Make a name one that can be shown: no folders, controls or direction marks, 255 characters.

    What is cut out of a longer one is its middle, so that its ending stays.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(
        sign
        for sign in last
        if sign not in _DIRECTION_MARKS and unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()
    if len(shown) > _NAME_LIMIT:
        shown = f"{shown[: _NAME_LIMIT - 21]}…{shown[-20:]}"
    return shown or "file"
