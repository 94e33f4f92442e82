"""Files put where somebody allowed it: whole, to hosts of files, and again where that helps."""

from collections.abc import AsyncIterator

import pytest

from bot.teams.downloads import Pace
from bot.teams.uploads import PART, Uploads
from handlers.chat import ChatError, ChatRefused, ChatUnavailable
from tests.bot.teams.fetching import Fetcher, fetching
from tests.doubles import faults as broken
from tests.doubles.faults import Fault
from tests.doubles.teams import faults, storage

CONTENT = b"# Report\n"


@pytest.fixture
async def room() -> AsyncIterator[Fetcher]:
    async with fetching() as room:
        yield room


def uploads(room: Fetcher, hosts: tuple[str, ...] | None = None) -> Uploads:
    pace = Pace(connect=5, read=5, sleep=room._wait, jitter=lambda: 0.5)
    return Uploads(lambda: room.session, room.cloud.files if hosts is None else hosts, pace)


def session(room: Fetcher) -> str:
    return str(storage.session(room.teams.world, "report.md")["uploadUrl"])


def there(room: Fetcher, url: str) -> bytes:
    return room.teams.world.uploads[url.rpartition("/")[2]].content


@pytest.mark.parametrize("size", [1, PART, PART + 1])
async def test_a_file_is_put_whole_and_without_a_token(room: Fetcher, size: int) -> None:
    url, content = session(room), b"x" * size
    await uploads(room).put(url, content)
    assert there(room, url) == content
    assert set(room.tokens("upload")) == {""}


@pytest.mark.parametrize(
    "fault",
    [faults.limited(3), broken.broken(503), broken.broken(500, done=True)],
    ids=["busy", "broken", "lost"],
)
async def test_it_is_tried_again_and_what_had_arrived_is_there_once(
    room: Fetcher, fault: Fault
) -> None:
    room.teams.faults.add("upload", fault)
    url = session(room)
    await uploads(room).put(url, CONTENT)
    assert there(room, url) == CONTENT
    assert len(room.waits) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.says(403, "accessDenied"), ChatRefused),
        (faults.says(404, "itemNotFound"), ChatRefused),
        (faults.redirect("http://127.0.0.1:9/elsewhere", status=307), ChatRefused),
        (broken.broken(503), ChatUnavailable),
        (broken.cut(), ChatUnavailable),
    ],
    ids=["no entry", "gone", "elsewhere", "broken", "cut"],
)
async def test_what_is_not_taken_is_said_without_the_address(
    room: Fetcher, fault: Fault, error: type[ChatError]
) -> None:
    room.teams.faults.add("upload", fault, times=10)
    with pytest.raises(error) as refused:
        await uploads(room).put(session(room), CONTENT)
    assert "127.0.0.1" not in str(refused.value)
    assert all(call.path.startswith("/upload/") for call in room.teams.calls)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/upload",
        "https://contoso.sharepoint.com.evil.example/upload",
        "https://user@contoso.sharepoint.com/upload",
        "http://contoso.sharepoint.com/upload",
        "file:///etc/passwd",
        "",
    ],
)
async def test_nothing_goes_to_other_hosts(room: Fetcher, url: str) -> None:
    with pytest.raises(ChatRefused):
        await uploads(room, (".sharepoint.com",)).put(url, CONTENT)
    assert room.teams.calls == []


async def test_an_empty_file_is_none(room: Fetcher) -> None:
    with pytest.raises(ChatRefused):
        await uploads(room).put(session(room), b"")
