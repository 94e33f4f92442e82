"""The peer's page in a real browser: the card, the form and the home as people see them."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.browser import open_browser
from tests.peers.conftest import Office
from tests.peers.drawings import wrong
from tests.peers.local_slack import ACCOUNTANT, EMPLOYEE

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIZE = (1440, 1200)


async def shown(page: Page, words: str, picture: Path) -> None:
    """Wait until the page says this, and take a picture of it."""
    await page.get_by_text(words).first.wait_for()
    await page.screenshot(path=picture)


@pytest.mark.parametrize("office", ["socket"], indirect=True)
async def test_people_see_cards_forms_and_their_home(office: Office, screenshots: Path) -> None:
    slack = office.slack
    content, bill = wrong()
    async with open_browser() as browser:
        page = await browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        await page.goto(slack.url)
        await page.locator("select").first.select_option(label="Leah Sample")
        drop = await slack.drop("发票 03.pdf", content, user=EMPLOYEE)
        await office.card(drop["ts"], "review.approve")
        await office.files(drop["ts"], 2)

        await page.get_by_text("3 replies").first.click()
        await shown(page, "Waiting for accounting: 1 check failed", screenshots / "slack-card.png")
        await page.get_by_role("button", name="Edit").first.click()
        await slack.until(lambda: slack.modals)
        await shown(page, f"Edit {bill.seller.name}", screenshots / "slack-form.png")
        await slack.submit(ACCOUNTANT, {"total": "a lot"})
        await shown(page, "is not an amount", screenshots / "slack-error.png")
        await slack.submit(ACCOUNTANT, {"total": str(bill.subtotal + bill.tax)})
        await slack.until(lambda: not slack.modals)

        await page.locator(".sidebar-item", has_text="clerk").click()
        await shown(page, bill.seller.name, screenshots / "slack-home.png")
