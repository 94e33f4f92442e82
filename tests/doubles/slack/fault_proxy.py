"""A proxy between Clerk and a Slack, which lets go wrong on the way what a test says."""

import asyncio
import json
from collections.abc import Callable
from typing import Self
from urllib.parse import parse_qsl

import aiohttp

from tests.doubles.faults import Faults, spoilt
from tests.doubles.server import Call, Double, Reply
from tests.doubles.slack.deliveries import SECRET, body_of, signed
from tests.doubles.slack.double import arguments, method_of
from tests.doubles.slack.state import Json

EVENTS = "/slack/events"
_KEPT = ("Retry-After", "X-OAuth-Scopes", "Location")


class FaultProxy(Double):
    """Clerk takes it for Slack, and Slack for Clerk.

    `slack` and `clerk` are the addresses of both. `faults` are those of Slack's answers; `twist`
    changes what Slack tells Clerk, and everything is told `again` so often, as by a Slack that
    waited too long for the answer.
    """

    def __init__(self, *, secret: str = SECRET) -> None:
        super().__init__(self._respond)
        self.slack = ""
        self.clerk = ""
        self.faults = Faults()
        self.twist: Callable[[Json], Json] = lambda payload: payload
        self.again = 0
        self.told: list[Json] = []
        self.answered: list[int] = []
        self._secret = secret

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    async def __aenter__(self) -> Self:
        limit = aiohttp.ClientTimeout(total=10)
        self._session = aiohttp.ClientSession(timeout=limit, auto_decompress=True)
        return await super().__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await super().__aexit__(*error)
        await self._session.close()

    async def _respond(self, call: Call) -> Reply:
        if call.path == EVENTS:
            return await self._tell(call)
        method = method_of(call)
        fault = self.faults.take(method, arguments(call))
        if fault is not None and not fault.done and fault.spoils is None:
            return fault.reply
        return spoilt(fault, await self._pass_on(call))

    async def _pass_on(self, call: Call) -> Reply:
        """Ask Slack, and give its answer with this proxy's address in place of its own."""
        headers = {
            name: value
            for name, value in call.headers.items()
            if name in {"authorization", "content-type"}
        }
        async with self._session.request(
            call.method, f"{self.slack}{call.path}", params=call.query, headers=headers,
            data=call.raw or None, allow_redirects=False,
        ) as answer:  # fmt: skip
            body = await answer.read()
            if answer.content_type == "application/json":
                body = body.replace(self.slack.encode(), self.url.encode())
            kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
            return Reply(answer.status, body, answer.content_type, kept)

    async def _tell(self, call: Call) -> Reply:
        payload = self.twist(self._with_own_address(_payload(call)))
        self.told.append(payload)
        first, *_ = await asyncio.gather(
            *(self._deliver(payload, retry) for retry in range(self.again + 1))
        )
        return first

    async def tell_again(self) -> None:
        """Tell Clerk everything once more, as a Slack that was not answered does minutes later."""
        for payload in [*self.told]:
            await self._deliver(payload, 1)

    async def tell(self, payload: Json) -> None:
        """Tell Clerk what the Slack behind this cannot tell."""
        await self._deliver(payload, 0)

    async def _deliver(self, payload: Json, retry: int) -> Reply:
        body, type_ = body_of(payload)
        headers = {"Content-Type": type_, **signed(body, secret=self._secret)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        async with self._session.post(
            f"{self.clerk}{EVENTS}", data=body, headers=headers
        ) as answer:
            self.answered.append(answer.status)
            return Reply(answer.status, await answer.read(), answer.content_type)

    def _with_own_address(self, payload: Json) -> Json:
        moved: Json = json.loads(json.dumps(payload).replace(self.slack, self.url))
        return moved


def _payload(call: Call) -> Json:
    if call.headers.get("content-type", "").startswith("application/json"):
        told: Json = call.body
        return told
    fields: Json = dict(parse_qsl(call.raw.decode(), keep_blank_values=True))
    if "payload" in fields:
        fields = json.loads(fields["payload"])
    return fields
