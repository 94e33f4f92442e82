"""How Slack's payloads reach Clerk: signed HTTP with retries, or the socket."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.doubles.slack.socket import Sockets
from tests.doubles.slack.state import Json

SECRET = "signing-secret-of-a-test"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answered:
    """What Clerk answered: `status` 0 is nothing at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


def kind_of(payload: Json) -> str:
    """Name what a payload is on the socket."""
    if "command" in payload:
        return "slash_commands"
    return "events_api" if payload.get("type") in _EVENTS else "interactive"


_EVENTS = {"event_callback", "url_verification"}


def body_of(payload: Json) -> tuple[bytes, str]:
    """Write a payload as Slack posts it: its bytes and their type."""
    kind = kind_of(payload)
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    if kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode(), _FORM


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Give the headers that a request of Slack's is signed with."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


class Deliveries:
    """Delivers to `url` by signed HTTP where there is one, else over the socket."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        self.url: str | None = None
        self.secret = SECRET

    async def send(self, payload: Json, *, retry: int = 0) -> Answered:
        """Deliver a payload once; `retry`: how often it was delivered before, unanswered."""
        if self.url is None:
            more = {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
            answer = await self._sockets.send(
                kind_of(payload), payload, **(more if kind_of(payload) == "events_api" else {})
            )
            if answer is None:
                return Answered(0)
            return Answered(200, json.dumps(answer).encode() if answer else b"")
        body, type_ = body_of(payload)
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        headers = {**signed(body, secret=self.secret), **(again if retry else {})}
        return await self.post(body, {"Content-Type": type_, **headers})

    async def send_until_taken(self, payload: Json, *, tries: int = 4) -> list[Answered]:
        """Deliver as Slack does: up to `tries` times, until it is acknowledged."""
        answers: list[Answered] = []
        while len(answers) < tries:
            answers.append(await self.send(payload, retry=len(answers)))
            if 200 <= answers[-1].status < 300:
                break
        return answers

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answered:
        """Post bytes as they are: forged, too."""
        assert self.url is not None
        limit = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(timeout=limit, trust_env=False) as session:
            try:
                async with session.post(self.url, data=body, headers=headers) as response:
                    given = {name.lower(): value for name, value in response.headers.items()}
                    return Answered(response.status, await response.read(), given)
            except (aiohttp.ClientConnectionError, TimeoutError):
                return Answered(0)
