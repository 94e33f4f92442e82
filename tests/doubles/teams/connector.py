"""The connector's REST v3, as Microsoft documents it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.server import Call, Reply
from tests.doubles.teams.cards import refusal
from tests.doubles.teams.login import said
from tests.doubles.teams.world import (
    APP,
    THREAD,
    Conversation,
    Json,
    Message,
    Person,
    Tenant,
    World,
)

BOT = f"28:{APP}"
_PATH = re.compile(r"/connector/(?P<tenant>[^/]+)/+v3/(?P<rest>.+)")
_ROUTES = (
    ("open", "POST", re.compile(r"conversations")),
    ("post", "POST", re.compile(r"conversations/(?P<id>[^/]+)/activities(/(?P<message>[^/]+))?")),
    ("update", "PUT", re.compile(r"conversations/(?P<id>[^/]+)/activities/(?P<message>[^/]+)")),
    ("delete", "DELETE", re.compile(r"conversations/(?P<id>[^/]+)/activities/(?P<message>[^/]+)")),
    ("members", "GET", re.compile(r"conversations/(?P<id>[^/]+)/(paged)?members")),
    ("member", "GET", re.compile(r"conversations/(?P<id>[^/]+)/members/(?P<message>[^/]+)")),
    ("image", "GET", re.compile(r"attachments/(?P<id>[^/]+)/views/original")),
)  # fmt: skip


class ConnectorSays(Exception):
    """A call is answered with an error: its status, and Microsoft's word for why."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.reply = said({"error": {"code": code, "message": message or code}}, status)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: what of, in which conversation and about which message (or member)."""

    world: World
    tenant: Tenant
    call: Call
    id: str
    message: str

    @property
    def body(self) -> Json:
        return dict(self.call.body) if self.call.raw else {}

    def conversation(self) -> tuple[Conversation, str | None]:
        """Give the conversation that is named, and the thread in it."""
        id_, _, thread = self.id.partition(THREAD)
        found = self.tenant.conversations.get(id_)
        if found is None or (thread and found.kind != "channel"):
            raise ConnectorSays(404, "ConversationNotFound")
        if not found.has_clerk:
            raise ConnectorSays(403, "BotNotInConversationRoster")
        # Of a message that was deleted the replies stay, and so does their thread.
        replies = any(one.thread == thread for one in found.messages)
        if thread and found.message(thread) is None and not replies:
            raise ConnectorSays(404, "ConversationNotFound")
        return found, thread or None

    def own(self) -> tuple[Conversation, Message]:
        """Give a message of Clerk's."""
        conversation, _ = self.conversation()
        found = conversation.message(self.message)
        if found is None:
            raise ConnectorSays(404, "ActivityNotFoundInConversation")
        if found.author != BOT:
            raise ConnectorSays(403, "NotEnoughPermissions")
        return conversation, found


def method_of(call: Call) -> str:
    """Name what a call of the connector asks for."""
    at = _PATH.fullmatch(call.path)
    for name, method, route in _ROUTES:
        if at and method == call.method and route.fullmatch(at["rest"]):
            return name
    return "unknown"


def answer(world: World, call: Call) -> Reply:
    """Answer a call that brought a token."""
    at, name = _PATH.fullmatch(call.path), method_of(call)
    tenant = world.tenants.get(at["tenant"]) if at else None
    if at is None or tenant is None or name == "unknown":
        return ConnectorSays(404, "ServiceError").reply
    route = next(one for known, _, one in _ROUTES if known == name)
    matched = route.fullmatch(at["rest"])
    parts = matched.groupdict() if matched else {}
    asked = Asked(world, tenant, call, parts.get("id") or "", parts.get("message") or "")
    try:
        return _METHODS[name](asked)
    except ConnectorSays as error:
        return error.reply


def checked(world: World, activity: Json) -> None:
    """Refuse what Teams does not take: too large, or a card that it cannot show."""
    wrong = refusal(activity, world.most, world.most_card)
    if wrong == "MessageSizeTooBig":
        raise ConnectorSays(413, wrong)
    if wrong is not None:
        raise ConnectorSays(400, "BadSyntax", wrong)


def _post(asked: Asked) -> Reply:
    conversation, thread = asked.conversation()
    checked(asked.world, asked.body)
    message = Message(asked.world.message_id(), BOT, thread, activity=asked.body)
    message.text = str(asked.body.get("text") or "")
    conversation.messages.append(message)
    return said({"id": message.id}, 201)


def _update(asked: Asked) -> Reply:
    _, message = asked.own()
    checked(asked.world, asked.body)
    message.activity, message.text = asked.body, str(asked.body.get("text") or "")
    message.shown.clear()
    message.edits += 1
    return said({"id": message.id})


def _delete(asked: Asked) -> Reply:
    conversation, message = asked.own()
    conversation.messages.remove(message)
    return Reply(body=b"")


def _open(asked: Asked) -> Reply:
    """Begin a personal conversation, or a thread of a channel."""
    body = asked.body
    channel = (body.get("channelData") or {}).get("channel") or {}
    if channel.get("id"):
        root = Asked(asked.world, asked.tenant, asked.call, str(channel["id"]), "")
        conversation, _ = root.conversation()
        checked(asked.world, body.get("activity") or {})
        message = Message(asked.world.message_id(), BOT, activity=body.get("activity") or {})
        conversation.messages.append(message)
        return said({"id": f"{conversation.id}{THREAD}{message.id}", "activityId": message.id}, 201)
    members: list[Any] = body.get("members") or []
    person = _person(asked.tenant, str(members[0].get("id"))) if len(members) == 1 else None
    if person is None or body.get("isGroup"):
        raise ConnectorSays(400, "BadArgument", "one member of this tenant is needed")
    conversation = asked.tenant.personal(person)
    if person.id in asked.tenant.refusing or not conversation.has_clerk:
        raise ConnectorSays(403, "ForbiddenOperationException", "the app is not installed")
    return said({"id": conversation.id, "serviceUrl": asked.world.service_url(asked.tenant)}, 201)


def _person(tenant: Tenant, id_: str) -> Person | None:
    return tenant.people.get(id_) or tenant.people.get(id_.removeprefix("29:"))


def shown(person: Person, tenant: Tenant) -> Json:
    """Give a member as the connector tells of one: a guest and a stranger say what they are."""
    told: Json = {"id": person.account, "name": person.name, "aadObjectId": person.id}
    told |= {"objectId": person.id, "tenantId": tenant.id, "userRole": person.role or "user"}
    if person.role == "anonymous":
        return told
    return told | {"email": person.mail, "userPrincipalName": person.mail}


def _members(asked: Asked) -> Reply:
    conversation, _ = asked.conversation()
    everybody = [asked.tenant.people[one] for one in sorted(conversation.members)]
    told = [shown(one, asked.tenant) for one in everybody]
    if not asked.call.path.endswith("/pagedmembers"):
        return said(told)
    size = max(1, min(int(asked.call.query.get("pageSize") or 200), 500))
    start = int(asked.call.query.get("continuationToken") or 0)
    page: Json = {"members": told[start : start + size]}
    more = {"continuationToken": str(start + size)} if len(told) > start + size else {}
    return said(page | more)


def _member(asked: Asked) -> Reply:
    conversation, _ = asked.conversation()
    person = _person(asked.tenant, asked.message)
    if person is None or person.id not in conversation.members:
        raise ConnectorSays(404, "MemberNotFoundInConversation")
    return said(shown(person, asked.tenant))


def _image(asked: Asked) -> Reply:
    image = asked.world.images.get(asked.id)
    if image is None:
        raise ConnectorSays(404, "AttachmentNotFound")
    return Reply(body=image.content, type=image.type)


_METHODS: dict[str, Callable[[Asked], Reply]] = {
    "open": _open,
    "post": _post,
    "update": _update,
    "delete": _delete,
    "members": _members,
    "member": _member,
    "image": _image,
}
