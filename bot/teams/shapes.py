"""What comes from Teams is anything: how a payload is looked into without believing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import book

PLATFORM = book.PLATFORM
THREAD = ";messageid="  # what stands between a channel and the first message of a thread

Json = Mapping[str, Any]
_NOTHING: Json = {}


def sub(given: Json, *names: str) -> Json:
    """Give the object under some names, one in the other; nothing where there is none."""
    for name in names:
        found = given.get(name)
        given = found if isinstance(found, dict) else _NOTHING
    return given


def text(given: Json, *names: str, most: int = 4000) -> str:
    """Give the first of some texts that is not empty, no longer than `most` characters.

    Half a character (a lone surrogate), which no database takes, becomes a question mark.
    """
    found = (given.get(name) for name in names)
    said = next((one[:most] for one in found if isinstance(one, str) and one), "")
    return said.encode("utf-8", "replace").decode()


def listed(given: Json, name: str) -> Iterator[Json]:
    """Give the objects of a list."""
    found = given.get(name)
    yield from (one for one in (found if isinstance(found, list) else ()) if isinstance(one, dict))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an invoke is answered with: HTTP's status, and what it brings, None: nothing."""

    status: int
    body: Json | None = None


def tenant_of(activity: Json) -> str:
    """Give the tenant that an activity is of; empty where it names none, or more than one."""
    named = {
        text(sub(activity, "channelData", "tenant"), "id"),
        text(sub(activity, "conversation"), "tenantId"),
    } - {""}
    return named.pop() if len(named) == 1 else ""
