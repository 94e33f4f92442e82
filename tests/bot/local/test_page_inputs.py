"""What each kind of input takes, in a real browser."""

import pytest
from playwright.async_api import Browser, expect

from tests.bot.local.house import House
from tests.bot.local.test_page_reviews import FORM, open_thread, press
from tests.browser import become, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_choice_is_one_of_its_options_and_empty_only_where_it_may_be(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await open_thread(page)
        await press(page, "Edit")
        form = page.locator(FORM)
        credit, cost = form.get_by_label("Credit note"), form.get_by_label("Cost centre")
        paid = form.get_by_label("Paid by")
        await expect(credit.locator("option")).to_have_text(["yes", "no"])
        await expect(credit).to_have_value("no")
        await expect(cost.locator("option")).to_have_text(["", "Sales", "Office"])
        await expect(cost.locator("option[disabled]")).to_have_count(0)
        await expect(paid.locator("option:not([disabled])")).to_have_text(["Bank", "Cash"])
        # Only who has still to choose is told to.
        required = form.locator(".field-choice .required")
        await expect(required).to_have_count(1)
        keeper = form.get_by_label("Kept by")
        await expect(keeper.locator("option")).to_have_text(["", "Lena Brandt", "Mei Lin"])
        await expect(keeper).to_have_value("accountant-2")
        await keeper.select_option(label="Lena Brandt")
        await credit.select_option("yes")
        await paid.press("ArrowDown")
        await page.keyboard.press("Escape")
        await expect(form.get_by_role("alertdialog")).to_be_visible()
        await page.keyboard.press("Enter")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_have_count(0)
    sent = house.reviews.submissions[-1].values
    assert (sent["credit"], sent["cost"], sent["paid"]) == ("yes", "", "Bank")
    assert sent["keeper"] == "employee"


async def test_a_day_that_is_not_written_out_is_not_taken_for_none(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await open_thread(page)
        await press(page, "Edit")
        due = page.locator(FORM).get_by_label("Due date")
        await due.focus()
        await page.keyboard.type("12")
        await page.locator(FORM).get_by_role("button", name="Save").click()
        await expect(due).to_have_accessible_description(
            "The day is not written out. Write day, month and year."
        )
        assert house.reviews.submissions == []
