"""People with the workspace in the browser open, over its HTTP interface."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

import aiohttp

from bot.app import House
from bot.local.guard import HEADER, HEADER_VALUE
from bot.local.roster import CLERK, PLATFORM, TENANT, member
from handlers.chat import Language, Place, Upload
from tests.scenarios.people import Answer, Asked, Offer, Room, Seen, Somebody

Json = dict[str, Any]
_UNSAID = frozenset({"action", "value", "seal", "kind", "tone", "file", "url", "mime"})


class LocalPerson(Somebody):
    """Somebody with the workspace open; `id` as it knows them."""

    def __init__(
        self, id_: str, house: House, session: aiohttp.ClientSession, language: Language = "en"
    ) -> None:
        known = member(id_)
        assert known is not None
        assert house.workspace is not None
        super().__init__(known.name, id_)
        self._house = house
        self._url = house.workspace.url
        self._session = session
        self._language = language
        self._headers = {HEADER: HEADER_VALUE, "Origin": self._url}

    async def drop(
        self, *files: tuple[str, bytes], room: Room = "invoices", thread: str | None = None
    ) -> str:
        for name, content in files:
            facts = {"user": self.id, "language": self._language, "name": name, "thread": thread}
            form = aiohttp.FormData()
            told = json.dumps({**facts, "size": len(content)})
            form.add_field("facts", told, content_type="application/json")
            form.add_field("file", io.BytesIO(content), filename="file")
            url = f"{self._url}/api/channels/{room}/drops"
            async with self._session.post(url, data=form, headers=self._headers) as answer:
                assert answer.status == 201, await answer.text()
                head = await answer.json()
            thread = thread or str(head["id"])
        return str(thread)

    async def say(self, words: str, room: Room = "invoices") -> None:
        said = {"user": self.id, "language": self._language, "text": f"/clerk {words}"}
        await self._post(f"/api/channels/{room}/messages", said, 201)

    async def read(self, room: Room = "invoices") -> list[Seen]:
        return [_seen(one) for one in await self._messages(room) if not one["private"]]

    async def alone(self) -> list[Seen]:
        told = [one for one in await self._messages("invoices") if one["private"]]
        told += await self._messages(f"direct-{self.id}")
        return [_seen(one) for one in sorted(told, key=lambda one: one["posted"])]

    async def push(self, seen: Seen, offer: Offer) -> Answer:
        told = await self._send("presses", seen, offer.raw, {}, 404)
        if "error" in told:
            return Answer("errors", str(told["message"]))
        return self._answered(seen, told)

    async def submit(
        self,
        form: Asked,
        values: Mapping[str, str],
        rows: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Answer:
        grids = [one for one in form.raw["inputs"] if one["kind"] == "grid"]
        filled = {one["name"]: one["rows"] for one in grids} | dict(rows or {})
        body = {"values": {**form.inputs, **values}, "rows": filled}
        told = await self._send("submissions", form.message, form.raw, body)
        return self._answered(form.message, told)

    async def fetch(self, seen: Seen) -> bytes:
        url = f"{self._url}/api/files/{seen.raw['body']['file']}"
        async with self._session.get(url, params={"as": self.id}, headers=self._headers) as answer:
            assert answer.status == 200, answer.status
            return await answer.read()

    async def retell(self, head: str) -> None:
        url = f"{self._url}/api/channels/invoices/messages"
        async with self._session.get(url, params={"as": self.id}, headers=self._headers) as answer:
            told = (await answer.json())["messages"]
        [body] = [one["body"] for one in told if one["id"] == head]
        place = Place(PLATFORM, TENANT, "invoices", head)
        await self._house.router.on_event(Upload(place, self.id, body["file"], body["name"]))

    async def delete(self, head: str) -> None:
        raise NotImplementedError("nothing is deleted in the workspace: `forget` is said there")

    async def _messages(self, channel: str) -> list[Json]:
        url = f"{self._url}/api/channels/{channel}/messages"
        async with self._session.get(url, params={"as": self.id}, headers=self._headers) as answer:
            if answer.status == 404:
                return []
            told = (await answer.json())["messages"]
        return [one for one in told if not one["retracted"] and one["author"] == CLERK]

    async def _send(self, what: str, seen: Seen, shown: Json, body: Json, *refusals: int) -> Json:
        where = seen.raw.get("place")
        spot = {"message": seen.raw["id"]} if where is None else {"place": where}
        kept = {name: shown[name] for name in ("action", "value", "seal")}
        whole = {"user": self.id, "language": self._language, **spot, **kept, **body}
        return await self._post(f"/api/{what}", whole, 200, *refusals)

    async def _post(self, path: str, body: Json, *statuses: int) -> Json:
        url = f"{self._url}{path}"
        async with self._session.post(url, json=body, headers=self._headers) as answer:
            told: Json = await answer.json()
            assert answer.status in statuses, told
            return told

    def _answered(self, seen: Seen, told: Json) -> Answer:
        where = seen.raw.get("place") or {"channel": seen.room, "thread": seen.thread}
        outcome = told["outcome"]
        if outcome == "form":
            raw = told["form"]
            inputs = {one["name"]: one["value"] for one in raw["inputs"] if one["kind"] != "grid"}
            words = "\n".join(_strings(raw))
            return Answer("form", words, Asked(raw["action"], inputs, words, seen, raw))
        if outcome == "errors":
            by_input = told["by_input"]
            return Answer("errors", "\n".join(by_input.values()), errors=by_input)
        if outcome == "none":
            return Answer("none")
        body = told["card"]
        shown = {"id": "", "body": body, "place": where, **where}
        return Answer("told", "\n".join(_strings(body)), seen=_seen(shown))


def _seen(message: Json) -> Seen:
    body: Json = message["body"]
    is_file = body["kind"] == "file"
    return Seen(
        str(message["id"]),
        _room(message["channel"]),
        message["thread"],
        "\n".join(_strings(body)),
        tuple(Offer(one["action"], one["value"], one["label"], one) for one in _buttons(body)),
        file=str(body["name"]) if is_file else "",
        is_busy=body.get("tone") == "busy",
        raw=message,
    )


def _room(channel: str) -> Room:
    return next((one for one in get_args(Room) if one == channel), "alone")


def _buttons(body: Json) -> Iterator[Json]:
    for part in body.get("parts", ()):
        if part["kind"] == "buttons":
            yield from part["row"]
        if part["kind"] == "entry" and part["button"] is not None:
            yield part["button"]


def _strings(value: object) -> Iterator[str]:
    """Give the words of what was told, in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _UNSAID:
                yield from _strings(one)
