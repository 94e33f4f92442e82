"""What is said to Clerk in Teams: by its name, or alone with it."""

import html
import re
from collections.abc import Iterator

from bot.teams.frames import id_of
from bot.teams.shapes import Json, listed, sub, text

_SLASH = re.compile(r"/clerk(?![\w-])[\s:,，：]*", re.IGNORECASE)
_VOICE = re.compile(r"\A/(?=voice(?![\w-]))", re.IGNORECASE)
_BETWEEN = " \t\r\n\u00a0:,，：、"


def is_named(activity: Json, bot: str) -> bool:
    """Tell whether a message mentions Clerk."""
    return any(True for _ in _mentions(activity, bot))


def words_in(activity: Json, bot: str) -> str:
    """Give the words of a message, without what addresses them: its mention, or `/clerk`.

    `/voice` is what `voice` is.
    """
    said = text(activity, "text")
    for mention in _mentions(activity, bot):
        said = said.replace(text(mention, "text") or "\0", " ")
    words = html.unescape(said).strip(_BETWEEN)
    slash = _SLASH.match(words)
    return _VOICE.sub("", words[slash.end() :].strip() if slash else words, count=1)


def _mentions(activity: Json, bot: str) -> Iterator[Json]:
    for one in listed(activity, "entities"):
        if one.get("type") == "mention" and id_of(sub(one, "mentioned")) == bot:
            yield one
