"""Recordings and transcripts that are dropped: larger ones, with hints, into threads."""

import pytest

from tests.bot.local.conftest import Rig
from tests.bot.local.heard import MAX_RECORDING, MAX_UPLOAD


async def downloaded(rig: Rig) -> bytes:
    return b"".join([chunk async for chunk in rig.chat.download(rig.uploads[0])])


@pytest.mark.parametrize(
    ("name", "kind", "most"),
    [
        ("talk.mp4", "video/mp4", MAX_RECORDING),
        ("talk.MKV", "", MAX_RECORDING),
        ("talk", "audio/mpeg", MAX_RECORDING),
        ("talk.vtt", "text/vtt", MAX_UPLOAD),
        ("acme.pdf", "application/pdf", MAX_UPLOAD),
    ],
)
async def test_a_recording_may_be_larger(rig: Rig, name: str, kind: str, most: int) -> None:
    await rig.drop(name, b"x" * (MAX_RECORDING + 9), kind=kind)
    assert len(await downloaded(rig)) == most + 1


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("video/mp4", "video/mp4"),
        ("Audio/X-WAV", "audio/x-wav"),
        ("", ""),
        ("video", ""),
        ("text/html; charset=utf-8", ""),
        ("video/mp4\r\nX: y", ""),
        ("/" * 150, ""),
    ],
)
async def test_what_the_browser_takes_a_file_for_is_told_as_a_hint(
    rig: Rig, told: str, kind: str
) -> None:
    said = await (await rig.drop("a.bin", b"x", kind=told)).json()
    assert rig.uploads[0].kind == kind
    response = await rig.get(f"/api/files/{said['body']['file']}?as=employee")
    assert response.headers["Content-Type"] == "application/octet-stream"


async def test_a_file_can_be_dropped_into_a_thread(rig: Rig) -> None:
    first = await (await rig.drop("talk.mp4", b"x")).json()
    second = await (await rig.drop("talk.vtt", b"y", thread=first["id"])).json()
    assert second["thread"] == first["id"]
    assert [one.place.thread for one in rig.uploads] == [first["id"]] * 2


@pytest.mark.parametrize("where", ["nowhere", "a reply", "another channel"])
async def test_a_file_is_dropped_into_no_thread_that_is_not_there(rig: Rig, where: str) -> None:
    root = (await (await rig.drop("talk.mp4", b"x")).json())["id"]
    reply = (await (await rig.drop("talk.vtt", b"y", thread=root)).json())["id"]
    thread = {"nowhere": "0" * 32, "a reply": reply, "another channel": root}[where]
    channel = "general" if where == "another channel" else "invoices"
    refused = await rig.drop("late.vtt", b"z", channel=channel, thread=thread)
    assert (refused.status, (await refused.json())["error"]) == (404, "unknown_thread")
    assert len(rig.uploads) == 2


async def test_a_file_of_a_thread_that_a_crash_kept_from_being_told_is_told_in_it(
    rig: Rig,
) -> None:
    first = await (await rig.drop("talk.mp4", b"x")).json()
    rig.heard.fails = True
    assert (await rig.drop("talk.vtt", b"y", thread=first["id"], kind="text/vtt")).status == 500
    rig.heard.fails = False
    await rig.server.stop()
    await rig.server.start()
    told = rig.uploads[-1]
    assert (told.name, told.kind, told.place.thread) == ("talk.vtt", "text/vtt", first["id"])
