"""What goes wrong with a server of ours, call by call, when a test says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.server import Reply

Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is answered; `done`: it does what it was asked, and only then this happens.

    `spoils` changes the true answer, in place of `reply`.
    """

    reply: Reply = field(default_factory=Reply)
    done: bool = False
    spoils: Callable[[Reply], Reply] | None = None


def broken(status: int = 500, *, done: bool = False) -> Fault:
    """The server itself fails, and says so in HTML."""
    return Fault(Reply(status=status, body=b"<html>sorry</html>", type="text/html"), done=done)


def cut(*, done: bool = False) -> Fault:
    """Break the connection before a word is answered."""
    return Fault(Reply(ending="cut"), done=done)


def silent(*, done: bool = False) -> Fault:
    """Never answer."""
    return Fault(Reply(ending="silent"), done=done)


def garbled(*, done: bool = False) -> Fault:
    """Answer with half of a JSON text."""
    return Fault(Reply(body=b'{"ok": tr'), done=done)


def truncated(keep: int) -> Fault:
    """Break off after `keep` bytes of the true answer."""

    def spoil(reply: Reply) -> Reply:
        headers = {**reply.headers, "Content-Length": str(len(reply.body))}
        return Reply(reply.status, reply.body[:keep], reply.type, headers, "reset")

    return Fault(spoils=spoil)


def dripping() -> Fault:
    """Give the true answer's first bytes, and then a byte at a time."""

    def spoil(reply: Reply) -> Reply:
        return Reply(reply.status, reply.body[:1], reply.type, reply.headers, "drip")

    return Fault(spoils=spoil)


def endless() -> Fault:
    """Give the true answer, and go on for as long as anybody reads."""

    def spoil(reply: Reply) -> Reply:
        return Reply(reply.status, reply.body, reply.type, reply.headers, "endless")

    return Fault(spoils=spoil)


def stalled(keep: int) -> Fault:
    """Give `keep` bytes of the true answer, and then nothing more."""

    def spoil(reply: Reply) -> Reply:
        return Reply(reply.status, reply.body[:keep], reply.type, reply.headers, "stall")

    return Fault(spoils=spoil)


@dataclass
class _Switched:
    fault: Fault
    times: int
    when: Callable[[Args], bool]


class Faults:
    """Those that are switched on; each goes off by itself after `times`."""

    def __init__(self) -> None:
        self._on: dict[str, list[_Switched]] = {}
        self.met: list[str] = []  # which methods failed so far

    def add(
        self,
        method: str,
        fault: Fault,
        *,
        times: int = 1,
        when: Callable[[Args], bool] = lambda _: True,
    ) -> None:
        """Let a method (chat.postMessage, or `post`; `upload`, `download`) fail."""
        self._on.setdefault(method, []).append(_Switched(fault, times, when))

    def clear(self) -> None:
        """Switch all off."""
        self._on.clear()
        self.met.clear()

    @property
    def methods(self) -> set[str]:
        """Which methods fail, or did."""
        return set(self._on)

    def take(self, method: str, args: Args) -> Fault | None:
        """Give what a call of `method` meets."""
        for one in self._on.get(method, []):
            if one.times > 0 and one.when(args):
                one.times -= 1
                self.met.append(method)
                return one.fault
        return None


def spoilt(fault: Fault | None, reply: Reply) -> Reply:
    """Give what is answered in place of the true answer."""
    if fault is None:
        return reply
    return fault.reply if fault.spoils is None else fault.spoils(reply)
