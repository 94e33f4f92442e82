"""What every vendor's wire has: an answer, its faults in the vendor's own words, its tokens."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from pipelines.usage import Tokens
from tests.doubles.server import Call, Reply, Respond

# What every answer of a double says it used.
USED = Tokens(input=1200, output=80, cached=200)


class Wire(Protocol):
    """One vendor's documented answers."""

    name: str

    def good(self, text: str, tokens: Tokens = USED) -> Reply: ...

    def truncated(self, text: str) -> Reply:
        """Give an answer that stopped at its limit."""
        ...

    def refusal(self) -> Reply:
        """Give an answer that declines."""
        ...

    def failure(self, status: int) -> Reply:
        """Give an error in the vendor's envelope."""
        ...

    def asked(self, call: Call) -> str:
        """Give the text that was asked, all of the person's turns."""
        ...

    def pictures(self, call: Call) -> int:
        """Count the pictures that came along."""
        ...


def as_json(body: Any, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(body, ensure_ascii=False).encode())


def speaking(wire: Wire, answer: Callable[[Call], str | Reply | Awaitable[str | Reply]]) -> Respond:
    """Give what answers each call with the text, or the reply, that `answer` has for it."""

    async def respond(call: Call) -> Reply:
        said = answer(call)
        if not isinstance(said, str | Reply):
            said = await said
        return said if isinstance(said, Reply) else wire.good(said)

    return respond
