"""Putting a file into a thread of Slack's: three calls, of which the last makes it be seen."""

import asyncio

import aiohttp
from yarl import URL

from bot.slack.clients import LONGEST_WAIT, Sleep, retry_after
from bot.slack.faults import SlackRefused, asked
from bot.slack.files import channels_of
from bot.slack.marks import file_name
from bot.slack.session import Redirected, SlackSession
from bot.slack.workspaces import Workspace
from bot.words import cut, seen
from handlers.chat import Attachment, ChatRefused, ChatUnavailable, Place

PATIENCE = (0.5, 1.0, 2.0)  # seconds between looks whether a file was shared after all
_LONGEST_ALT = 1000
_TRIES = 4
_WORD = 64


class SlackAttaching:
    """Uploads files. One that nobody was shown is nothing: it may be uploaded again."""

    def __init__(self, session: SlackSession, *, sleep: Sleep = asyncio.sleep) -> None:
        self._session = session
        self._sleep = sleep

    async def attach(
        self, workspace: Workspace, place: Place, attachment: Attachment, mark: str
    ) -> str:
        """Put a file into a thread, under a mark; gives its id. Raises ChatUnavailable."""
        name = seen(attachment.name, lines=False)
        id_ = await self._upload(workspace, attachment, file_name(name, mark))
        completing = workspace.posting.files_completeUploadExternal(
            files=[{"id": id_, "title": name}],
            channel_id=place.channel,
            thread_ts=place.thread,
        )
        try:
            await asked("files.completeUploadExternal", completing)
        except ChatUnavailable:
            if not await self._is_shared(workspace, place, id_):
                raise
        return id_

    async def _upload(self, workspace: Workspace, attachment: Attachment, name: str) -> str:
        is_picture = attachment.mime.startswith("image/")
        alt = cut(seen(attachment.alt, lines=False), _LONGEST_ALT)
        opened = await asked(
            "files.getUploadURLExternal",
            workspace.reading.files_getUploadURLExternal(
                filename=name,
                length=len(attachment.content),
                alt_txt=alt if is_picture else None,
            ),
        )
        await self._send(str(opened.get("upload_url")), attachment.content)
        return str(opened["file_id"])

    async def _send(self, address: str, content: bytes) -> None:
        url = self._session.keeps(address)
        if url is None:
            raise ChatRefused("upload: not a host of Slack's files")
        for _ in range(_TRIES):
            wait = await self._put(url, content)
            if wait is None:
                return
            await self._sleep(wait)
        raise ChatUnavailable("upload: status 429")

    async def _put(self, url: URL, content: bytes) -> float | None:
        """Send the bytes; gives how long to wait where that was too much, None when it is done."""
        kind = {"Content-Type": "application/octet-stream"}
        try:
            async with self._session.http.post(url, data=content, headers=kind) as response:
                # Slack answers in one word; a page with status 200 is somebody else's.
                status, said = response.status, await response.content.read(_WORD)
                wait = retry_after(response.headers)
        except Redirected:
            raise ChatRefused("upload: redirected") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise ChatUnavailable(f"upload: {type(error).__name__}") from None
        if status == 429 and wait <= LONGEST_WAIT:
            return wait
        if status == 429 or status >= 500 or said.lstrip().startswith(b"<"):
            raise ChatUnavailable(f"upload: status {status}")
        if status != 200:
            raise ChatRefused(f"upload: status {status}")
        return None

    async def _is_shared(self, workspace: Workspace, place: Place, id_: str) -> bool:
        """Tell whether a file, of whose last call the answer was lost, is in its channel."""
        for wait in PATIENCE:
            await self._sleep(wait)
            try:
                answer = await asked("files.info", workspace.reading.files_info(file=id_))
            except SlackRefused:
                continue  # there is no such file before it was completed
            if place.channel in channels_of(answer.get("file") or {}):
                return True
        return False
