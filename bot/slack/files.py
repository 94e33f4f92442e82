"""What people dropped, out of Slack: asked for by its id, streamed from Slack's file host only."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
from aiohttp import ClientResponse, ClientTimeout
from yarl import URL

from bot.slack.clients import LONGEST_WAIT, Sleep, retry_after
from bot.slack.faults import SlackRefused, asked
from bot.slack.session import Redirected, SlackSession
from bot.slack.workspaces import Workspace
from handlers.chat import ChatRefused, ChatUnavailable, FileGone, Upload
from handlers.lacks import FileDeleted, FileElsewhere, FileWithheld

# However slowly it drips, it ends; a job that waits for it holds a place.
LIMIT = ClientTimeout(total=900, sock_connect=10, sock_read=30)
SLOWEST = 1_000_000  # bytes a second, of a large file
PATIENCE = (0.5, 1.0, 2.0, 4.0)  # seconds between looks for where a file was shared
PIECE = 1 << 16
_TRIES = 4

_DELETED = frozenset({"file_deleted", "tombstone"})
_PAGES = ("text/html", "application/vnd.slack-docs")  # what is a page itself
_GONE = frozenset({"file_not_found", "hidden_by_limit"}) | _DELETED
_WITHHELD = frozenset({"missing_scope", "no_permission", "access_denied", "not_visible"})

File = Mapping[str, Any]


class SlackFiles:
    """Downloads what was dropped. What an event says of a file is never believed but its id."""

    def __init__(
        self, session: SlackSession, *, sleep: Sleep = asyncio.sleep, limit: ClientTimeout = LIMIT
    ) -> None:
        self._session = session
        self._sleep = sleep
        self._limit = limit

    async def download(self, workspace: Workspace, upload: Upload) -> AsyncIterator[bytes]:
        """Stream a file that was dropped where `upload` says. Raises FileGone, ChatUnavailable."""
        file = await self._shared(workspace, upload)
        url = self._address(file)
        try:
            async with await self._opened(workspace, url, _size(file)) as response:
                _check(response, file)
                size = 0
                async for chunk in response.content.iter_chunked(PIECE):
                    size += len(chunk)
                    yield chunk
        except Redirected:
            raise FileWithheld("download: redirected") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise ChatUnavailable(f"download: {type(error).__name__}") from None
        if size < _size(file):
            raise ChatUnavailable("download: incomplete")

    async def _opened(self, workspace: Workspace, url: URL, size: int) -> ClientResponse:
        """Ask for the bytes; where that is too much just now, when Slack says so."""
        for _ in range(_TRIES - 1):
            response = await self._get(workspace, url, size)
            wait = retry_after(response.headers)
            if response.status != 429 or wait > LONGEST_WAIT:
                return response
            response.release()
            await self._sleep(wait)
        return await self._get(workspace, url, size)

    async def _get(self, workspace: Workspace, url: URL, size: int) -> ClientResponse:
        return await self._session.http.get(
            url,
            headers=_bearer(workspace),
            timeout=patience(self._limit, size),
            allow_redirects=False,
        )

    async def _shared(self, workspace: Workspace, upload: Upload) -> File:
        """Ask for a file until Slack says that it is in the channel that it was dropped in.

        Sharing takes a moment. Somebody else's file, which an old or forged event names, is not
        in that channel, however long one waits.
        """
        for wait in (*PATIENCE, None):
            file = await info_of(workspace, upload.file)
            if upload.place.channel in channels_of(file) and not _is_pending(file):
                return file
            if wait is not None:
                await self._sleep(wait)
        raise FileWithheld("download: not shared there")

    def _address(self, file: File) -> URL:
        if file.get("is_external") or file.get("external_type") or file.get("mode") == "external":
            raise FileElsewhere("download: kept elsewhere")
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        url = self._session.keeps(address)
        if url is None:
            raise FileWithheld("download: not a host of Slack's files")
        return url


def patience(limit: ClientTimeout, size: int) -> ClientTimeout:
    """Give a file of so many bytes the time that it takes at least."""
    if limit.total is None or size / SLOWEST <= limit.total:
        return limit
    return ClientTimeout(
        total=size / SLOWEST, sock_connect=limit.sock_connect, sock_read=limit.sock_read
    )


def _size(file: File) -> int:
    """Give how large Slack says that a file is: the least that must come of it."""
    size = file.get("size")
    return size if isinstance(size, int) and size > 0 else 0


async def info_of(workspace: Workspace, id_: str) -> File:
    """Give what Slack knows of a file. Raises FileGone, ChatUnavailable."""
    try:
        answer = await asked("files.info", workspace.reading.files_info(file=id_))
    except SlackRefused as error:
        if error.code in _GONE | _WITHHELD:
            raise _lacking(error.code) from None
        raise
    file: File = answer["file"] if isinstance(answer.get("file"), dict) else {}
    for code in (str(file.get("mode")), str(file.get("file_access"))):
        if code in _GONE | _WITHHELD:
            raise _lacking(code)
    return file


def _lacking(code: str) -> FileGone:
    if code in _DELETED:
        return FileDeleted(f"files.info: {code}")
    return (FileGone if code in _GONE else FileWithheld)(f"files.info: {code}")


def _is_pending(file: File) -> bool:
    return file.get("file_access") == "check_file_info"


def channels_of(file: File) -> set[str]:
    """Give the channels that a file was shared in."""
    shared = file.get("shares")
    kinds = shared.values() if isinstance(shared, dict) else ()
    told = {channel for kind in kinds if isinstance(kind, dict) for channel in kind}
    for name in ("channels", "groups", "ims"):
        told |= {str(one) for one in file.get(name) or ()}
    return told


def _bearer(workspace: Workspace) -> dict[str, str]:
    # Packed, a small answer could be a large file.
    token = workspace.token.get_secret_value()
    return {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


def _check(response: ClientResponse, file: File) -> None:
    """Refuse what is not the file: Slack shows a page, with status 200, to who may not have it."""
    status = response.status
    if status in {404, 410}:
        raise FileGone(f"download: status {status}")
    if status in {401, 403}:
        raise FileWithheld(f"download: status {status}")
    if status == 429 or status >= 500:
        raise ChatUnavailable(f"download: status {status}")
    if status != 200:
        raise ChatRefused(f"download: status {status}")
    is_page = str(file.get("mimetype")).startswith(_PAGES)
    if response.content_type == "text/html" and not is_page:
        raise FileWithheld("download: a page to sign in")
