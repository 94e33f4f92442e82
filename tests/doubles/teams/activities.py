"""What Teams tells Clerk: activities of messages, files, presses, consents and installations."""

import copy
from typing import Any

from tests.doubles.teams.connector import BOT
from tests.doubles.teams.world import THREAD, Conversation, File, Json, Message, Person, World
from tests.doubles.teams.world import Tenant as Company

FILE = "application/vnd.microsoft.teams.file.download.info"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
_TYPES = {"personal": "personal", "group": "groupChat", "channel": "channel"}
NAMED = "<at>Clerk</at>"


class Activities:
    """Writes activities: pure, but for the number of each."""

    def __init__(self, world: World) -> None:
        self._world = world

    def envelope(
        self, tenant: Company, conversation: Conversation, person: Person, thread: str | None = None
    ) -> Json:
        """Give what every activity of a conversation says."""
        who: Json = {"id": person.account, "name": person.name}
        where: Json = {
            "conversationType": _TYPES[conversation.kind],
            "tenantId": tenant.id,
            "id": conversation.id + (f"{THREAD}{thread}" if thread else ""),
        }
        data: Json = {"tenant": {"id": tenant.id}}
        if conversation.kind != "personal":
            where["isGroup"] = True
        if conversation.kind == "channel":
            team: Json = {"id": conversation.id, "aadGroupId": conversation.team}
            data |= {"channel": {"id": conversation.id}, "team": team}
            data |= {"teamsChannelId": conversation.id, "teamsTeamId": conversation.id}
        return {
            "id": f"f:{self._world.number():032x}",
            "channelId": "msteams",
            "serviceUrl": self._world.service_url(tenant),
            "timestamp": "2026-11-22T10:42:21.921Z",
            "from": who if person.role == "anonymous" else {**who, "aadObjectId": person.id},
            "recipient": {"id": BOT, "name": "Clerk"},
            "conversation": where,
            "locale": person.locale,
            "entities": [{"type": "clientInfo", "locale": person.locale, "platform": "Web"}],
            "channelData": data,
        }

    def message(
        self,
        tenant: Company,
        conversation: Conversation,
        person: Person,
        message: Message,
        *,
        mention: bool = False,
    ) -> Json:
        """Tell of a message: files of a chat with Clerk alone come with it, others are hidden."""
        thread = (message.thread or message.id) if conversation.kind == "channel" else None
        said = f"{NAMED} {message.text}".strip() if mention else message.text
        told = self.envelope(tenant, conversation, person, thread)
        told |= {"type": "message", "id": message.id, "text": said, "textFormat": "plain"}
        attachments = self._attachments(conversation, message, said)
        told |= {"attachments": attachments} if attachments else {}
        if mention:
            named = {"id": BOT, "name": "Clerk"}
            told["entities"] = [
                {"type": "mention", "mentioned": named, "text": NAMED},
                *told["entities"],
            ]
        return told

    def _attachments(self, conversation: Conversation, message: Message, said: str) -> list[Json]:
        found: list[Json] = []
        if conversation.kind == "personal":
            found += [self._download(one) for one in message.files]
        for one in message.images:
            url = f"{self._world.url}/connector/{self._tenant_of(conversation)}/v3/attachments"
            found.append({"contentType": "image/*", "contentUrl": f"{url}/{one.id}/views/original"})
        if message.files or message.images:
            # Of a channel, that is all that is told of its files; of a chat, not even their ids.
            tags = (f'<attachment id="{one.id}"></attachment>' for one in message.files)
            ids = "".join(tags) if conversation.kind == "channel" else ""
            found.append({"contentType": "text/html", "content": f"<p>{said}</p>{ids}"})
        return found

    def _tenant_of(self, conversation: Conversation) -> str:
        return next(one.id for one, held in self._world.conversations() if held is conversation)

    def _download(self, file: File) -> Json:
        return {
            "contentType": FILE,
            "contentUrl": f"https://contoso.sharepoint.com/personal/x/{file.id}/{file.name}",
            "name": file.name,
            "content": {
                "downloadUrl": self._world.download_url(file),
                "uniqueId": file.id,
                "fileType": file.name.rpartition(".")[2].lower(),
            },
        }

    def changed(
        self, tenant: Company, conversation: Conversation, person: Person, message: Message,
        event: str = "editMessage",
    ) -> Json:  # fmt: skip
        """Tell that a message was edited; softDeleteMessage: deleted, undeleteMessage: not."""
        thread = (message.thread or message.id) if conversation.kind == "channel" else None
        told = self.envelope(tenant, conversation, person, thread)
        gone = event == "softDeleteMessage"
        told |= {"type": "messageDelete" if gone else "messageUpdate", "id": message.id}
        told["channelData"]["eventType"] = event
        if gone:
            return told
        whole = self.message(tenant, conversation, person, message)
        told |= {name: whole[name] for name in ("text", "attachments") if name in whole}
        return told

    def invoke(
        self, tenant: Company, conversation: Conversation, person: Person, name: str, value: Json,
        message: Message | None = None,
    ) -> Json:  # fmt: skip
        """Tell of an invoke, about one of Clerk's messages where there is one."""
        thread = None
        if message is not None and conversation.kind == "channel":
            thread = message.thread or message.id
        told = self.envelope(tenant, conversation, person, thread)
        told |= {"type": "invoke", "name": name, "value": copy.deepcopy(value)}
        told["channelData"]["source"] = {"name": "message"}
        if message is not None:
            told["replyToId"] = message.id
        return told

    def press(
        self, tenant: Company, conversation: Conversation, person: Person, message: Message,
        action: Json, filled: Json,
    ) -> Json:  # fmt: skip
        """Tell of a press of an action of a card, with what was filled in merged into its data."""
        data = {**(action.get("data") or {}), **filled}
        if action["type"] == "Action.Submit":
            told = self.envelope(tenant, conversation, person)
            return told | {"type": "message", "replyToId": message.id, "value": data}
        pressed: Json = {
            name: action[name] for name in ("type", "title", "verb", "id") if name in action
        }
        pressed["data"] = data
        value = {"action": pressed}
        return self.invoke(tenant, conversation, person, "adaptiveCard/action", value, message)

    def consent(
        self, tenant: Company, conversation: Conversation, person: Person, message: Message,
        info: Json | None,
    ) -> Json:  # fmt: skip
        """Tell what became of a card that offers a file; `info` of the upload: None is a no."""
        [card] = [one for one in message.attachments if one.get("contentType") == CONSENT]
        content = card["content"]
        value: Json = {"type": "fileUpload", "action": "decline" if info is None else "accept"}
        value["context"] = content["declineContext" if info is None else "acceptContext"]
        value |= {} if info is None else {"uploadInfo": info}
        return self.invoke(tenant, conversation, person, "fileConsent/invoke", value, message)

    def installed(
        self, tenant: Company, conversation: Conversation, person: Person, action: str = "add"
    ) -> Json:
        """Tell that Clerk was added to a conversation (`add`), or removed from it (`remove`)."""
        told = self.envelope(tenant, conversation, person)
        return told | {"type": "installationUpdate", "action": action}

    def members(
        self, tenant: Company, conversation: Conversation, person: Person, *others: Person,
        removed: bool = False,
    ) -> Json:  # fmt: skip
        """Tell who came (or left): nobody else, it is Clerk."""
        told = self.envelope(tenant, conversation, person)
        came: list[dict[str, Any]] = [{"id": one.account, "aadObjectId": one.id} for one in others]
        name = "membersRemoved" if removed else "membersAdded"
        return told | {"type": "conversationUpdate", name: came or [{"id": BOT}]}
