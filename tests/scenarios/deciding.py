"""One person of the workspace over HTTP: what they read, press and fill in."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp

from bot.local.guard import HEADER, HEADER_VALUE
from tests.scenarios.looking import Looks

Message = dict[str, Any]
Answer = dict[str, Any]
PATIENCE = 180


class Colleague:
    """Somebody with the workspace open; `id` as the platform knows them."""

    def __init__(self, url: str, session: aiohttp.ClientSession, id_: str) -> None:
        self.id = id_
        self._url = url
        self._session = session
        self._headers = {HEADER: HEADER_VALUE, "Origin": url}

    async def messages(self, channel: str = "invoices") -> list[Message]:
        """Give what they see in a channel, oldest first."""
        status, told = await self.get(f"/api/channels/{channel}/messages")
        assert status == 200, told
        messages: list[Message] = told["messages"]
        return [one for one in messages if not one["retracted"]]

    async def cards(self, document: str, channel: str = "invoices") -> list[Message]:
        """Give the cards that are about a document, oldest first."""
        return [
            one
            for one in await self.messages(channel)
            if one["body"]["kind"] == "card" and is_about(one, document)
        ]

    async def card(
        self,
        document: str,
        channel: str = "invoices",
        *,
        until: Callable[[Message], bool] = lambda _: True,
    ) -> Message:
        """Wait for the one card of a document in a channel to be as it should."""
        seen: list[Message] = []
        try:
            async with asyncio.timeout(PATIENCE):
                looks = Looks()
                while True:
                    seen = await self.cards(document, channel)
                    if len(seen) == 1 and until(seen[0]):
                        return seen[0]
                    await looks.again()
        except TimeoutError:
            raise AssertionError(f"{document} in #{channel}: {written(seen)}") from None

    async def said(self, thread: str | None, words: str, channel: str = "invoices") -> Message:
        """Wait for the one message in a thread (None: that heads one) that says this."""
        async with asyncio.timeout(PATIENCE):
            looks = Looks()
            while True:
                messages = [one for one in await self.messages(channel) if one["thread"] == thread]
                told = [one for one in messages if words in written(one)]
                if told:
                    [message] = told
                    return message
                await looks.again()

    async def below(self, card: Message, many: int) -> list[Message]:
        """Wait until so many messages stand in the thread of a card."""
        async with asyncio.timeout(PATIENCE):
            looks = Looks()
            while True:
                messages = await self.messages(card["channel"])
                found = [one for one in messages if one["thread"] == card["id"]]
                if len(found) >= many:
                    return found
                await looks.again()

    async def press(self, card: Message, action: str, *, on: str | None = None) -> Answer:
        """Press the button of an action on a card (`on`: the one with this value)."""
        found = next(
            one
            for one in buttons(card["body"])
            if one["action"] == action and on in {None, one["value"]}
        )
        return await self._send("presses", found, {"message": card["id"]})

    async def submit(
        self,
        card: Message,
        form: Answer,
        values: Mapping[str, str],
        rows: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Answer:
        """Send a form back as it was given, with `values` (and `rows`) changed in it."""
        inputs = [one for one in form["inputs"] if one["kind"] != "grid"]
        grids = [one for one in form["inputs"] if one["kind"] == "grid"]
        filled = {
            "message": card["id"],
            "values": {one["name"]: one["value"] for one in inputs} | dict(values),
            "rows": {one["name"]: one["rows"] for one in grids} | dict(rows or {}),
        }
        return await self._send("submissions", form, filled)

    async def say(self, text: str, channel: str = "invoices") -> None:
        """Type a message."""
        said = {"user": self.id, "language": "en", "text": text}
        status, told = await self._post(f"/api/channels/{channel}/messages", said)
        assert status == 201, told

    async def get(self, path: str, **query: str) -> tuple[int, Answer]:
        """Ask for something as this person; gives the status and what was told."""
        asked = {"as": self.id, **query}
        url = f"{self._url}{path}"
        async with self._session.get(url, params=asked, headers=self._headers) as answer:
            return answer.status, await answer.json()

    async def fetch(self, file: str) -> bytes:
        """Give a file as this person gets it."""
        url = f"{self._url}/api/files/{file}"
        async with self._session.get(url, params={"as": self.id}, headers=self._headers) as answer:
            assert answer.status == 200, answer.status
            return await answer.read()

    async def _send(self, what: str, shown: Answer, body: Mapping[str, object]) -> Answer:
        pressed = {"user": self.id, "language": "en"} | {
            name: shown[name] for name in ("action", "value", "seal")
        }
        status, told = await self._post(f"/api/{what}", {**pressed, **body})
        assert status == 200, told
        return told

    async def _post(self, path: str, body: Mapping[str, object]) -> tuple[int, Answer]:
        url = f"{self._url}{path}"
        async with self._session.post(url, json=body, headers=self._headers) as answer:
            return answer.status, await answer.json()


def buttons(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give all there is to press on a card."""
    found: list[dict[str, Any]] = []
    for part in body.get("parts", ()):
        if part["kind"] == "buttons":
            found += part["row"]
        if part["kind"] == "entry" and part["button"] is not None:
            found.append(part["button"])
    return found


def actions(card: Message) -> set[str]:
    """Give what can be done on a card."""
    return {str(one["action"]) for one in buttons(card["body"])}


def is_about(card: Message, document: str) -> bool:
    """Tell whether a card is the one of a document: one that lists or names it is not."""
    footer = card["body"].get("footer") or ""
    return document in footer.split(" · ")


def written(told: object) -> str:
    """Give all words of what was told."""
    return json.dumps(told, ensure_ascii=False)
