"""People in a Slack of ours, who read messages and modals and press there."""

import asyncio
import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.app import House
from bot.slack.classic import ICONS
from bot.words import JOINER
from tests.doubles.slack import events
from tests.doubles.slack.deliveries import Answered
from tests.doubles.slack.double import SlackDouble
from tests.doubles.slack.gestures import Dropped
from tests.doubles.slack.state import Channel, Message, Team
from tests.scenarios.people import PATIENCE, Answer, Asked, Offer, Room, Seen, Somebody

Json = dict[str, Any]
ROOMS: Mapping[Room, str] = {
    "invoices": "C0INVOICES",
    "general": "C0GENERAL",
    "accounting": "C0ACCOUNTING",
}
_NAMES: Mapping[str, Room] = {id_: name for name, id_ in ROOMS.items()}
# Under which name Slack tells what is in an element, and under which it was put there.
_STATES = {
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "users_select": ("selected_user", "initial_user"),
}
_CALLS = frozenset({"broadcast", "user", "usergroup", "channel"})  # of rich text
_MARKED = re.compile(r"<[!@#][^>]*>|https?://[^\s>]+|@(?:channel|here|everyone)")
_VALUES = ("value", *(name for name, _ in _STATES.values()))


class SlackPerson(Somebody):
    """Somebody in a workspace; `id` as Slack knows them."""

    def __init__(self, name: str, slack: SlackDouble, team: Team, id_: str, house: House) -> None:
        super().__init__(name, id_)
        self._slack = slack
        self._team = team
        self._house = house
        self.dropped: dict[str, Dropped] = {}

    async def drop(
        self, *files: tuple[str, bytes], room: Room = "invoices", thread: str | None = None
    ) -> str:
        act = self._slack.act
        dropped = act.drop(self._team, ROOMS[room], self.id, files, thread=thread)
        self.dropped[dropped.message.ts] = dropped
        await self._tell(act.told(dropped))
        return thread or dropped.message.ts

    async def say(self, words: str, room: Room = "invoices") -> None:
        await self._tell(self._slack.act.command(self._team, ROOMS[room], self.id, words))

    async def read(self, room: Room = "invoices") -> list[Seen]:
        channel = self._team.channels[ROOMS[room]]
        if self.id not in channel.members:
            return []
        return list(self._seen(channel, None))

    async def alone(self) -> list[Seen]:
        channels = [*self._team.channels.values()]
        told = [one for channel in channels for one in self._seen(channel, self.id)]
        direct = self._team.dm(self.id)
        told += self._seen(direct, None)
        return sorted(told, key=lambda one: one.id)

    async def push(self, seen: Seen, offer: Offer) -> Answer:
        message: Message = seen.raw
        before, modals = await self.alone(), set(self._team.views)
        spot = (ROOMS.get(seen.room) or self._team.dm(self.id).id, message)
        payload = events.press(self._slack.world, self._team, self.id, spot, offer.raw)
        await self._tell(payload)
        await settled(self._house)
        opened = [view for id_, view in self._team.views.items() if id_ not in modals]
        if opened:
            return self._modal(opened[-1], seen)
        return self._told(before, await self.alone())

    async def submit(
        self,
        form: Asked,
        values: Mapping[str, str],
        rows: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Answer:
        before = await self.alone()
        state = {one["block_id"]: _left(one) for one in form.raw["blocks"] if "element" in one}
        for name, value in values.items():
            _write(state[f"input:{name}"], value)
        for name, table in (rows or {}).items():
            [block] = [one for one in state if one.startswith(f"grid:{name}")]
            _write(state[block], "\n".join(" | ".join(row) for row in table))
        payload = self._slack.act.submit(self._team, form.raw, self.id, state)
        answered = await self._tell(payload)
        await settled(self._house)
        response = answered.json or {}
        if response.get("response_action") == "errors":
            said = {name.partition(":")[2]: mistake for name, mistake in response["errors"].items()}
            return Answer("errors", "\n".join(said.values()), errors=said)
        if response.get("response_action") == "update":
            return self._modal(self._team.views.get(form.raw["id"]) or response["view"], None)
        return self._told(before, await self.alone())

    async def fetch(self, seen: Seen) -> bytes:
        return self._team.files[seen.raw.files[0]].content

    async def retell(self, head: str) -> None:
        dropped = self.dropped[head]
        act, world, file = self._slack.act, self._slack.world, dropped.files[0]
        share = act.told(dropped)
        shared = events.file_shared(world, self._team, dropped.channel, file)
        mention = events.mention(world, self._team, dropped.channel, dropped.message)
        for payload in (share, shared, mention):
            await self._tell(payload)

    async def delete(self, head: str) -> None:
        dropped = self.dropped.pop(head)
        act = self._slack.act
        await self._tell(act.delete_message(self._team, dropped.channel, dropped.message))

    async def _tell(self, payload: Json) -> Answered:
        answered = await self._slack.deliveries.send(payload)
        assert answered.status == 200, answered
        return answered

    def _told(self, before: Sequence[Seen], after: Sequence[Seen]) -> Answer:
        was = {one.id: one.words for one in before}
        new = [one for one in after if was.get(one.id) != one.words]
        return Answer("told", new[-1].words, seen=new[-1]) if new else Answer("none")

    def _modal(self, view: Json, seen: Seen | None) -> Answer:
        words = "\n".join(_strings([view["title"], view["blocks"]]))
        if "submit" not in view or seen is None:
            return Answer("told", words)
        return Answer("form", words, Asked(_action(view), _inputs(view), words, seen, view))

    def _seen(self, channel: Channel, audience: str | None) -> Iterator[Seen]:
        """Give what Clerk said in a channel: to everybody, or to one person alone."""
        room = _NAMES.get(channel.id, "alone")
        for one in channel.messages:
            if one.user == self._team.user and one.ephemeral == audience:
                names = [self._team.files[id_].title for id_ in one.files]
                yield Seen(
                    one.ts,
                    room,
                    one.thread,
                    "\n".join(_strings(one.blocks)) or one.text,
                    tuple(_offers(one.blocks)),
                    file=names[0] if names else "",
                    is_busy=one.text.startswith(ICONS["busy"]),
                    live=(*_marked(one.text), *_live(one.blocks)),
                    raw=copy.copy(one),
                )


async def settled(house: House) -> None:
    """Wait until Clerk has done what follows an acknowledgement; it runs in this very loop."""
    slack = house.platforms.slack
    assert slack is not None
    while True:
        await slack.listeners.settle(PATIENCE)
        going = [one for one in asyncio.all_tasks() if _is_courtesy(one)]
        if not going and not slack.listeners.busy:
            return
        if going:
            await asyncio.wait(going, timeout=PATIENCE)


def _is_courtesy(task: asyncio.Task[Any]) -> bool:
    return getattr(task.get_coro(), "__name__", "") == "_hindered"


def _action(view: Json) -> str:
    return str(json.loads(view["private_metadata"])["action"])


def _offers(blocks: Sequence[Json]) -> Iterator[Offer]:
    """Give what can be pressed on blocks; of a menu, each option."""
    for block in blocks:
        for one in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]:
            raw = {**one, "block_id": block.get("block_id", "")}
            if one.get("type") == "button":
                action, label = one["action_id"].rpartition("#")[0], one["text"]["text"]
                yield Offer(action, one.get("value", ""), label, raw)
            for option in one.get("options", ()) if one.get("type") == "overflow" else ():
                action, _, value = option["value"].partition("|")
                chosen = {**raw, "selected_option": option}
                yield Offer(action, value, option["text"]["text"], chosen)


def _inputs(view: Json) -> dict[str, str]:
    """Give what stands in the inputs of a modal, by their names."""
    found = {}
    for one in view["blocks"]:
        if one.get("block_id", "").startswith("input:"):
            [(_, state)] = _left(one).items()
            value = next((state[key] for key in _VALUES if state.get(key) is not None), "")
            found[one["block_id"].partition(":")[2]] = _text(value)
    return found


def _text(value: Any) -> str:
    return str(value["value"]).removeprefix("=") if isinstance(value, dict) else str(value)


def _left(block: Json) -> Json:
    """Give an input as a person left it: as Slack tells of what nobody touched."""
    element = block["element"]
    state, initial = _STATES.get(element["type"], ("value", "initial_value"))
    return {element["action_id"]: {"type": element["type"], state: element.get(initial)}}


def _write(left: Json, value: str) -> None:
    """Write something into an input."""
    [state] = left.values()
    name, _ = _STATES.get(state["type"], ("value", ""))
    state[name] = {"value": f"={value}"} if name == "selected_option" else value


def _strings(value: object) -> Iterator[str]:
    """Give the words of blocks, in their order."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if isinstance(one, str) and name in {"text", "alt_text"}:
                yield one.replace(JOINER, "")
            else:
                yield from _strings(one)


def _live(value: object) -> Iterator[str]:
    """Give the links and calls that Slack makes of blocks."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _live(one)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind in {"mrkdwn", "markdown"}:
            yield from _marked(value["text"])
        elif kind in _CALLS:
            yield f"@{kind}"
        elif "url" in value:
            yield value["url"]
        for one in value.values():
            yield from _live(one)


def _marked(text: str) -> list[str]:
    """Give the links and calls in a text that is marked up."""
    return _MARKED.findall(text)
