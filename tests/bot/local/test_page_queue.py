"""The queue page in a real browser: what waits, the document beside it, and who sees what."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.local.conftest import until
from tests.bot.local.house import House
from tests.bot.local.test_page_layout import SIZES, overflow
from tests.browser import NARROW, become, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

COUNT = "#places .waiting-count"
ENTRY = ".queue-entries .entry"


async def press(page: Page, label: str) -> None:
    await page.locator("#opened .press").get_by_text(label, exact=True).click()


async def test_the_queue_is_worked_through(house: House, browser: Browser) -> None:
    for number in range(1, 7):
        await house.flag(number)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await expect(page.locator(COUNT)).to_have_text("6 waiting")
        await page.locator("#places a").click()
        await expect(page.locator("#channel-name")).to_have_text("Queue")
        await expect(page).to_have_title("(6) Queue · Clerk")
        await expect(page.locator(ENTRY)).to_have_count(4)
        await expect(page.locator(".queue-head")).to_have_text("6 documents are waiting")
        await page.locator(".queue-pages").get_by_text("Next ›").click()
        await expect(page.locator(ENTRY)).to_have_count(2)
        await page.go_back()
        await expect(page.locator(ENTRY)).to_have_count(4)
        await page.locator(".views").get_by_text("Mine (6)").click()
        await expect(page.locator(".views [aria-current]")).to_have_text("Mine (6)")
        await expect(page).to_have_url(f"{house.server.url}/#/queue/mine:0")

        await page.get_by_role("button", name="Open: Norden Papier GmbH · RE-2").press("Enter")
        await expect(page.locator("#opened-title")).to_be_focused()
        await expect(page.locator("#opened .card")).to_contain_text("RE-2")
        await expect(page.locator(f"{ENTRY}[aria-current]")).to_contain_text("RE-2")
        await expect(page.locator("#opened .picture img")).to_be_visible()
        assert [again for _, again in house.reviews.looks] == [False]
        await press(page, "Approve")
        await expect(page.locator("#opened .card")).to_contain_text("Approved by Arun Mehta")
        await expect(page.locator(ENTRY, has_text="RE-2")).to_have_count(0)
        await expect(page.locator(COUNT)).to_have_text("5 waiting")

        # What others do is followed, and is no look of the person's own.
        await until(lambda: len(house.reviews.looks) > 1)
        await house.flag(7)
        await expect(page.locator(COUNT)).to_have_text("6 waiting")
        assert [again for _, again in house.reviews.looks].count(False) == 1

        await page.locator("#opened-back").click()
        await expect(page.locator("#opened")).to_be_hidden()
        await page.get_by_role("button", name="Open: Norden Papier GmbH · RE-3").click()
        await expect(page.locator("#opened-title")).to_be_focused()
        await page.keyboard.press("Escape")
        opener = page.get_by_role("button", name="Open: Norden Papier GmbH · RE-3")
        await expect(opener).to_be_focused()


async def test_an_edit_beside_the_queue_and_the_way_to_its_thread(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
        await press(page, "Edit")
        await page.locator("#form[open]").get_by_label("Total", exact=True).fill("1220")
        await page.locator("#form[open] .send-form").click()
        await expect(page.locator("#opened .card-title")).to_contain_text("1220 EUR")
        await press(page, "Reject")
        await page.locator("#form[open] textarea").fill("No")
        await page.locator("#form[open] .send-form").click()
        await expect(page.locator("#opened .card")).to_contain_text("Rejected by Arun Mehta · “No”")
        await expect(page.locator(".queue-none h2")).to_have_text("Nothing is waiting")
        await expect(page.locator(COUNT)).to_have_count(0)
        links = page.locator(".opened-threads a")
        await expect(links).to_have_text(["Thread in #invoices", "Thread in #accounting"])
        await links.first.click()
        await expect(page.locator("#thread")).to_be_visible()
        await expect(page.locator("#replies .card")).to_contain_text("Rejected by Arun Mehta")
        await expect(page.locator("#opened")).to_be_hidden()


async def test_each_person_sees_their_own_queue(house: House, browser: Browser) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
        await expect(page.locator(".opened-threads a")).to_have_text(["Thread in #invoices"])
        await press(page, "Approve")
        await expect(page.locator("#opened .told")).to_contain_text("You dropped this document")
        await expect(page.locator("#channels")).not_to_contain_text("accounting")
        await become(page, "Sofia Rossi")
        await expect(page.locator("#opened")).to_be_hidden()
        await expect(page.locator("#opened .card")).to_have_count(0)
        await expect(page).to_have_url(f"{house.server.url}/#/queue/all:0")
        await expect(page.locator("#channels")).to_contain_text("accounting")
        # Nobody has looked at a document who has not opened it.
        assert {press.user for press, _ in house.reviews.looks} == {"employee"}
        await page.locator(ENTRY).get_by_role("button").click()
        await expect(page.locator(".opened-threads a")).to_have_count(2)
        await expect(page.locator("#opened .told")).to_have_count(0)
        await page.locator("#languages").get_by_text("中文").click()
        await until(lambda: ("admin", True) in [(one.user, x) for one, x in house.reviews.looks])
        assert ("admin", False) in [(one.user, again) for one, again in house.reviews.looks]


async def test_the_accounting_channel_goes_with_the_person(house: House, browser: Browser) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Mei Lin")
        await page.locator("#channels").get_by_text("accounting", exact=True).click()
        await expect(page.locator("#messages .card")).to_have_count(1)
        await become(page, "Arun Mehta")
        await expect(page.locator("#messages .card")).to_have_count(1)
        await expect(page.locator("#channel-name")).to_have_text("# accounting")
        await become(page, "Lena Brandt")
        await expect(page.locator("#channel-name")).to_have_text("# invoices")
        await expect(page.locator("#messages .card")).to_have_count(0)
        await page.goto(f"{house.server.url}/#/accounting")
        await expect(page.locator("#channel-name")).to_have_text("# invoices")


async def test_a_queue_that_does_not_load_can_be_tried_again(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await expect(page.locator(COUNT)).to_have_text("1 waiting")
        for pattern in ("**/api/backlog?*", "**/api/reviews/*"):
            await page.route(
                pattern, lambda route: route.fulfill(status=503, json={"error": "busy"})
            )
        await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
        failures = page.locator(".queue-failure")
        await expect(failures).to_have_count(2)
        await expect(failures.first).to_contain_text("Clerk is busy")
        for pattern in ("**/api/backlog?*", "**/api/reviews/*"):
            await page.unroute(pattern)
        await page.locator("#opened .queue-failure button").click()
        await expect(page.locator("#opened .card")).to_be_visible()
        await page.locator("#queue .queue-failure button").click()
        await expect(page.locator(ENTRY)).to_have_count(1)
        await expect(failures).to_have_count(0)


async def test_no_name_breaks_the_queue_or_a_form(house: House, browser: Browser) -> None:
    paper = await house.flag(1, "W" * 60)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            await page.goto(f"{house.server.url}/#/queue")
            await expect(page.locator(ENTRY)).to_have_count(1)
            assert await overflow(page) == {}
            await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
            await expect(page.locator("#opened .card")).to_be_visible()
            assert await overflow(page) == {}
            await press(page, "Edit")
            body = page.locator("#form[open] .form-body")
            assert await body.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0
            for field in await page.locator(
                "#form[open] input, #form[open] select, #form[open] textarea"
            ).all():
                box = await field.bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
            await page.keyboard.press("Escape")
        await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        await page.locator("#opened-back").click()
        await expect(page.locator("#queue")).to_be_visible()
        await page.locator("#menu-open").click()
        await expect(page.locator("#main[inert]")).to_have_count(1)
        await page.locator("#places a").click()
        await expect(page.locator(".with-menu")).to_have_count(0)
