"""What was promised in a meeting, in the real page with no key: decided on, done, taken along."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.app import House
from tests.browser import drop_file, open_browser, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = """WEBVTT

00:01.000 --> 00:09.000
<v Arun Mehta>I will send the plan to everybody by Friday.

00:12.000 --> 00:20.000
<v Bea Sandoval>I'll follow up with the bank about the payment by next Tuesday.

00:21.000 --> 00:25.000
<v Bea Sandoval>I will send the invoice to the customer by the 30th.
"""
PLAN, BANK = "I will send the plan to everybody by Friday", "I'll follow up with the bank"
INVOICE = "I will send the invoice to the customer"


async def test_promises_become_tasks_without_any_key(house: House, tmp_path: Path) -> None:
    path = tmp_path / "weekly 2026-11-23.vtt"  # a Monday
    path.write_text(SAID)
    assert house.workspace is not None
    async with (
        open_browser() as browser,
        workspace_page(house.workspace.url, browser=browser) as page,
    ):
        await drop_file(page, path)
        replies = page.locator("#replies")
        await replies.get_by_role("button", name="Start").click(timeout=60_000)
        card = replies.locator(".card").filter(has_text="Decisions and actions")
        await expect(card).to_contain_text("3 are still to be decided on", timeout=60_000)
        await expect(card).to_contain_text("no AI took part")
        for due in ("Fri 27 Nov 2026", "Tue 1 Dec 2026", "Mon 30 Nov 2026"):
            await expect(card).to_contain_text(due)

        await below(card, PLAN, "Confirm").click()
        await expect(card).to_contain_text("Arun Mehta was told")
        await below(card, INVOICE, "Drop").click()
        await expect(card).to_contain_text("Dropped by Lena Brandt")
        await below(card, BANK, "Edit").click()
        form = page.locator("#form")
        await form.get_by_role("textbox", name="What").fill("Ask <b>the bank")
        await form.get_by_label("Who does it").select_option("Mei Lin")
        await form.get_by_role("button", name="Save").click()
        await expect(card).to_contain_text("Edited by Lena Brandt")
        await below(card, "Ask <b>the bank", "Confirm").click()
        await expect(card).to_contain_text("All of it is decided on")

        await in_the_channel(page)
        await in_ones_own(page)


async def in_the_channel(page: Page) -> None:
    """List what is to be done in the channel."""
    await page.keyboard.press("Escape")
    box = page.locator("#composer textarea")
    await box.fill("/clerk tasks channel")
    await box.press("Enter")
    listed = page.locator("#messages .card").filter(has_text="2 things to do in the conversation")
    await expect(listed).to_contain_text("Ask <b>the bank")


async def in_ones_own(page: Page) -> None:
    """Be told as Mei Lin, do it, and take a calendar and a table along."""
    await page.locator("#people").get_by_text("Mei Lin").click()
    await page.locator("#channels").get_by_text("Clerk").click()
    told = page.locator("#messages .card").filter(has_text="Ask <b>the bank")
    await expect(told).to_contain_text("Confirmed by Lena Brandt")
    box = page.locator("#composer textarea")
    await box.fill("/clerk tasks")
    await box.press("Enter")
    listed = page.locator("#messages .card").filter(has_text="1 thing for you to do")
    for button, form in (("Calendar (.ics)", "ics"), ("Table (CSV)", "csv")):
        await listed.get_by_role("button", name=button).click()
        await page.locator(f"#messages a[download='tasks.{form}']").wait_for()
    await told.get_by_role("button", name="Done", exact=True).first.click()
    await expect(page.locator("#messages")).to_contain_text("Done: Ask <b>the bank")


def below(card: Locator, words: str, button: str) -> Locator:
    """Give the button that stands next below what says this."""
    after = f"xpath=following::button[normalize-space()='{button}'][1]"
    return card.get_by_text(words).first.locator(after)
