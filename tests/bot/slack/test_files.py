"""What was dropped comes out of Slack whole, from its file host, or there is a reason why not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.files import LIMIT, patience
from bot.store import FolderStore
from handlers.chat import ChatError, ChatRefused, ChatUnavailable, FileGone, Place, Upload
from handlers.intake import Door, Intake
from handlers.lacks import lack_of
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from tests.bot.slack.speaking import QUICK, Room, place_of, speaking
from tests.doubles.faults import Fault
from tests.doubles.server import Trap
from tests.doubles.slack import faults

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 1000


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with speaking("T0OURS", "T0THEIRS") as room:
        for team in room.slack.world.teams.values():
            room.slack.act.join(team, "U0ANN", "C0INVOICES", "C0OTHER")
        yield room


def here(room: Room) -> Place:
    return place_of(room.slack.world.teams["T0OURS"])


def dropped(room: Room, **changes: object) -> Upload:
    upload = room.drop(here(room), "U0ANN", "发票 01.pdf", CONTENT)
    room.team(here(room)).files[upload.file].changes |= changes
    return upload


async def fetched(room: Room, upload: Upload) -> bytes:
    return b"".join([chunk async for chunk in room.chat.download(upload)])


async def why(room: Room, upload: Upload) -> str:
    with pytest.raises(FileGone) as error:
        await fetched(room, upload)
    return lack_of(error.value)


async def test_a_file_comes_with_the_token_of_its_workspace_only(room: Room) -> None:
    upload = dropped(room)
    assert await fetched(room, upload) == CONTENT
    (call,) = [one for one in room.slack.calls if one.path.startswith("/files-pri/")]
    assert call.headers["authorization"] == f"Bearer {room.team(here(room)).token}"
    assert call.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/a.pdf",
        "https://127.0.0.1:{port}/a.pdf",
        "http://user@127.0.0.1:{port}/a.pdf",
        "http://127.0.0.1:{trap}/a.pdf",
        "https://files.slack.com/a.pdf",
        "",
    ],
)
async def test_a_token_goes_to_no_other_host(room: Room, address: str) -> None:
    async with Trap() as trap:
        named = address.format(port=room.slack.port, trap=trap.port)
        upload = dropped(room, url_private_download=named, url_private=named)
        assert await why(room, upload) == "withheld"
        assert trap.heard == []


async def test_a_redirect_is_not_followed(room: Room) -> None:
    async with Trap() as trap:
        for status in (301, 302, 303, 307, 308):
            room.slack.faults.add("download", faults.redirect(trap.url, status=status))
            assert await why(room, dropped(room)) == "withheld"
        assert trap.heard == []


async def test_a_page_to_sign_in_is_not_the_file(room: Room) -> None:
    room.slack.faults.add("download", faults.html())
    assert await why(room, dropped(room)) == "withheld"


@pytest.mark.parametrize("type_", ["text/html", "application/vnd.slack-docs"])
async def test_a_page_that_somebody_dropped_is_one(room: Room, type_: str) -> None:
    upload = dropped(room, mimetype=type_)
    room.team(here(room)).files[upload.file].mimetype = "text/html"
    assert await fetched(room, upload) == CONTENT


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_external": True}, "elsewhere"),
        ({"external_type": "gdrive"}, "elsewhere"),
        ({"mode": "external"}, "elsewhere"),
        ({"mode": "tombstone"}, "gone"),
        ({"mode": "hidden_by_limit"}, "gone"),
        ({"file_access": "access_denied"}, "withheld"),
        ({"file_access": "check_file_info"}, "withheld"),
    ],
)
async def test_what_slack_says_of_a_file(
    room: Room, changes: dict[str, object], expected: str
) -> None:
    assert await why(room, dropped(room, **changes)) == expected
    assert not [one for one in room.slack.calls if one.path.startswith("/files-pri/")]


@pytest.mark.parametrize(
    ("method", "fault", "expected"),
    [
        ("files.info", faults.says("file_not_found"), "gone"),
        ("files.info", faults.says("file_deleted"), "gone"),
        ("files.info", faults.says("missing_scope", needed="files:read"), "withheld"),
        ("download", faults.broken(404), "gone"),
        ("download", faults.broken(410), "gone"),
        ("download", faults.broken(401), "withheld"),
        ("download", faults.broken(403), "withheld"),
    ],
)
async def test_what_slack_answers(room: Room, method: str, fault: Fault, expected: str) -> None:
    room.slack.faults.add(method, fault)
    assert await why(room, dropped(room)) == expected


@pytest.mark.parametrize(
    ("method", "fault", "expected"),
    [
        ("files.info", faults.says("token_revoked"), ChatRefused),
        ("files.info", faults.says("internal_error"), ChatUnavailable),
        ("download", faults.broken(500), ChatUnavailable),
        ("download", faults.limited(3600), ChatUnavailable),
        ("download", faults.broken(418), ChatRefused),
        ("download", faults.cut(), ChatUnavailable),
        ("download", faults.truncated(1000), ChatUnavailable),
    ],
)
async def test_what_may_come_later(
    room: Room, method: str, fault: Fault, expected: type[ChatError]
) -> None:
    upload = dropped(room)
    room.slack.faults.add(method, fault, times=2)  # aiohttp asks again once where it is cut off
    with pytest.raises(expected) as error:
        await fetched(room, upload)
    room.slack.faults.clear()
    assert not isinstance(error.value, FileGone)
    assert upload.name not in str(error.value)
    if expected is ChatUnavailable:
        assert await fetched(room, upload) == CONTENT


@pytest.mark.parametrize("fault", [faults.silent(), faults.stalled(1000), faults.dripping()])
async def test_what_never_ends_is_given_up(room: Room, fault: Fault) -> None:
    upload = dropped(room)
    room.limit = QUICK
    room.chat = room.another()
    room.slack.faults.add("download", fault)
    with pytest.raises(ChatUnavailable, match="Timeout"):
        await fetched(room, upload)


async def test_too_many_downloads_wait_as_slack_says(room: Room) -> None:
    upload = dropped(room)
    room.slack.faults.add("download", faults.limited(7), times=3)
    assert await fetched(room, upload) == CONTENT
    assert room.waits == [7.0, 7.0, 7.0]
    room.slack.faults.add("download", faults.limited(7), times=9)
    with pytest.raises(ChatUnavailable, match="429"):
        await fetched(room, upload)


async def test_what_is_too_large_is_not_taken_to_its_end(room: Room, tmp_path: Path) -> None:
    upload = dropped(room)
    room.slack.faults.add("download", faults.endless())

    async def screen(path: Path) -> Media:
        raise AssertionError("it has no end")

    store = FolderStore(tmp_path / "files")
    scratch = tmp_path / "scratch"
    intake = Intake(
        chat=room.chat, store=store, door=Door(screen), scratch=scratch, limit=1_000_000
    )
    with pytest.raises(MediaRejected) as refusal:
        async with intake.fetched(upload):
            pass
    assert refusal.value.reason is Reason.TOO_LARGE
    assert not [*(tmp_path / "scratch").iterdir()]


async def test_a_shorter_file_than_slack_says_is_no_file(room: Room) -> None:
    with pytest.raises(ChatUnavailable, match="incomplete"):
        await fetched(room, dropped(room, size=len(CONTENT) + 1))


@pytest.mark.parametrize(("late", "looks"), [(1, 1), (3, 3), (5, 5)])
async def test_a_file_shared_late_is_waited_for(room: Room, late: int, looks: int) -> None:
    upload = room.drop(here(room), "U0ANN", "a.pdf", CONTENT, late=late)
    assert await fetched(room, upload) == CONTENT
    assert len(room.slack.asked("files.info")) == looks
    assert room.waits == [0.5, 1.0, 2.0, 4.0][: looks - 1]


async def test_a_file_of_another_channel_is_nobodys_here(room: Room) -> None:
    elsewhere = place_of(room.slack.world.teams["T0OURS"], "C0OTHER")
    upload = room.drop(elsewhere, "U0ANN", "a.pdf", CONTENT)
    forged = Upload(here(room), "U0MALLORY", upload.file, "a.pdf")
    assert await why(room, forged) == "withheld"
    assert not [one for one in room.slack.calls if one.path.startswith("/files-pri/")]
    theirs = place_of(room.slack.world.teams["T0THEIRS"])
    assert await why(room, Upload(theirs, "U0ANN", upload.file, "a.pdf")) == "gone"


async def test_a_file_in_direct_messages_is_read(room: Room) -> None:
    team = room.slack.world.teams["T0OURS"]
    place = place_of(team, team.dm("U0ANN").id)
    assert await fetched(room, room.drop(place, "U0ANN", "a.pdf", CONTENT)) == CONTENT


@pytest.mark.parametrize(("size", "seconds"), [(0, 900), (900_000_000, 900), (2_000_000_000, 2000)])
def test_a_large_file_has_the_time_that_it_takes(size: int, seconds: float) -> None:
    given = patience(LIMIT, size)
    assert (given.total, given.sock_connect, given.sock_read) == (seconds, 10, 30)
