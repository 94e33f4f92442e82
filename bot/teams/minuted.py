"""What Teams itself recorded and wrote down of a meeting, as Graph gives it to its chat."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bot.teams.attached import Attached, file_of
from bot.teams.files import CHAT, TRANSCRIPT, content_path
from bot.teams.graph import Graph, NotConsented
from bot.teams.shapes import Json, listed, sub, text
from handlers.chat import FileGone

_CHAT_ID = "19:meeting_"  # what the ids of the chats of meetings begin with
_PAGE = 50
_INFO = "ChatSettings.Read.Chat"
_MEETING = "OnlineMeeting.ReadBasic.Chat"
_RECORDED = "#microsoft.graph.callRecordingEventMessageDetail"
_RECORDINGS = frozenset({"mp4", "m4a"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recording that Teams put into a chat; `message` tells of it, `call` is when it was."""

    message: str
    call: str
    name: str
    url: str


class Minuted:
    """Asks Graph about the meeting that a chat is of. Raises ChatUnavailable.

    Where there is none, or the company did not consent, nothing is given: it is transcribed then.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def beside(
        self, tenant: str, chat: str, message: str, files: tuple[Attached, ...]
    ) -> tuple[Attached, ...]:
        """Give what Teams wrote down of the recordings among the files of a message."""
        dropped = [one for one in files if _ending(one.name) in _RECORDINGS]
        if not dropped or not is_of_a_meeting(chat):
            return ()
        known = {one.name.casefold(): one for one in await self.recorded(tenant, chat)}
        found = ((one, known.get(one.name.casefold())) for one in dropped)
        calls = {recorded.call: one.name for one, recorded in found if recorded is not None}
        return await self._written(tenant, chat, message, calls)

    async def newest(self, tenant: str, chat: str) -> tuple[str, tuple[Attached, ...]]:
        """Give the newest recording of a meeting's chat, and what Teams wrote down of it.

        Before them the message that told of it; nothing where there is none.
        """
        one = next(iter(await self.recorded(tenant, chat)), None)
        if one is None:
            return "", ()
        # Teams itself told of it, so it need not be of who asks.
        at = content_path(one.url)
        file = Attached(
            file_of(chat, one.message, one.url), one.name, "video/mp4", "hosted", at, one.url
        )
        written = await self._written(tenant, chat, one.message, {one.call: one.name})
        return one.message, (*written, file)

    async def recorded(self, tenant: str, chat: str) -> tuple[Recorded, ...]:
        """Give the recordings that the last messages of a meeting's chat tell of, newest first."""
        if not is_of_a_meeting(chat):
            return ()
        try:
            path = f"/chats/{quote(chat, safe='')}/messages?$top={_PAGE}"
            return tuple(_recorded(await self._graph.get(tenant, path, CHAT)))
        except (NotConsented, FileGone):
            return ()

    async def _written(
        self, tenant: str, chat: str, message: str, calls: dict[str, str]
    ) -> tuple[Attached, ...]:
        """Give what was written down in some calls, by the names of their recordings."""
        if not calls:
            return ()
        try:
            path = await self._meeting(tenant, chat)
            if not path:
                return ()
            found = await self._graph.get(tenant, f"{path}/transcripts", TRANSCRIPT)
        except (NotConsented, FileGone):
            return ()
        return tuple(
            Attached(file_of(chat, message, id_), _called(calls[call]), "text/vtt", "hosted", at)
            for id_, call in _transcripts(found)
            if call in calls
            for at in (f"{path}/transcripts/{quote(id_, safe='')}/content?$format=text/vtt",)
        )

    async def _meeting(self, tenant: str, chat: str) -> str:
        """Give the path of the meeting that a chat is of; empty where that is not told."""
        info = sub(
            await self._graph.get(tenant, f"/chats/{quote(chat, safe='')}", _INFO),
            "onlineMeetingInfo",
        )
        organizer, url = text(sub(info, "organizer"), "id"), text(info, "joinWebUrl")
        if not organizer or not url or "'" in url:
            return ""
        held = f"/users/{quote(organizer, safe='')}/onlineMeetings"
        asked = quote(f"JoinWebUrl eq '{url}'", safe="")
        found = await self._graph.get(tenant, f"{held}?$filter={asked}", _MEETING)
        id_ = next((text(one, "id") for one in listed(found, "value")), "")
        return f"{held}/{quote(id_, safe='')}" if id_ else ""


def is_of_a_meeting(chat: str) -> bool:
    """Tell whether a group chat is that of a meeting, by its id."""
    return chat.startswith(_CHAT_ID)


def _recorded(found: Json) -> Iterator[Recorded]:
    for one in listed(found, "value"):
        told = sub(one, "eventDetail")
        if text(told, "@odata.type") != _RECORDED:
            continue
        url, name = text(told, "callRecordingUrl"), text(told, "callRecordingDisplayName", most=255)
        if text(told, "callRecordingStatus") == "success" and url and name and text(one, "id"):
            named = name if _ending(name) in _RECORDINGS else f"{name}.mp4"
            yield Recorded(text(one, "id"), text(told, "callId"), named, url)


def _transcripts(found: Json) -> Iterator[tuple[str, str]]:
    for one in listed(found, "value"):
        id_, call = text(one, "id"), text(one, "callId")
        if id_ and call:
            yield id_, call


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _called(recording: str) -> str:
    """Name a transcript as Teams names its own: it is taken for that of the recording."""
    stem = recording.rpartition(".")[0]
    return f"{stem.removesuffix(' Recording')} Transcript.vtt"
