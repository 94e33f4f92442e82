"""Recordings in the workspace's page: with their transcripts, into threads, and links elsewhere."""

import pytest
from playwright.async_api import Browser, expect

from bot.local.roster import PLATFORM, TENANT
from handlers.chat import Button, Buttons, Card, Place
from tests.bot.local.house import House
from tests.browser import choose_files, drop_file, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOTS = "#messages > .message"


def threads(house: House) -> list[tuple[str, str | None]]:
    """Give what was dropped, by name, and the file that began its thread."""
    begun: dict[str | None, str] = {}
    for one in house.clerk.uploads:
        begun.setdefault(one.place.thread, one.name)
    return sorted((one.name, begun[one.place.thread]) for one in house.clerk.uploads)


async def test_a_recording_and_its_transcript_are_one_thread(
    house: House, browser: Browser
) -> None:
    names = ("Weekly.transcript.vtt", "Weekly.mp4", "acme.pdf")
    files = [await house.file(name) for name in names]
    async with workspace_page(house.server.url, browser=browser) as page:
        await drop_file(page, *files)
        await expect(page.locator(ROOTS)).to_have_count(2)
        await expect(page.locator("#uploads .upload")).to_have_count(0)
    assert threads(house) == [
        ("Weekly.mp4", "Weekly.mp4"),
        ("Weekly.transcript.vtt", "Weekly.mp4"),
        ("acme.pdf", "acme.pdf"),
    ]


async def test_of_several_recordings_each_has_the_transcript_of_its_name(
    house: House, browser: Browser
) -> None:
    names = ("a.mp4", "b.m4a", "B_transcript.vtt", "A.en.srt", "c.vtt")
    files = [await house.file(name) for name in names]
    async with workspace_page(house.server.url, browser=browser) as page:
        await drop_file(page, *files)
        await expect(page.locator(ROOTS)).to_have_count(3)
        await expect(page.locator("#uploads .upload")).to_have_count(0)
    assert threads(house) == [
        ("A.en.srt", "a.mp4"),
        ("B_transcript.vtt", "b.m4a"),
        ("a.mp4", "a.mp4"),
        ("b.m4a", "b.m4a"),
        ("c.vtt", "c.vtt"),
    ]
    assert {one.kind for one in house.clerk.uploads} >= {"video/mp4"}


async def test_what_is_dropped_over_a_thread_or_chosen_in_it_goes_into_it(
    house: House, browser: Browser
) -> None:
    async with workspace_page(house.server.url, browser=browser) as page:
        await choose_files(page, await house.file("talk.mp4"))
        await expect(page.locator("#thread")).to_be_visible()
        late = await house.file("late.vtt")
        await drop_file(page, late, release=False, at=(1200, 400))
        await expect(page.locator("#drop-title")).to_contain_text("in this thread")
        await drop_file(page, late, at=(1200, 400))
        await expect(page.locator("#replies .file-name", has_text="late.vtt")).to_be_visible()
        async with page.expect_file_chooser() as choosing:
            await page.locator("#reply").get_by_role("button", name="Choose files").click()
        await (await choosing.value).set_files(await house.file("later.txt"))
        await expect(page.locator("#replies .file-name", has_text="later.txt")).to_be_visible()
        await drop_file(page, await house.file("other.mp4"))
        await expect(page.locator(ROOTS)).to_have_count(2)
    assert threads(house) == [
        ("late.vtt", "talk.mp4"),
        ("later.txt", "talk.mp4"),
        ("other.mp4", "other.mp4"),
        ("talk.mp4", "talk.mp4"),
    ]


async def test_where_the_recording_is_not_taken_its_transcript_begins_the_thread(
    house: House, browser: Browser
) -> None:
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await page.route(
            "**/drops",
            lambda route: (
                route.abort()
                if b"talk.mp4" in (route.request.post_data_buffer or b"")
                else route.continue_()
            ),
        )
        await drop_file(page, await house.file("talk.mp4"), await house.file("talk.vtt"))
        await expect(page.locator(ROOTS)).to_have_count(1)
        await expect(page.locator("#uploads .upload.failed")).to_have_count(1)
    assert threads(house) == [("talk.vtt", "talk.vtt")]


async def test_a_button_with_an_address_is_a_link_in_a_window_of_its_own(
    house: House, browser: Browser
) -> None:
    said = await house.say("A talk")
    place = Place(PLATFORM, TENANT, "invoices", said.id)
    way = Buttons((Button("link", "", "Open player", url="/player/M-ABCDEFGH23"),))
    await house.chat.post(place, Card("The talk", (way,)), key="card")
    async with workspace_page(f"{house.server.url}/#/invoices/{said.id}", browser=browser) as page:
        link = page.locator("#replies a.press")
        await expect(link).to_have_attribute("href", "/player/M-ABCDEFGH23")
        await expect(link).to_have_attribute("target", "_blank")
        await expect(link).to_have_attribute("rel", "noopener noreferrer")
        await expect(link).to_have_accessible_name("Open player (opens in a new window)")
