"""What hangs on a message of Teams: files, pictures, and a hint of files that are hidden."""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.book import ConversationKind, SourceKind
from bot.teams.frames import id_of
from bot.teams.shapes import Json, listed, sub, text

_DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_REFERENCE = "reference"
_PAGE = "text/html"
_SHOWN = ("image/", "audio/", "video/")
_MOST, _MOST_PAGE, _MOST_URL = 50, 100_000, 8000
_ENDINGS: Mapping[str, str] = {"jpeg": "jpg", "svg+xml": "svg", "*": "png"}
_PLAIN = re.compile(r"[a-z0-9]{1,8}")
# Nothing but what stands in one tag is looked at: the time this takes grows with the page.
_PASTED = re.compile(r"""<img\b[^<>]*\bsrc\s*=\s*["']([^"'<>\s]*)["']""", re.IGNORECASE)
_HELD = re.compile(r"<attachment\b|<img\b", re.IGNORECASE)
_OF_A_FILE = re.compile(r"<attachment\b", re.IGNORECASE)
# As the connector names pictures; others are signs, stickers, and what a page shows of another.
_PICTURE = "/v3/attachments/"


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of a message, by the id that it gets; `kind` is its MIME type, if that is told."""

    file: str
    name: str
    kind: str
    source: SourceKind
    url: str
    link: str = ""


def attached(activity: Json, channel: str) -> tuple[Attached, ...]:
    """Give the files that came with a message, each once."""
    message = id_of(activity)
    several = [*listed(activity, "attachments")][:_MOST]
    found = [*_files(several, channel, message), *_pictures(several, channel, message)]
    return tuple({one.file: one for one in found}.values())


def may_hide(activity: Json, kind: ConversationKind) -> bool:
    """Tell whether a message of a channel or a group chat may have files that it does not show.

    In a channel its text names them; in a group chat nothing does.
    """
    if kind == "group":
        return bool(_pages(activity))
    several = [*listed(activity, "attachments")][:_MOST]
    holds = _OF_A_FILE if any(map(_is_shown, several)) else _HELD
    return any(map(holds.search, _pages(activity)))


def names_files(activity: Json) -> bool:
    """Tell whether the text of a message names files, whether or not they hang on it."""
    return any(map(_OF_A_FILE.search, _pages(activity)))


def file_of(channel: str, message: str, what: str) -> str:
    """Give the id of a file: short, and the same each time that it is told of."""
    digest = hashlib.sha256("\0".join((channel, message, what)).encode()).digest()
    return base64.b32encode(digest).decode()[:26]


def _files(several: list[Json], channel: str, message: str) -> Iterator[Attached]:
    for one in several:
        content, link = sub(one, "content"), text(one, "contentUrl", most=_MOST_URL)
        name = text(one, "name", most=255)
        type_ = text(one, "contentType", most=100)
        url = text(content, "downloadUrl", most=_MOST_URL)
        if type_ == _DOWNLOAD and url:
            file = file_of(channel, message, text(content, "uniqueId", most=400) or link or url)
            ending = text(content, "fileType", most=8).lower()
            called = name or f"file.{ending}".rstrip(".")
            yield Attached(file, called, "", "download", url, link)
        elif type_ == _REFERENCE and link:
            file = file_of(channel, message, id_of(one) or link)
            yield Attached(file, name or "file", "", "reference", link, link)


def _pictures(several: list[Json], channel: str, message: str) -> Iterator[Attached]:
    """Give what is shown within a message, else the pictures that were pasted into its text."""
    shown = [
        (text(one, "contentType", most=100).lower(), text(one, "contentUrl", most=_MOST_URL), one)
        for one in several
        if _is_shown(one)
    ]
    if not shown:
        pasted = [url for one in several for url in _pasted(one)]
        shown = [("image/*", url, {}) for url in dict.fromkeys(pasted)]
    for number, (kind, url, one) in enumerate(shown[:_MOST], start=1):
        said = text(one, "name", most=255) or _called(kind, number)
        yield Attached(file_of(channel, message, url), said, kind, "inline", url)


def _pages(activity: Json) -> list[str]:
    """Give the text of a message, as it hangs on it."""
    several = [*listed(activity, "attachments")][:_MOST]
    pages = (one for one in several if text(one, "contentType") == _PAGE)
    return [text(one, "content", most=_MOST_PAGE) for one in pages]


def _is_shown(one: Json) -> bool:
    type_ = text(one, "contentType", most=100).lower()
    return type_.startswith(_SHOWN) and bool(text(one, "contentUrl"))


def _pasted(one: Json) -> list[str]:
    if text(one, "contentType") != _PAGE:
        return []
    found = _PASTED.findall(text(one, "content", most=_MOST_PAGE))
    return [html.unescape(url) for url in found if _PICTURE in url and len(url) <= _MOST_URL]


def _called(kind: str, number: int) -> str:
    """Name a picture that has no name of its own."""
    what, _, type_ = kind.partition("/")
    ending = _ENDINGS.get(type_, type_)
    nth = "" if number == 1 else f"-{number}"
    return f"{what}{nth}.{ending if _PLAIN.fullmatch(ending) else 'png'}"
