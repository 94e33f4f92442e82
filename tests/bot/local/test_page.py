"""The page in a real browser, with a Clerk that always answers the same."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from handlers.chat import MessageRef, Place
from tests.bot.local.clerk_double import JSON
from tests.bot.local.house import MAX_UPLOAD, House
from tests.browser import (
    choose_files,
    drop_file,
    wait_for_card,
    workspace_page,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_dropped_file_becomes_a_card_a_picture_and_json(
    house: House, browser: Browser
) -> None:
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser) as page:
        await expect(page.locator("#empty h2")).to_have_text(
            "Drop an invoice, a contract or a recording here"
        )
        await expect(page.locator("#acting-note")).to_contain_text("simulated")
        await drop_file(page, acme, release=False)
        await expect(page.locator("#drop-target")).to_contain_text("#invoices")
        await drop_file(page, acme)
        await expect(page.locator("#drop-target")).to_be_hidden()
        await expect(page.locator("#replies .card.tone-busy")).to_contain_text("Reading acme.pdf…")
        house.clerk.go_on.set()
        text = await wait_for_card(page, "bad")
        assert "ACME GmbH" in text
        assert "Bolts <b>M8</b>" in text
        await expect(page.locator("#announcer")).to_contain_text("1,320.00 EUR")
        await expect(page.locator("#messages .outcome")).to_contain_text("1,320.00 EUR")

        amounts = page.locator("td.numeric").first
        assert await amounts.evaluate("(cell) => getComputedStyle(cell).textAlign") == "right"

        await expect(page.locator(".card-code pre")).to_be_hidden()
        await page.locator(".card-code summary").click()
        await expect(page.locator(".card-code pre")).to_have_text(JSON)
        async with page.expect_download() as download:
            await page.locator("#replies a[download='page.json']").click()
        saved = await (await download.value).path()
        assert await asyncio.to_thread(saved.read_text) == JSON


async def test_everything_can_be_done_with_the_keyboard(house: House, browser: Browser) -> None:
    acme = await house.file("acme.pdf")
    house.clerk.go_on.set()
    async with workspace_page(house.server.url, browser=browser) as page:

        async def tab_to(selector: str, limit: int = 30) -> None:
            for _ in range(limit):
                await page.keyboard.press("Tab")
                if await page.evaluate("(one) => document.activeElement.matches(one)", selector):
                    ring = "getComputedStyle(document.activeElement).outlineStyle"
                    assert await page.evaluate(ring) != "none"
                    return
            pytest.fail(f"Tab does not lead to {selector}")

        await tab_to(".skip", 1)
        await tab_to("#people [aria-checked=true]")
        await page.keyboard.press("ArrowDown")
        await expect(page.locator("#people [aria-checked=true]")).to_contain_text("Arun Mehta")
        await tab_to("#empty .main-button")
        async with page.expect_file_chooser() as chooser:
            await page.keyboard.press("Enter")
        await (await chooser.value).set_files(str(acme))
        await wait_for_card(page, "bad")
        assert house.clerk.uploads[0].user == "accountant-1"

        await tab_to("#replies summary")
        await page.keyboard.press("Enter")
        await expect(page.locator(".card-code pre")).to_be_visible()
        await expect(page.locator("#replies .picture")).to_be_visible()
        await tab_to("#replies .picture")
        await page.keyboard.press("Enter")
        stage = page.locator("#lightbox .stage")
        await expect(stage).to_be_focused()
        await expect(page.locator(".zoom-figure")).to_contain_text("%")
        fitted = await page.locator("#lightbox img").bounding_box()
        await page.keyboard.press("+")
        larger = await page.locator("#lightbox img").bounding_box()
        assert fitted is not None
        assert larger is not None
        assert larger["width"] > fitted["width"]
        await page.keyboard.press("Escape")
        await expect(page.locator("#lightbox")).to_be_hidden()
        await expect(page.locator("#replies .picture")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#thread")).to_be_hidden()
        await expect(page.locator("#messages .way-in")).to_be_focused()


async def test_a_command_a_message_and_a_reply(house: House, browser: Browser) -> None:
    house.clerk.go_on.set()
    async with workspace_page(house.server.url, browser=browser) as page:
        box = page.locator("#composer textarea")
        await box.fill("/clerk help me")
        await box.press("Enter")
        await expect(page.locator("#messages .card")).to_contain_text("You said: help me")
        await expect(page.locator("#messages .only-you")).to_be_visible()
        await box.fill("first line")
        await box.press("Shift+Enter")
        await box.press_sequentially("<i>second</i>")
        await box.press("Enter")
        said = page.locator("#messages .said").last
        await expect(said).to_have_text("first line\n<i>second</i>")
        await page.locator("#messages .way-in").last.click()
        await page.locator("#reply textarea").fill("an answer")
        await page.locator("#reply .send").click()
        await expect(page.locator("#replies .said")).to_have_count(2)
        await expect(page.locator("#messages .count").last).to_contain_text("1 reply")
        await page.locator("#people [role=radio]").last.click()
        await expect(page.locator("#messages .only-you")).to_have_count(0)


async def test_several_files_and_a_refused_one(house: House, browser: Browser) -> None:
    house.clerk.go_on.set()
    small = [await house.file(f"{n}.pdf") for n in range(3)]
    large = await house.file("large.pdf", 3 * MAX_UPLOAD)
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await choose_files(page, *small, large)
        await expect(page.locator("#messages .outcome")).to_have_count(4)
        await expect(page.locator("#messages .file-size", has_text="300 KB")).to_have_count(1)
        await expect(page.locator("#thread")).to_be_hidden()
        sizes = {upload.name: 0 for upload in house.clerk.uploads}
        for upload in house.clerk.uploads:
            async for chunk in house.chat.download(upload):
                sizes[upload.name] += len(chunk)
        assert sizes == {"0.pdf": 20, "1.pdf": 20, "2.pdf": 20, "large.pdf": MAX_UPLOAD + 1}

        await page.route(
            "**/drops", lambda route: route.fulfill(status=507, json={"error": "disk_full"})
        )
        await drop_file(page, small[0])
        refused = page.locator(".upload.failed")
        await expect(refused).to_contain_text("Clerk's disk could not keep the file.")
        await expect(page.locator("#announcer")).to_contain_text("0.pdf was not handed over")
        await refused.locator("button").click()
        await expect(refused).to_have_count(0)
        await asyncio.to_thread((house.folder / "folder").mkdir)
        await drop_file(page, house.folder / "folder")
        await expect(refused).to_contain_text("Folders cannot be dropped")


async def test_the_page_outlives_a_restart_and_sees_what_it_missed(
    house: House, browser: Browser
) -> None:
    house.clerk.go_on.set()
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await drop_file(page, acme)
        await expect(page.locator("#replies .message")).to_have_count(4)
        await house.server.stop()
        await expect(page.locator("#connection")).to_contain_text("Connection lost")
        await page.locator("#composer textarea").fill("anybody?")
        await page.locator("#composer textarea").press("Enter")
        await expect(page.locator("#composer .problem")).to_contain_text("Is it still running?")
        await expect(page.locator("#composer textarea")).to_have_value("anybody?")
        root = house.clerk.uploads[0].place
        for said in await house.workspace.since("local", "employee", 0):
            if said.thread is not None:
                place = Place("local", "local", said.channel, said.thread)
                await house.chat.retract(MessageRef(place, said.id))
        await house.chat.forget_upload(root.tenant, house.clerk.uploads[0].file)
        await house.restart()
        await expect(page.locator("#connection")).to_contain_text("Live", timeout=20_000)
        await expect(page.locator("#replies .message")).to_have_count(1)
        await expect(page.locator("#replies")).to_contain_text("The file was removed.")
        for part in ("#main", "#thread"):
            assert "acme" not in await page.locator(part).inner_text()


async def test_the_language_is_kept_and_sent(house: House, browser: Browser) -> None:
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser, language="zh") as page:
        await expect(page.locator("#empty h2")).to_have_text("把发票、合同或会议录制文件拖到这里")
        await expect(page.locator("#languages [aria-checked=true]")).to_have_text("中文")
        await drop_file(page, acme)
        await expect(page.locator("#replies .card")).to_have_count(1)
        assert house.clerk.uploads[0].language == "zh"
        await page.locator("#languages", has_text="English").get_by_text("English").click()
        await expect(page.locator("#thread-title")).to_have_text("Thread")
        await page.reload()
        await expect(page.locator("#thread-title")).to_have_text("Thread")
        assert await page.evaluate("document.documentElement.lang") == "en"
