"""Graph is asked as the app, again where it has no time, and what it says becomes ours."""

from collections.abc import AsyncIterator

import pytest

from bot.teams.connector import TeamsRefused
from bot.teams.downloads import Pace
from bot.teams.graph import NotConsented
from handlers.chat import ChatError, ChatUnavailable, FileGone
from tests.bot.teams.fetching import Fetcher, fetching
from tests.doubles import faults as broken
from tests.doubles.faults import Fault
from tests.doubles.server import Reply, Trap
from tests.doubles.teams import faults
from tests.doubles.teams.world import guid

WORD = "Invoice of Norden"


@pytest.fixture
async def room() -> AsyncIterator[Fetcher]:
    async with fetching() as room:
        yield room


def message(room: Fetcher) -> str:
    held = room.tenant.group("Bills", room.ann)
    room.tenant.consented = {"ChatMessage.Read.Chat"}
    written = room.teams.act.written(held, room.ann, WORD)
    return f"/chats/{held.id}/messages/{written.id}"


async def test_an_object_is_given(room: Fetcher) -> None:
    path = message(room)
    assert (await room.graph.get(room.tenant.id, path, "x"))["id"] == path.rpartition("/")[2]
    assert room.tokens("graph") == ["Bearer sample-https://graph.microsoft.com/.default"]


async def test_a_token_that_graph_does_not_take_is_given_up_once(room: Fetcher) -> None:
    path, refusal = message(room), faults.says(401, "InvalidAuthenticationToken")
    room.teams.faults.add("graph", refusal)
    assert (await room.graph.get(room.tenant.id, path, "x"))["id"] == path.rpartition("/")[2]
    first, second = room.tokens("graph")
    assert (second, room.waits) == (f"{first}-again", [])
    room.renounced.clear()
    room.teams.faults.add("graph", refusal, times=9)
    with pytest.raises(TeamsRefused, match="401"):
        await room.graph.get(room.tenant.id, path, "x")
    assert len(room.tokens("graph")) == 4
    with pytest.raises(TeamsRefused, match="401"):
        await room.graph.get(room.tenant.id, path, "x")
    assert len(room.tokens("graph")) == 5, "one that is new is not to blame"


@pytest.mark.parametrize(
    ("fault", "expected", "said"),
    [
        (faults.says(401, "InvalidAuthenticationToken"), TeamsRefused, "401 InvalidAuthentica"),
        (faults.says(400, WORD), TeamsRefused, "graph: 400"),
        (broken.broken(418), TeamsRefused, "graph: 418"),
        (broken.broken(501), TeamsRefused, "graph: 501"),
        (faults.says(403, "Forbidden"), NotConsented, "403 ChatMessage.Read.Chat"),
        (faults.says(404, "NotFound"), FileGone, "404"),
        (faults.says(410, "Gone"), FileGone, "410"),
        (faults.redirect("https://graph.example.com/"), TeamsRefused, "302"),
        (faults.limited(3600), ChatUnavailable, "429"),
        (broken.cut(), ChatUnavailable, "graph: "),
        (broken.truncated(20), ChatUnavailable, "graph: "),
    ],
)
async def test_what_graph_answers(
    room: Fetcher, fault: Fault, expected: type[ChatError], said: str
) -> None:
    path = message(room)
    room.teams.faults.add("graph", fault, times=2)
    with pytest.raises(expected) as error:
        await room.graph.get(room.tenant.id, path, "ChatMessage.Read.Chat")
    assert type(error.value) is expected
    assert said in str(error.value)
    assert WORD not in str(error.value)
    assert room.waits == []


@pytest.mark.parametrize("status", [408, 412, 423, 429, 500, 502, 503, 504, 509, 529])
async def test_where_graph_has_no_time_it_is_asked_again(room: Fetcher, status: int) -> None:
    path = message(room)
    room.teams.faults.add("graph", faults.says(status), times=3)
    assert await room.graph.get(room.tenant.id, path, "x")
    assert room.waits == [1.5, 3.0, 6.0]
    room.teams.faults.add("graph", faults.says(status), times=9)
    with pytest.raises(ChatUnavailable, match=str(status)):
        await room.graph.get(room.tenant.id, path, "x")


async def test_graph_says_for_how_long_to_wait(room: Fetcher) -> None:
    path = message(room)
    room.teams.faults.add("graph", faults.limited(30))
    assert await room.graph.get(room.tenant.id, path, "x")
    assert room.waits == [30.5]


@pytest.mark.parametrize("body", [b"[1]", b"{", b"", b"[" * 100_000])
async def test_what_is_no_object_is_nothing(room: Fetcher, body: bytes) -> None:
    room.teams.faults.add("graph", Fault(Reply(body=body)))
    assert await room.graph.get(room.tenant.id, "/x", "x") == {}


async def test_more_than_anything_asked_for_is_refused(room: Fetcher) -> None:
    path = message(room)
    room.teams.faults.add("graph", broken.endless())
    with pytest.raises(TeamsRefused, match="too_large"):
        await room.graph.get(room.tenant.id, path, "x")


@pytest.mark.parametrize("fault", [broken.silent(), broken.stalled(5), broken.dripping()])
async def test_what_never_ends_is_given_up(room: Fetcher, fault: Fault) -> None:
    path = message(room)
    room.at(Pace(connect=0.2, read=0.2, total=0.2))
    room.teams.faults.add("graph", fault)
    with pytest.raises(ChatUnavailable, match="Timeout"):
        await room.graph.get(room.tenant.id, path, "x")


async def test_a_token_is_of_one_company(room: Fetcher) -> None:
    with pytest.raises(NotConsented):
        await room.graph.get(guid("tenant/theirs"), "/chats/1", "x")
    with pytest.raises(NotConsented):
        _ = [one async for one in room.graph.stream(guid("tenant/theirs"), "/chats/1", "x")]
    assert room.teams.calls == []


async def test_a_token_is_never_taken_elsewhere(room: Fetcher) -> None:
    async with Trap() as trap:
        room.teams.faults.add("graph", faults.redirect(trap.url))
        with pytest.raises(TeamsRefused):
            await room.graph.get(room.tenant.id, "/me", "x")
        assert trap.heard == []
