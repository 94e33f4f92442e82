"""What is said to Clerk in Teams: by its name, or alone with it."""

import html
import re
from collections.abc import Iterator

from bot.teams.frames import id_of
from bot.teams.shapes import Json, listed, sub, text

_NAME = "Clerk"  # as its package calls it
_VOICE = re.compile(r"\A/(?=voice(?![\w-]))", re.IGNORECASE)
_BETWEEN = " \t\r\n\u00a0:,，：、"
# The name ends where no further letter of a Latin word follows: 待审 may stand right behind it.
_ENDS = r"(?![A-Za-z0-9_'’.-])"


def is_named(activity: Json, bot: str) -> bool:
    """Tell whether a message is said to Clerk: by a mention, or by its name behind an @."""
    if any(True for _ in _mentions(activity, bot)):
        return True
    return _addressed(activity, html.unescape(text(activity, "text")), "[@＠]") is not None


def words_in(activity: Json, bot: str) -> str:
    """Give the words of a message without what addresses them: a mention, `/clerk`, its name.

    `/voice` is what `voice` is.
    """
    said = text(activity, "text")
    for mention in _mentions(activity, bot):
        said = said.replace(text(mention, "text") or "\0", " ")
    words = html.unescape(said).strip(_BETWEEN)
    left = _addressed(activity, words, "[@＠/]?")
    return _VOICE.sub("", words if left is None else left, count=1)


def _addressed(activity: Json, words: str, sign: str) -> str | None:
    """Give what follows the name that words begin with, behind a sign; None: they do not."""
    names = {_NAME, text(sub(activity, "recipient"), "name", most=80)} - {""}
    called = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    found = re.match(rf"\s*{sign}(?:{called}){_ENDS}", words, re.IGNORECASE)
    return words[found.end() :].strip(_BETWEEN) if found else None


def _mentions(activity: Json, bot: str) -> Iterator[Json]:
    for one in listed(activity, "entities"):
        if one.get("type") == "mention" and id_of(sub(one, "mentioned")) == bot:
            yield one
