"""How activities reach Clerk: by HTTP, with a token that the connector signed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.doubles.teams.signing import Keys
from tests.doubles.teams.world import Json

PATIENCE = 15  # seconds: for how long Teams waits


@dataclass(frozen=True, slots=True)
class Answered:
    """What Clerk answered: `status` 0 is nothing at all."""

    status: int
    raw: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.raw) if self.raw else None

    @property
    def kind(self) -> str:
        """What an invoke was answered with, as the last word of its type: adaptive, error, ..."""
        found = self.json
        return str(found.get("type", "")).rpartition(".")[2] if isinstance(found, dict) else ""

    @property
    def value(self) -> Any:
        """What is in the answer to an invoke: a card, an error."""
        found = self.json
        return found.get("value") if isinstance(found, dict) else None


class Deliveries:
    """Delivers to `url`, where Clerk hears; None: nowhere, nobody listens yet."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self.url: str | None = None
        self.sent: list[Json] = []

    async def send(self, activity: Json, *, token: str | None = None) -> Answered:
        """Deliver an activity once; `token` in place of a good one, an empty one: none."""
        self.sent.append(activity)
        if token is None:
            token = self._keys.token(str(activity.get("serviceUrl")))
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self.post(json.dumps(activity, ensure_ascii=False).encode(), headers)

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answered:
        """Post bytes as they are: forged, too."""
        assert self.url is not None
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        typed = {"Content-Type": "application/json; charset=utf-8", **headers}
        async with aiohttp.ClientSession(timeout=limit, trust_env=False) as session:
            try:
                async with session.post(self.url, data=body, headers=typed) as response:
                    return Answered(response.status, await response.read())
            except (aiohttp.ClientConnectionError, TimeoutError):
                return Answered(0)
