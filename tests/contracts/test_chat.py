"""What every Chat keeps to."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME
from bot.local.roster import PLATFORM
from handlers.bundles import Bundle
from handlers.chat import (
    Attachment,
    Card,
    ChatRefused,
    Code,
    Fields,
    FileGone,
    MessageRef,
    Place,
    Table,
    Text,
    Upload,
)
from tests.contracts.chats import CHANNEL, Counterpart, fake, local, slack, teams

CARD = Card(
    "Invoice 4711",
    (
        Text("One thing needs a look.", "bad"),
        Fields((("Seller", "ACME"), ("Total", "1,320.00 EUR"))),
        Table(("What", "Price"), (("Bolts", "12.00"),), frozenset({1})),
        Code("JSON", '{"total": 1320.00}'),
    ),
    "good",
    "read in 0.2 s",
)
PICTURE = Attachment("evidence.png", "image/png", b"\x89PNG" + bytes(range(256)) * 5, "the page")


@pytest.fixture(params=["fake", "local", "slack", "teams"])
async def platform(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Path
) -> AsyncIterator[Counterpart]:
    if request.param == "fake":
        yield await fake()
    elif request.param == "teams":
        path = await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
        async with teams(Path(path)) as counterpart:
            yield counterpart
    elif request.param == "slack":
        async with slack() as counterpart:
            yield counterpart
    else:
        async with local(tmp_path) as counterpart:
            yield counterpart


@pytest.fixture(params=["ours", "theirs"])
def place(request: pytest.FixtureRequest) -> Place:
    return Place(PLATFORM, request.param, CHANNEL, "thread-1")


async def test_a_post_is_shown_and_found_by_its_key(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.post(place, CARD, key="k1")
    assert ref.place == place
    assert await platform.chat.find(place, key="k1") == ref
    assert await platform.chat.find(place, key="k2") is None
    assert await platform.shown(place, "admin") == ["Invoice 4711"]


async def test_the_same_key_is_the_same_message(platform: Counterpart, place: Place) -> None:
    first = await platform.chat.post(place, CARD, key="k1")
    again = await platform.again(place, Card("Something else"), "k1")
    assert again == first
    assert await platform.shown(place, "admin") == ["Invoice 4711"]


async def test_other_keys_are_other_messages_in_order(platform: Counterpart, place: Place) -> None:
    refs = [await platform.chat.post(place, Card(f"Card {n}"), key=f"k{n}") for n in range(3)]
    assert len({ref.id for ref in refs}) == 3
    assert await platform.shown(place, "admin") == ["Card 0", "Card 1", "Card 2"]


async def test_tenants_share_neither_keys_nor_messages(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    first = await platform.chat.post(ours, Card("Ours"), key="k")
    assert await platform.chat.find(theirs, key="k") is None
    second = await platform.chat.post(theirs, Card("Theirs"), key="k")
    assert first != second
    await platform.chat.edit(second, Card("Theirs, edited"))
    assert await platform.shown(ours, "admin") == ["Ours"]
    await platform.chat.retract(second)
    assert await platform.shown(ours, "admin") == ["Ours"]
    assert await platform.shown(theirs, "admin") == []


async def test_a_message_of_another_tenant_is_out_of_reach(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    ref = await platform.chat.post(ours, Card("Ours"), key="k")
    foreign = MessageRef(theirs, ref.id)
    with pytest.raises(ChatRefused):
        await platform.chat.edit(foreign, Card("Stolen"))
    await platform.chat.retract(foreign)
    assert await platform.shown(ours, "admin") == ["Ours"]


async def test_an_edit_replaces_what_was_said(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.post(place, Card("Reading…", tone="busy"), key="k1")
    await platform.chat.edit(ref, CARD)
    assert await platform.shown(place, "admin") == ["Invoice 4711"]
    assert await platform.chat.find(place, key="k1") == ref


async def test_a_retracted_message_is_gone_and_retracting_twice_is_harmless(
    platform: Counterpart, place: Place
) -> None:
    ref = await platform.chat.post(place, CARD, key="k1")
    await platform.chat.retract(ref)
    await platform.chat.retract(ref)
    assert await platform.shown(place, "admin") == []
    assert await platform.chat.find(place, key="k1") is None
    with pytest.raises(ChatRefused):
        await platform.chat.edit(ref, CARD)


async def test_a_private_message_is_seen_by_one_user_only(
    platform: Counterpart, place: Place
) -> None:
    await platform.chat.post_privately(place, "employee", Card("Only you"))
    assert await platform.shown(place, "employee") == ["Only you"]
    assert await platform.shown(place, "admin") == []


async def test_a_file_is_put_in_the_thread_once_a_key(platform: Counterpart, place: Place) -> None:
    ref = await platform.chat.send_file(place, PICTURE, key="f1")
    again = await platform.again(place, PICTURE, "f1")
    assert again == ref
    assert ref.place == place
    assert await platform.chat.find(place, key="f1") == ref
    assert await platform.shown(place, "admin") == ["evidence.png"]
    await platform.chat.retract(ref)
    assert await platform.shown(place, "admin") == []


async def test_files_of_one_bundle_come_and_go_one_by_one(
    platform: Counterpart, place: Place
) -> None:
    bundle = Bundle("files", "Files of this document")
    picture = replace(PICTURE, bundle=bundle)
    data = Attachment("a.json", "application/json", b"{}", "a.json", bundle)
    first = await platform.chat.send_file(place, picture, key="f1")
    second = await platform.chat.send_file(place, data, key="f2")
    assert first != second
    for key, file, ref in (("f1", picture, first), ("f2", data, second)):
        assert await platform.again(place, file, key) == ref
        assert await platform.chat.find(place, key=key) == ref
    assert sorted(await platform.shown(place, "admin")) == ["a.json", "evidence.png"]
    await platform.chat.retract(first)
    await platform.chat.retract(first)
    assert await platform.shown(place, "admin") == ["a.json"]
    assert await platform.chat.find(place, key="f1") is None
    assert await platform.chat.find(place, key="f2") == second
    await platform.chat.retract(second)
    assert await platform.shown(place, "admin") == []


@pytest.mark.parametrize("size", [0, 1, 300_000])
async def test_a_download_streams_what_was_dropped(
    platform: Counterpart, place: Place, size: int
) -> None:
    content = bytes(n % 251 for n in range(size))
    upload = await platform.drop(place, content)
    got = b"".join([chunk async for chunk in platform.chat.download(upload)])
    assert got == content


async def test_a_missing_file_is_gone(platform: Counterpart, place: Place) -> None:
    with pytest.raises(FileGone):
        async for _ in platform.chat.download(Upload(place, "employee", "nothing", "a.pdf")):
            pass


async def test_a_file_of_another_tenant_is_gone(platform: Counterpart) -> None:
    ours, theirs = (Place(PLATFORM, name, CHANNEL, "t") for name in ("ours", "theirs"))
    upload = await platform.drop(ours, b"secret")
    with pytest.raises(FileGone):
        async for _ in platform.chat.download(Upload(theirs, "employee", upload.file, "a.pdf")):
            pass


async def test_clerk_speaks_with_one_person_alone(platform: Counterpart, place: Place) -> None:
    direct = await platform.chat.direct(place, "employee")
    assert direct == await platform.chat.direct(replace(place, thread=None), "employee")
    assert (direct.platform, direct.tenant, direct.thread) == (place.platform, place.tenant, None)
    assert direct.channel not in {
        place.channel,
        (await platform.chat.direct(place, "admin")).channel,
    }
    ref = await platform.chat.post(direct, Card("Due today"), key="d1")
    assert ref.place == direct
    assert await platform.again(direct, Card("Due today"), "d1") == ref
    await platform.chat.edit(ref, CARD)
    file = await platform.chat.send_file(direct, PICTURE, key="d2")
    assert await platform.chat.find(direct, key="d2") == file
    assert await platform.shown(direct, "employee") == ["Invoice 4711", "evidence.png"]
    assert await platform.shown(direct, "admin") == []
    for one in (ref, file):
        await platform.chat.retract(one)
    assert await platform.shown(direct, "employee") == []
    assert await platform.shown(place, "employee") == []


async def test_nobody_is_written_to_who_is_not_there(platform: Counterpart, place: Place) -> None:
    with pytest.raises(ChatRefused):
        await platform.chat.direct(place, "nobody")
