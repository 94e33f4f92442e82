"""What happens meanwhile in a real browser: to a slow decision, to an open form, to a list."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.chat import Place
from tests.bot.local.house import House
from tests.bot.local.test_page_queue import COUNT, ENTRY, press
from tests.browser import become, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORM, CARD = "#form[open]", "#opened .opened-card > .card"


async def open_entry(page: Page, number: str) -> None:
    name = f"Open: Norden Papier GmbH · {number}"
    await page.get_by_role("button", name=name, exact=True).click()
    await expect(page.locator(CARD)).to_contain_text(number)


@asynccontextmanager
async def a_decision_on_its_way(house: House, browser: Browser) -> AsyncIterator[Page]:
    """Give the queue page of an accountant who pressed Approve on the first of two documents."""
    for number in (1, 2):
        await house.flag(number)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await page.locator("#places a").click()
        await open_entry(page, "RE-1")
        house.reviews.go_on.clear()
        await press(page, "Approve")
        await expect(page.locator(f"{CARD} [aria-busy=true]")).to_have_count(1)
        yield page


async def test_a_slow_decision_does_not_take_another_documents_place(
    house: House, browser: Browser
) -> None:
    async with a_decision_on_its_way(house, browser) as page:
        await open_entry(page, "RE-2")
        house.reviews.go_on.set()
        await expect(page.locator(COUNT)).to_have_text("1 waiting")
        await expect(page.locator(ENTRY)).to_have_count(1)
        await expect(page.locator(CARD)).to_contain_text("RE-2")
        await press(page, "Approve")
        await expect(page.locator(CARD)).to_contain_text("Approved by Arun Mehta")
        pressed = [one.value for one in house.reviews.presses if one.action == "review.approve"]
        assert pressed == ["d0000001:1", "d0000002:1"]


async def test_a_decision_that_outlasts_its_document_is_not_called_undone(
    house: House, browser: Browser
) -> None:
    async with a_decision_on_its_way(house, browser) as page:
        await page.locator("#opened-back").click()
        await expect(page.locator("#opened")).to_be_hidden()
        house.reviews.go_on.set()
        await expect(page.locator(COUNT)).to_have_text("1 waiting")
        await expect(page.locator(".told-failure")).to_have_count(0)
        await expect(page.locator("#announcer")).not_to_contain_text("Not done")
        await expect(page.locator("#opened")).to_be_hidden()


async def test_a_form_that_comes_too_late_keeps_what_was_written(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
        await press(page, "Reject")
        reason = page.locator(f"{FORM} textarea")
        await reason.fill("No such order")
        await house.reviews.decide(paper, "Approved by Mei Lin")
        await page.locator(f"{FORM} .send-form").click()
        summary = page.locator(f"{FORM} .form-summary")
        await expect(summary).to_have_text("Somebody was first: Approved by Mei Lin.")
        await expect(reason).to_have_value("No such order")
        await expect(page.locator(".queue-none")).to_have_count(1)
        await page.keyboard.press("Escape")
        await page.locator(FORM).get_by_role("button", name="Discard").click()
        await expect(page.locator(FORM)).to_have_count(0)
        await expect(page.locator(CARD)).to_contain_text("Approved by Mei Lin")


async def test_the_way_back_leads_out_of_a_form_only_when_asked(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await page.locator("#places a").click()
        await open_entry(page, "RE-1")
        there = page.url
        await press(page, "Reject")
        await expect(page.locator(FORM)).to_be_visible()
        await page.go_back()
        # Nothing was written: nothing is lost.
        await expect(page.locator(FORM)).to_have_count(0)
        await expect(page.locator("#opened")).to_be_hidden()

        await open_entry(page, "RE-1")
        await press(page, "Reject")
        reason = page.locator(f"{FORM} textarea")
        await reason.fill("No such order")
        question = page.locator(FORM).get_by_role("alertdialog")
        for _ in range(2):
            await page.go_back()
            await expect(question).to_contain_text("Discard what you changed?")
            await expect(page).to_have_url(there)
            await page.keyboard.press("Enter")
            await expect(question).to_be_hidden()
            await expect(reason).to_have_value("No such order")
        await page.go_back()
        await question.get_by_role("button", name="Discard").click()
        await expect(page.locator(FORM)).to_have_count(0)
        await expect(page.locator("#opened")).to_be_hidden()
        await expect(page).to_have_url(f"{house.server.url}/#/queue")
        assert house.reviews.submissions == []


async def test_an_empty_view_does_not_say_that_nothing_waits(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    house.reviews.others.add(paper.id)
    async with workspace_page(house.server.url, browser=browser) as page:
        await page.goto(f"{house.server.url}/#/queue/mine:0")
        await expect(page.locator(".queue-head")).to_have_text("1 document is waiting")
        await expect(page.locator("#queue-parts")).to_contain_text("Nothing here: see All.")
        await expect(page.locator(".queue-none")).to_have_count(0)
        await expect(page.locator(COUNT)).to_have_text("1 waiting")


async def test_an_address_that_was_cut_off_names_no_document(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await page.goto(f"{house.server.url}/#/queue/all:0/%E0%A4%A")
        await page.reload()
        await expect(page.locator(ENTRY)).to_have_count(1)
        await expect(page.locator("#opened")).to_be_hidden()


async def test_what_was_told_in_another_language_is_not_shown_on(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await page.goto(f"{house.server.url}/#/queue/all:0/{paper.value}")
        await press(page, "Approve")
        await expect(page.locator("#opened .told")).to_contain_text("You dropped this document")
        await page.locator("#languages").get_by_text("中文").click()
        await expect(page.locator("#opened .told")).to_have_count(0)
        await expect(page.locator(CARD)).to_be_visible()


async def test_a_list_of_ones_own_follows_what_is_decided_from_it(
    house: House, browser: Browser
) -> None:
    for number in (1, 2):
        await house.flag(number)
    await house.chat.post_privately(
        Place("local", "local", "general"), "admin", house.reviews.backlog("all:0")
    )
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Sofia Rossi")
        await page.goto(f"{house.server.url}/#/general")
        entries = page.locator("#messages .message-main > .card .entry")
        await expect(entries).to_have_count(2)
        await entries.first.get_by_role("button").click()
        told = page.locator("#messages .told")
        await told.get_by_role("button", name="Approve").click()
        await expect(told).to_contain_text("Approved by Sofia Rossi")
        await expect(entries).to_have_count(1)
        await expect(entries).to_contain_text("RE-2")
        await expect(told).to_contain_text("Approved by Sofia Rossi")
