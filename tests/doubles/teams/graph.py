"""Microsoft Graph, as far as Clerk asks it: each call needs what the company consented to."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from tests.doubles.server import Call, Reply
from tests.doubles.teams.login import said
from tests.doubles.teams.world import (
    File,
    Json,
    Meeting,
    Message,
    Person,
    Recording,
    Tenant,
    World,
)

Found = TypeVar("Found")
_CHAT = ("ChatMessage.Read.Chat", "Chat.Read.All")
_CHANNEL = ("ChannelMessage.Read.Group", "ChannelMessage.Read.All")
_MEETING = ("OnlineMeeting.ReadBasic.Chat", "OnlineMeetings.Read.All")
_INFO = ("ChatSettings.Read.Chat", "Chat.ReadBasic.All")
_TRANSCRIPT = ("OnlineMeetingTranscript.Read.Chat", "OnlineMeetingTranscript.Read.All")
_GROUPS = ("GroupMember.Read.All", "Directory.Read.All")
_USERS = ("User.ReadBasic.All", "User.Read.All")
_AT = r"(?P<chat>chats/[^/]+|teams/[^/]+/channels/[^/]+)/messages/(?P<message>[^/]+)"
_AT += r"(/replies/(?P<reply>[^/]+))?"
_HELD = r"users/(?P<user>[^/]+)/onlineMeetings"
_KEPT = rf"{_HELD}/(?P<meeting>[^/]+)/transcripts"
_SHARE = re.compile(r"https://contoso\.sharepoint\.com/.*/(?P<id>[^/]+)/[^/]*")


class GraphSays(Exception):
    """A call is answered with an error."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.reply = said({"error": {"code": code, "message": code}}, status)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call, and what its path names."""

    world: World
    tenant: Tenant
    call: Call
    named: dict[str, str]

    def need(self, *permissions: str) -> None:
        """Refuse where none of these was consented to."""
        if not self.tenant.consented & set(permissions):
            raise GraphSays(403, "Forbidden")

    def message(self) -> Message:
        """Give the message that is named, where it may be read."""
        kind, _, rest = self.named["chat"].partition("/")
        self.need(*(_CHAT if kind == "chats" else _CHANNEL))
        id_ = rest.rpartition("/")[2]
        held = _there(self.tenant.conversations.get(id_))
        if kind == "teams" and rest.partition("/")[0] != held.team:
            raise GraphSays(404, "NotFound")
        found = _there(held.message(self.named.get("reply") or self.named["message"]))
        root = self.named["message"] if self.named.get("reply") else None
        if held.kind == "channel" and found.thread != root:
            raise GraphSays(404, "NotFound")
        return found

    def person(self) -> Person:
        by = {one.mail: one for one in self.tenant.people.values()} | self.tenant.people
        return _there(by.get(self.named["user"]))

    def meeting(self) -> Meeting:
        return _there(self.world.meetings.get(self.named["meeting"]))


def answer(world: World, call: Call, tenant: Tenant | None) -> Reply:
    """Answer a call under /graph/v1.0; without a tenant it has no token."""
    if tenant is None:
        return GraphSays(401, "InvalidAuthenticationToken").reply
    path = call.path.removeprefix("/graph/v1.0/")
    for method, route, do in _ROUTES:
        at = re.fullmatch(route, path)
        if at and method == call.method:
            named = {name: value for name, value in at.groupdict().items() if value}
            try:
                return do(Asked(world, tenant, call, named))
            except GraphSays as error:
                return error.reply
    return GraphSays(400, "BadRequest").reply


def shared(file: File) -> str:
    """Give where a file lies, as a message refers to it."""
    name = quote(file.name, safe="")
    return f"https://contoso.sharepoint.com/sites/x/Shared Documents/{file.id}/{name}"


def _there(found: Found | None) -> Found:
    if found is None:
        raise GraphSays(404, "NotFound")
    return found


def _message(asked: Asked) -> Reply:
    message = asked.message()
    pasted = "".join(
        f'<img src="{asked.world.url}{quote(asked.call.path)}/hostedContents/{one.id}/$value">'
        for one in message.images
    )
    referred = [
        {"id": one.id, "contentType": "reference", "contentUrl": shared(one), "name": one.name}
        for one in message.files
    ]
    told: Json = {"id": message.id, "replyToId": message.thread, "attachments": referred}
    user = {"id": message.author.removeprefix("29:"), "userIdentityType": "aadUser"}
    told["from"] = {"user": user}
    told["body"] = {"contentType": "html", "content": f"<p>{message.text}</p>{pasted}"}
    return said(told)


def _hosted(asked: Asked) -> Reply:
    listed = [{"id": one.id, "contentType": None} for one in asked.message().images]
    return said({"value": listed})


def _hosted_content(asked: Asked) -> Reply:
    images = asked.message().images
    found = _there(next((one for one in images if one.id == asked.named["hosted"]), None))
    return Reply(body=found.content, type=found.type)


def _file(asked: Asked) -> File:
    asked.need("Files.Read.All", "Sites.Read.All")
    written = asked.named["share"]
    try:
        url = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise GraphSays(400, "invalidRequest") from None
    at = _SHARE.fullmatch(url)
    return _there(asked.world.files.get(at["id"]) if at else None)


def _item(asked: Asked) -> Reply:
    file = _file(asked)
    told: Json = {"id": file.id, "name": file.name, "size": len(file.content)}
    told["file"] = {"mimeType": file.type}
    told["createdBy"] = told["lastModifiedBy"] = {"user": {"id": file.owner}}
    told["parentReference"] = {"driveId": file.drive or f"drive-{file.owner}"}
    told["@microsoft.graph.downloadUrl"] = asked.world.download_url(file)
    return said(told)


def _drive(asked: Asked) -> Reply:
    asked.need("Files.Read.All", "Sites.Read.All")
    drive = f"drive-{asked.named['whose']}"
    return said({"id": drive, "parentReference": {"driveId": drive}})


def _item_content(asked: Asked) -> Reply:
    return Reply(302, headers={"Location": asked.world.download_url(_file(asked))})


def _user(asked: Asked) -> Reply:
    asked.need(*_USERS)
    return said(shown(asked.person()))


def shown(person: Person) -> Json:
    """Give a person as Graph tells of one."""
    kind = "Guest" if person.role else "Member"
    told = {"id": person.id, "displayName": person.name, "mail": person.mail, "userType": kind}
    return {"@odata.type": "#microsoft.graph.user", "userPrincipalName": person.mail} | told


def _groups_of(asked: Asked) -> Reply:
    asked.need(*_GROUPS)
    person, wanted = asked.person(), asked.call.body.get("groupIds") or []
    if not 0 < len(wanted) <= 20:
        raise GraphSays(400, "Request_BadRequest")
    return said({"value": [one for one in wanted if person.id in asked.tenant.within(one)]})


def _members_of(asked: Asked) -> Reply:
    asked.need(*_GROUPS)
    if asked.named["group"] not in asked.tenant.groups:
        raise GraphSays(404, "Request_ResourceNotFound")
    people = sorted(asked.tenant.within(asked.named["group"]) & set(asked.tenant.people))
    return _paged(asked, [shown(asked.tenant.people[one]) for one in people])


def _group(asked: Asked) -> Reply:
    asked.need(*_GROUPS, "Group.Read.All")
    if asked.named["group"] not in asked.tenant.groups:
        raise GraphSays(404, "Request_ResourceNotFound")
    return said({"id": asked.named["group"], "displayName": "Sample"})


def _paged(asked: Asked, every: Sequence[Json]) -> Reply:
    size = int(asked.call.query.get("$top") or 100)
    start = int(asked.call.query.get("$skiptoken") or 0)
    told: Json = {"value": list(every[start : start + size])}
    if len(every) > start + size:
        at = f"{asked.world.url}{quote(asked.call.path)}"
        told["@odata.nextLink"] = f"{at}?$top={size}&$skiptoken={start + size}"
    return said(told)


def _messages(asked: Asked) -> Reply:
    """Give the last messages of a chat, the newest first; of those, what Teams tells itself."""
    asked.need(*_CHAT)
    held = _there(asked.tenant.conversations.get(asked.named["chat"]))
    of_it = (one for one in asked.world.meetings.values() if one.chat == held.id)
    told = [_recorded(one) for meeting in of_it for one in meeting.recordings]
    told += [{"id": one.id, "eventDetail": None} for one in held.messages]
    told.sort(key=lambda one: str(one["id"]), reverse=True)
    return _paged(asked, told)


def _recorded(one: Recording) -> Json:
    detail = {"@odata.type": "#microsoft.graph.callRecordingEventMessageDetail"}
    detail |= {"callId": one.call, "callRecordingStatus": one.status}
    detail |= {"callRecordingDisplayName": one.file.name, "callRecordingUrl": shared(one.file)}
    return {"id": one.message, "messageType": "systemEventMessage", "eventDetail": detail}


def _chat(asked: Asked) -> Reply:
    asked.need(*_INFO)
    held = _there(asked.tenant.conversations.get(asked.named["chat"]))
    told: Json = {"id": held.id, "chatType": "group", "onlineMeetingInfo": None}
    for one in asked.world.meetings.values():
        if one.chat == held.id:
            told |= {"chatType": "meeting", "onlineMeetingInfo": {"joinWebUrl": one.url}}
            told["onlineMeetingInfo"]["organizer"] = {"id": one.organizer}
    return said(told)


def _meetings(asked: Asked) -> Reply:
    asked.need(*_MEETING, *_TRANSCRIPT)
    at = re.fullmatch(
        r"JoinWebUrl eq '([^']+)'", asked.call.query.get("$filter", ""), re.IGNORECASE
    )
    if at is None:
        raise GraphSays(400, "BadRequest")
    found = (one for one in asked.world.meetings.values() if one.url == at[1])
    return said({"value": [_meeting(one) for one in found if one.organizer == asked.person().id]})


def _meeting(one: Meeting) -> Json:
    by = {"identity": {"user": {"id": one.organizer}}}
    return {"id": one.id, "joinWebUrl": one.url, "participants": {"organizer": by}}


def _transcripts(asked: Asked) -> Reply:
    asked.need(*_TRANSCRIPT)
    meeting = asked.meeting()
    at = f"{asked.world.url}{quote(asked.call.path)}"
    return said({"value": [_transcript(meeting, id_, at) for id_ in meeting.transcripts]})


def _transcript(meeting: Meeting, id_: str, at: str) -> Json:
    held, told = meeting.transcripts[id_], {"id": id_, "meetingId": meeting.id}
    told |= {"createdDateTime": held.began, "endDateTime": held.ended}
    told["callId"] = held.call
    return told | {"transcriptContentUrl": f"{at}/{id_}/content"}


def _transcript_content(asked: Asked) -> Reply:
    asked.need(*_TRANSCRIPT)
    found = _there(asked.meeting().transcripts.get(asked.named["transcript"]))
    wanted = asked.call.headers.get("accept", "") + asked.call.query.get("$format", "")
    if "text/vtt" not in wanted:
        raise GraphSays(415, "UnsupportedMediaType")
    return Reply(body=found.vtt.encode(), type="text/vtt")


_ROUTES: Iterable[tuple[str, str, Callable[[Asked], Reply]]] = (
    ("GET", _AT, _message),
    ("GET", rf"{_AT}/hostedContents", _hosted),
    ("GET", rf"{_AT}/hostedContents/(?P<hosted>[^/]+)/\$value", _hosted_content),
    ("GET", r"users/(?P<whose>[^/]+)/drive", _drive),
    ("GET", r"teams/[^/]+/channels/(?P<whose>[^/]+)/filesFolder", _drive),
    ("GET", r"shares/u!(?P<share>[^/]+)/driveItem", _item),
    ("GET", r"shares/u!(?P<share>[^/]+)/driveItem/content", _item_content),
    ("GET", r"users/(?P<user>[^/]+)", _user),
    ("POST", r"users/(?P<user>[^/]+)/checkMemberGroups", _groups_of),
    ("GET", r"groups/(?P<group>[^/]+)", _group),
    ("GET", r"groups/(?P<group>[^/]+)/transitiveMembers", _members_of),
    ("GET", r"chats/(?P<chat>[^/]+)", _chat),
    ("GET", r"chats/(?P<chat>[^/]+)/messages", _messages),
    ("GET", _HELD, _meetings),
    ("GET", _KEPT, _transcripts),
    ("GET", rf"{_KEPT}/(?P<transcript>[^/]+)/content", _transcript_content),
)
