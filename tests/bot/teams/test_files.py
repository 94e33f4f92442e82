"""What was dropped comes out of Teams whole, from the hosts of files, or there is a reason why."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import FolderStore
from bot.teams.downloads import Pace
from handlers.chat import ChatError, ChatRefused, ChatUnavailable, FileGone, Upload
from handlers.intake import Door, Intake
from handlers.lacks import lack_of
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from tests.bot.teams.fetching import CONTENT, Fetcher, fetching
from tests.doubles import faults as broken
from tests.doubles.faults import Fault
from tests.doubles.server import Trap
from tests.doubles.teams import faults
from tests.doubles.teams.graph import shared
from tests.doubles.teams.world import File

QUICK = Pace(connect=0.3, read=0.3, total=0.3)


@pytest.fixture
async def room() -> AsyncIterator[Fetcher]:
    async with fetching() as room:
        yield room


def dropped(room: Fetcher) -> tuple[File, str]:
    file = room.dropped(room.tenant.personal(room.ann))
    return file, room.teams.world.download_url(file)


def pasted(room: Fetcher) -> str:
    picture = room.pasted(room.tenant.personal(room.ann))
    service = room.teams.world.service_url(room.tenant)
    return f"{service}v3/attachments/{picture.id}/views/original"


async def why(room: Fetcher, *where: str) -> str:
    with pytest.raises(FileGone) as error:
        await room.fetched(*where)  # type: ignore[arg-type]
    assert "127.0.0.1" not in str(error.value)
    return lack_of(error.value)


async def test_a_dropped_file_is_fetched_without_a_token(room: Fetcher) -> None:
    _, url = dropped(room)
    assert await room.fetched("download", url) == CONTENT
    assert room.tokens("download") == [""]
    assert room.tokens("graph") == []


async def test_a_pasted_picture_is_fetched_with_the_connectors_token(room: Fetcher) -> None:
    assert await room.fetched("inline", pasted(room)) == CONTENT
    assert room.tokens("image") == ["Bearer sample-https://api.botframework.com/.default"]


async def test_a_token_that_is_not_taken_for_a_picture_is_given_up_once(room: Fetcher) -> None:
    url = pasted(room)
    room.teams.faults.add("image", broken.broken(401))
    assert await room.fetched("inline", url) == CONTENT
    first, second = room.tokens("image")
    assert second == f"{first}-again"
    room.renounced.clear()
    room.teams.faults.add("image", broken.broken(401), times=9)
    assert await why(room, "inline", url) == "withheld"
    assert await why(room, "inline", url) == "withheld"
    assert len(room.tokens("image")) == 5


async def test_a_link_is_asked_of_graph_and_fetched_without_a_token(room: Fetcher) -> None:
    file, _ = dropped(room)
    room.tenant.consented = {"Files.Read.All"}
    assert await room.fetched("reference", shared(file)) == CONTENT
    assert {*room.tokens("graph")} == {"Bearer sample-https://graph.microsoft.com/.default"}
    assert room.tokens("download") == [""]


async def test_what_a_message_holds_is_asked_of_graph(room: Fetcher) -> None:
    held = room.tenant.group("Bills", room.ann)
    picture = room.pasted(held)
    path = f"/chats/{held.id}/messages/{held.messages[0].id}/hostedContents/{picture.id}/$value"
    assert await why(room, "hosted", path) == "unconsented ChatMessage.Read.Chat"
    room.tenant.consented = {"ChatMessage.Read.Chat"}
    assert await room.fetched("hosted", path) == CONTENT


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        ("/teams/t/channels/c/messages/1/hostedContents/2/$value", "ChannelMessage.Read.Group"),
        ("/chats/c/messages/1/hostedContents/2/$value", "ChatMessage.Read.Chat"),
        ("/users/u/onlineMeetings/m/transcripts/t/content", "OnlineMeetingTranscript.Read.Chat"),
    ],
)
async def test_the_permission_that_lacks_is_named(
    room: Fetcher, path: str, permission: str
) -> None:
    assert await why(room, "hosted", path) == f"unconsented {permission}"
    room.files = room.having(None)
    assert await why(room, "hosted", path) == f"unconsented {permission}"
    assert len(room.tokens("graph")) == 1


async def test_without_consent_a_link_is_not_fetched(room: Fetcher) -> None:
    file, _ = dropped(room)
    assert await why(room, "reference", shared(file)) == "unconsented Files.Read.All"
    room.files = room.having(None)
    assert await why(room, "reference", shared(file)) == "unconsented Files.Read.All"


async def test_a_link_to_another_service_is_asked_of_nobody(room: Fetcher) -> None:
    assert await why(room, "reference", "https://drive.example.com/a.pdf") == "elsewhere"
    assert room.teams.calls == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
@pytest.mark.parametrize("consents", [True, False])
async def test_an_address_that_expired_is_asked_of_graph(
    room: Fetcher, status: int, consents: bool
) -> None:
    file, url = dropped(room)
    room.teams.faults.add("download", broken.broken(status))
    if consents:
        room.tenant.consented = {"Files.Read.All"}
        assert await room.fetched("download", url, shared(file)) == CONTENT
    else:
        assert await why(room, "download", url, shared(file)) == "expired"


async def test_without_graph_an_address_that_expired_is_told(room: Fetcher) -> None:
    file, url = dropped(room)
    assert await why(room, "download", url.replace("sample", "old")) == "expired"
    room.files = room.having(None)
    assert await why(room, "download", url.replace("sample", "old"), shared(file)) == "expired"


@pytest.mark.parametrize("kind", ["download", "inline", "reference", "hosted"])
async def test_what_was_let_go_of_is_gone(room: Fetcher, kind: str) -> None:
    assert await why(room, kind, "") == "gone"


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1.example.com:{trap}/a.pdf",
        "http://localhost:{trap}/a.pdf",
        "http://user@127.0.0.1:{trap}/a.pdf",
        "http://127.0.0.1:{trap}\\@contoso.sharepoint.com/a.pdf",
        "http://contoso.sharepoint.com/a.pdf",
        "https://contososharepoint.com/a.pdf",
        "file:///etc/passwd",
        "http://[::1/a",
    ],
)
@pytest.mark.parametrize("kind", ["download", "inline"])
async def test_nothing_is_fetched_from_another_host(room: Fetcher, kind: str, address: str) -> None:
    async with Trap() as trap:
        assert await why(room, kind, address.format(trap=trap.port)) == "elsewhere"
        assert trap.heard == []


async def test_a_redirect_is_followed_to_hosts_of_files_only(room: Fetcher) -> None:
    _, url = dropped(room)
    async with Trap() as trap:
        away = trap.url.replace("127.0.0.1", "localhost")
        for status in (301, 302, 303, 307, 308):
            room.teams.faults.add("download", faults.redirect(away, status=status))
            assert await why(room, "download", url) == "elsewhere"
        room.teams.faults.add("download", faults.redirect("http://["))
        assert await why(room, "download", url) == "elsewhere"
        assert trap.heard == []
    room.teams.faults.add("download", faults.redirect(url))
    assert await room.fetched("download", url) == CONTENT
    room.teams.faults.add("download", faults.redirect(url), times=9)
    assert await why(room, "download", url) == "expired"


async def test_where_a_token_is_given_a_redirect_is_followed_without_it(room: Fetcher) -> None:
    _, url = dropped(room)
    room.teams.faults.add("image", faults.redirect(url))
    assert await room.fetched("inline", pasted(room)) == CONTENT
    assert room.tokens("download") == [""]
    room.tenant.consented = {"Files.Read.All"}
    async with Trap() as trap:
        away = trap.url.replace("127.0.0.1", "localhost")
        redirect = faults.redirect(away)
        room.teams.faults.add(
            "graph", redirect, when=lambda asked: asked["path"].endswith("/content")
        )
        file, _ = dropped(room)
        assert await why(room, "reference", shared(file)) == "elsewhere"
        assert trap.heard == []


async def test_a_page_to_sign_in_is_not_the_file(room: Fetcher) -> None:
    file, url = dropped(room)
    file.type = "text/html"
    assert await why(room, "download", url) == "expired"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (broken.broken(500), ChatUnavailable),
        (broken.broken(503), ChatUnavailable),
        (faults.limited(3600), ChatUnavailable),
        (broken.broken(418), ChatRefused),
        (broken.cut(), ChatUnavailable),
        (broken.truncated(1000), ChatUnavailable),
    ],
)
async def test_what_may_come_later(room: Fetcher, fault: Fault, expected: type[ChatError]) -> None:
    _, url = dropped(room)
    room.teams.faults.add("download", fault, times=2)  # aiohttp asks again once where it is cut off
    with pytest.raises(expected) as error:
        await room.fetched("download", url)
    room.teams.faults.clear()
    assert not isinstance(error.value, FileGone)
    assert "tempauth" not in str(error.value)
    assert await room.fetched("download", url) == CONTENT


@pytest.mark.parametrize("fault", [broken.silent(), broken.stalled(1000), broken.dripping()])
async def test_what_never_ends_is_given_up(room: Fetcher, fault: Fault) -> None:
    _, url = dropped(room)
    room.at(QUICK)
    room.teams.faults.add("download", fault)
    with pytest.raises(ChatUnavailable, match="Timeout"):
        await room.fetched("download", url)


async def test_too_many_downloads_wait_as_they_are_told(room: Fetcher) -> None:
    _, url = dropped(room)
    room.teams.faults.add("download", faults.limited(7), times=2)
    assert await room.fetched("download", url) == CONTENT
    assert room.waits == [7.5, 8.0]
    room.teams.faults.add("download", faults.limited(None), times=9)
    with pytest.raises(ChatUnavailable, match="429"):
        await room.fetched("download", url)
    assert room.waits[2:] == [1.5, 3.0, 6.0]


async def test_what_is_too_large_is_not_taken_to_its_end(room: Fetcher, tmp_path: Path) -> None:
    _, url = dropped(room)
    room.teams.faults.add("download", broken.endless())

    async def screen(path: Path) -> Media:
        raise AssertionError("it has no end")

    scratch = tmp_path / "scratch"
    chat = _Chat(room)
    store = FolderStore(tmp_path / "files")
    intake = Intake(chat=chat, store=store, door=Door(screen), scratch=scratch, limit=1_000_000)  # type: ignore[arg-type]
    with pytest.raises(MediaRejected) as refusal:
        async with intake.fetched(await room.upload("download", url)):
            pass
    assert refusal.value.reason is Reason.TOO_LARGE
    assert not [*scratch.iterdir()]


class _Chat:
    """As much of a Chat as the intake needs."""

    def __init__(self, room: Fetcher) -> None:
        self._room = room

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        return self._room.files.download(upload)


async def test_what_the_book_does_not_know_is_gone(room: Fetcher) -> None:
    _, url = dropped(room)
    upload = await room.upload("download", url)
    room.book.sources.clear()
    with pytest.raises(FileGone) as error:
        _ = [piece async for piece in room.files.download(upload)]
    assert lack_of(error.value) == "gone"
