"""A file that a link leads to is read for who may hand it on: theirs, or their channel's."""

from collections.abc import AsyncIterator

import pytest

from bot.book import Conversation
from handlers.chat import FileGone
from handlers.lacks import lack_of
from tests.bot.teams.fetching import CONTENT, Fetcher, fetching
from tests.doubles import faults as broken
from tests.doubles.teams import faults
from tests.doubles.teams.graph import shared
from tests.doubles.teams.world import File


@pytest.fixture
async def room() -> AsyncIterator[Fetcher]:
    async with fetching() as room:
        room.tenant.consented = {"Files.Read.All"}
        yield room


def of_bo(room: Fetcher) -> File:
    """Give a file that Ann sends, and Bo made."""
    file = room.dropped(room.tenant.personal(room.ann))
    file.owner = room.tenant.person("Bo").id
    return file


def in_a_channel(room: Fetcher, team: str = "finance") -> Conversation:
    """Give what the upload's conversation is then."""
    return Conversation(room.tenant.id, "a:1", "channel", "", "", team=team)


async def is_withheld(room: Fetcher, file: File) -> bool:
    with pytest.raises(FileGone) as error:
        await room.fetched("reference", shared(file))
    return lack_of(error.value) == "elsewhere"


async def test_nobody_is_told_what_only_clerk_may_read(room: Fetcher) -> None:
    file = of_bo(room)
    assert await is_withheld(room, file)
    room.teams.faults.add("download", broken.broken(404))
    with pytest.raises(FileGone) as error:
        await room.fetched("download", room.teams.world.download_url(file), shared(file))
    assert lack_of(error.value) == "elsewhere"
    assert len(room.tokens("download")) == 1
    file.drive = f"drive-{room.ann.id}"
    assert await room.fetched("reference", shared(file)) == CONTENT


@pytest.mark.parametrize("team", ["finance", ""])
async def test_a_file_of_the_channel_is_read_there_and_not_one_of_its_team(
    room: Fetcher, team: str
) -> None:
    file = of_bo(room)
    file.drive = "drive-a:1"
    assert await is_withheld(room, file)
    await room.book.heard(in_a_channel(room, team))
    if not team:  # then Graph cannot be asked for it
        assert await is_withheld(room, file)
        return
    assert await room.fetched("reference", shared(file)) == CONTENT
    file.drive = f"drive-{team}"
    assert await is_withheld(room, file)


async def test_where_graph_cannot_tell_what_a_channel_has_ones_own_is_read(room: Fetcher) -> None:
    file = of_bo(room)
    room.teams.faults.add(
        "graph", faults.says(400, "BadRequest"), times=9,
        when=lambda asked: asked["path"].endswith("/filesFolder"),
    )  # fmt: skip
    await room.book.heard(in_a_channel(room))
    file.drive = f"drive-{room.ann.id}"
    assert await room.fetched("reference", shared(file)) == CONTENT
    file.drive = "drive-a:1"
    assert await is_withheld(room, file)
