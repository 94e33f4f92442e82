"""A Teams on paper: a company with its people, and what Teams would tell of them."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.doubles.teams.activities import FILE, Activities
from tests.doubles.teams.world import Conversation, File, Json, Message, Person, World

# Anything that JSON can be, in the place of anything else.
JUNK: list[Any] = [
    None, True, 7, -1.5, 10**400, "", "x", "\ud800", "\x00", "a" * 70_000, "zh", "clerk.press",
    ";messageid=", "<img <img src=", "28:x", [], {}, [None], [[]], [{}], {"id": None}, {"a": [{}]},
]  # fmt: skip


class Paper:
    """Ann and Bo work at a company with Clerk; `told` writes what Teams says of what they do."""

    def __init__(self) -> None:
        self.world = World(url="https://connector.example")
        self.told = Activities(self.world)
        self.tenant = self.world.tenant()
        self.ann = self.tenant.person("Ann")
        self.li = self.tenant.person("Li", locale="zh-CN")
        self.alone = self.tenant.personal(self.ann)
        self.group = self.tenant.group("Bills", self.ann, self.li)
        self.channel = self.tenant.channel("General", self.ann, self.li)

    def said(
        self,
        where: Conversation,
        text: str = "",
        *,
        files: tuple[str, ...] = (),
        images: tuple[str, ...] = (),
        mention: bool = False,
        person: Person | None = None,
        thread: str | None = None,
    ) -> Json:
        """Tell of a message."""
        who = person or self.ann
        message = Message(self.world.message_id(), who.account, thread, text)
        message.files = [File(f"unique-{one}", one, b"") for one in files]
        message.images = [File(f"unique-{one}", one, b"") for one in images]
        return self.told.message(self.tenant, where, who, message, mention=mention)

    def changed(self, told: Json, event: str, **rest: Any) -> Json:
        """Tell that a message which was told of was edited, or deleted."""
        gone = event == "softDeleteMessage"
        changed = {**told, "type": "messageDelete" if gone else "messageUpdate"}
        for name in ("text", "attachments"):
            changed.pop(name, None)
        changed["channelData"] = {**told["channelData"], "eventType": event}
        return changed | rest

    def pressed(self, where: Conversation, verb: str, data: Json, **rest: Any) -> Json:
        """Tell of a press on a message of Clerk's."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        message = Message("1795345310099", "28:clerk", None)
        return self.told.press(self.tenant, where, self.ann, message, action, {}) | rest

    def every(self) -> Iterator[Json]:
        """Tell something of each kind."""
        yield self.said(self.alone, "queue")
        dropped = self.said(self.alone, files=("a.pdf",), images=("b.png",))
        yield dropped
        yield self.said(self.group, "hi", images=("b.png",), mention=True)
        named = self.said(self.channel, "look", files=("a.pdf", "b.mp4"), mention=True)
        yield named
        yield self.changed(named, "editMessage")
        yield self.changed(dropped, "softDeleteMessage")
        yield self.told.installed(self.tenant, self.channel, self.ann)
        yield self.told.installed(self.tenant, self.alone, self.ann, "remove")
        yield self.told.members(self.tenant, self.group, self.ann, self.li)
        yield self.told.members(self.tenant, self.group, self.ann, removed=True)
        yield self.pressed(self.channel, "clerk.press", {"a": "review.approve", "v": "D-1:2"})
        yield self.pressed(self.alone, "clerk.submit", {"a": "x", "v": "y", "f": ["i.z"]})
        yield self.pressed(self.alone, "clerk.page", {"p": 3})
        consent = {"action": "accept", "context": {"c": "a:1", "m": "x"}, "uploadInfo": {"name": 7}}
        yield self.pressed(self.alone, "", {}, name="fileConsent/invoke", value=consent)

    def spoilt(self) -> Iterator[Json]:
        """Tell each with anything in the place of anything."""
        for told in self.every():
            for path in _paths(told):
                for junk in JUNK:
                    yield _put(told, path, junk)


def attachment(name: str, unique: str = "U-1") -> Json:
    """Give a file as it hangs on a message of a personal chat."""
    content = {
        "downloadUrl": f"https://files.example/{name}?key=sample",
        "uniqueId": unique,
        "fileType": name.rpartition(".")[2],
    }
    link = f"https://contoso.sharepoint.com/personal/x/{name}"
    return {"contentType": FILE, "contentUrl": link, "name": name, "content": content}


def page(content: str) -> Json:
    """Give the text of a message as it hangs on it."""
    return {"contentType": "text/html", "content": content}


def _paths(node: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(node, dict):
        for name, below in node.items():
            yield from _paths(below, (*path, name))
    elif isinstance(node, list):
        for index, below in enumerate(node):
            yield from _paths(below, (*path, index))


def _put(told: Json, path: tuple[Any, ...], junk: object) -> Json:
    """Give a copy with something else at one spot; the rest is shared, as nobody changes it."""
    changed: Any = copy.copy(told)
    node = changed
    for step in path[:-1]:
        node[step] = copy.copy(node[step])
        node = node[step]
    node[path[-1]] = junk
    return changed  # type: ignore[no-any-return]  # an activity still
