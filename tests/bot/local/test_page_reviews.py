"""Buttons, forms and cards for one person in a real browser."""

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.chat import Place
from tests.bot.local.house import House
from tests.browser import NARROW, become, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "#replies .message-main > .card"
FORM = "#form[open]"
WAITING = "#places .waiting-count"


async def open_thread(page: Page) -> None:
    await page.locator("#messages .way-in").last.click()
    await page.locator(f"{CARD} .press").first.wait_for()


async def press(page: Page, label: str, within: str = CARD) -> None:
    await page.locator(f"{within} .press").get_by_text(label, exact=True).click()


async def test_a_button_is_busy_until_its_answer_comes(house: House, browser: Browser) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await open_thread(page)
        house.reviews.go_on.clear()
        approve = page.locator(CARD).get_by_role("button", name="Approve")
        await approve.press("Enter")
        await expect(approve).to_have_attribute("aria-busy", "true")
        await expect(approve).to_be_focused()
        # Nothing else on the card can be pressed meanwhile, and the same thing not twice.
        await expect(page.locator(f"{CARD} .press[aria-disabled=true]")).to_have_count(3)
        for label in ("Reject", "Approve"):
            again = page.locator(CARD).get_by_role("button", name=label)
            await again.click(force=True)
        house.reviews.go_on.set()
        told = page.locator("#replies .told")
        await expect(told).to_contain_text("You dropped this document")
        await expect(told.locator(".told-head")).to_contain_text("Only you can see this")
        await expect(told).to_be_in_viewport()
        await expect(page.locator("#announcer")).to_contain_text("You dropped this document")
        await expect(approve).not_to_have_attribute("aria-busy", "true")
        await expect(approve).to_be_focused()
        pressed = [one.action for one in house.reviews.presses if one.action != "backlog.show"]
        assert pressed == ["review.approve"]

        await told.get_by_role("button", name="Dismiss").press("Enter")
        await expect(told).to_have_count(0)
        assert await page.evaluate("document.activeElement.closest('#replies') !== null")


async def test_what_one_person_was_told_the_next_does_not_see(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await open_thread(page)
        await press(page, "Approve")
        await expect(page.locator("#replies .told")).to_be_visible()
        await become(page, "Arun Mehta")
        await expect(page.locator("#replies .card")).to_be_visible()
        await expect(page.locator("#replies .told")).to_have_count(0)
        await press(page, "Approve")
        await expect(page.locator(CARD)).to_contain_text("Approved by Arun Mehta")
        await expect(page.locator("#replies .told")).to_have_count(0)


async def test_a_press_that_fails_says_so_and_may_be_repeated(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await become(page, "Mei Lin")
        await open_thread(page)
        await page.route("**/api/presses", lambda route: route.abort())
        await press(page, "Approve")
        failure = page.locator("#replies .told-failure")
        await expect(failure).to_have_text("Not done: Clerk did not answer. Is it still running?")
        await page.unroute("**/api/presses")
        await press(page, "Approve")
        await expect(page.locator(CARD)).to_contain_text("Approved by Mei Lin")
        await expect(failure).to_have_count(0)


async def test_errors_stand_at_their_fields_and_take_the_focus(
    house: House, browser: Browser
) -> None:
    paper = await house.flag(1)
    async with workspace_page(house.server.url, browser=browser) as page:
        await become(page, "Arun Mehta")
        await open_thread(page)
        await press(page, "Edit")
        form = page.locator(FORM)
        await expect(form.get_by_label("Seller")).to_be_focused()
        total = form.get_by_label("Total", exact=True)
        await expect(total).to_have_accessible_description(
            "The total should be 1,220.00, but the document says 1,320.00."
        )
        await expect(form.get_by_label("Number")).to_have_attribute("aria-required", "true")
        await total.fill("a lot")
        await form.get_by_label("Amount, Line 2").fill("?")
        await total.press("Enter")
        await expect(form.locator(".form-summary")).to_contain_text("2 things have to be put right")
        await expect(total).to_be_focused()
        await expect(total).to_have_attribute("aria-invalid", "true")
        await expect(total).to_have_accessible_description(
            "The total should be 1,220.00, but the document says 1,320.00."
            " “a lot” is not an amount. Write 1234.56."
        )
        await form.locator(".form-summary").get_by_text("Line 2, Amount").click()
        await expect(form.get_by_label("Amount, Line 2")).to_be_focused()

        # Lines come and go; an error goes with its line.
        await form.get_by_role("button", name="Remove: Line 1").click()
        await expect(form.get_by_label("Amount, Line 1")).to_have_attribute("aria-invalid", "true")
        await form.get_by_label("Amount, Line 1").fill("120")
        await expect(form.get_by_label("Amount, Line 1")).not_to_have_attribute(
            "aria-invalid", "true"
        )
        add = form.get_by_role("button", name="Add a line")
        await add.click()
        await expect(form.get_by_label("Description, Line 2")).to_be_focused()
        await page.keyboard.type("Bolts <b>")
        await form.get_by_label("Amount, Line 2").fill("1100")
        await add.click()
        await expect(add).to_be_disabled()
        await expect(form.locator("legend")).to_contain_text("3 lines at most")
        await form.get_by_label("Amount, Line 3").fill("0")
        await form.get_by_label("Issue date").fill("2026-03-05")
        await total.fill("1220.00")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_have_count(0)
        await expect(page.locator(CARD)).to_contain_text("1220.00 EUR")
        assert await page.evaluate("document.activeElement.closest('#replies') !== null")
    sent = house.reviews.submissions[-1]
    assert (sent.value, sent.user) == (paper.value, "accountant-1")
    assert sent.values == {
        "vendor": "Norden Papier GmbH",
        "number": "RE-1",
        "issued": "2026-03-05",
        "due": "",
        "currency": "EUR",
        "credit": "no",
        "cost": "",
        "paid": "",
        "keeper": "accountant-2",
        "total": "1220.00",
    }
    assert sent.rows == {"lines": (("Delivery", "120"), ("Bolts <b>", "1100"), ("", "0"))}


async def test_what_was_written_is_not_lost_without_a_question(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await become(page, "Arun Mehta")
        await open_thread(page)
        form, reason = page.locator(FORM), page.locator(f"{FORM} textarea")
        reject = page.locator(CARD).get_by_role("button", name="Reject")
        for leave in ("Escape", "Cancel"):
            await reject.click()
            await expect(reason).to_be_focused()
            if leave == "Escape":
                await page.keyboard.press("Escape")
            else:
                await form.get_by_role("button", name="Cancel").click()
            await expect(form).to_have_count(0)
            await expect(reject).to_be_focused()

        await reject.click()
        await reason.fill("No such order")
        for _ in range(4):
            # Every second Escape takes the question back: none closes the form.
            await page.keyboard.press("Escape")
            await expect(form).to_be_visible()
        await page.keyboard.press("Escape")
        question = form.get_by_role("alertdialog")
        await expect(question).to_contain_text("Discard what you changed?")
        await expect(question.get_by_role("button", name="Keep editing")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(question).to_be_hidden()
        await expect(reason).to_have_value("No such order")

        # Nor when the answer does not come.
        await page.route("**/api/submissions", lambda route: route.abort())
        await form.get_by_role("button", name="Reject").click()
        await expect(form.locator(".form-summary")).to_contain_text("Clerk did not answer")
        await expect(reason).to_have_value("No such order")
        await page.unroute("**/api/submissions")
        await page.keyboard.press("Escape")
        await question.get_by_role("button", name="Discard").click()
        await expect(form).to_have_count(0)
        await expect(reject).to_be_focused()

        await reject.click()
        await form.get_by_role("button", name="Reject").click()
        await expect(reason).to_have_accessible_description(
            "Everybody in the thread will read it. This is needed."
        )
        await reason.fill("No such order")
        await reason.press("Control+Enter")
        await expect(page.locator(CARD)).to_contain_text("Rejected by Arun Mehta · “No such order”")


async def test_who_is_late_is_told_although_the_card_has_changed(
    house: House, browser: Browser
) -> None:
    await house.flag(1)
    url = house.server.url
    async with (
        workspace_page(url, browser=browser) as first,
        workspace_page(url, browser=browser) as second,
    ):
        for page, who in ((first, "Arun Mehta"), (second, "Mei Lin")):
            await become(page, who)
            await open_thread(page)
        house.reviews.go_on.clear()
        await press(first, "Approve")
        await expect(first.locator(f"{CARD} [aria-busy=true]")).to_have_count(1)
        await press(second, "Approve")
        await expect(second.locator(f"{CARD} [aria-busy=true]")).to_have_count(1)
        house.reviews.go_on.set()
        for page in (first, second):
            await expect(page.locator(CARD)).to_contain_text("Approved by Arun Mehta")
        await expect(second.locator("#replies .told")).to_contain_text(
            "Somebody was first: Approved by Arun Mehta."
        )
        await expect(first.locator("#replies .told")).to_have_count(0)


async def test_a_private_card_is_turned_over_in_its_place(house: House, browser: Browser) -> None:
    for number in range(1, 7):
        await house.flag(number)
    async with workspace_page(house.server.url, browser=browser, size=NARROW) as page:
        place = Place("local", "local", "general")
        await house.chat.post_privately(place, "employee", house.reviews.backlog("all:0"))
        await page.goto(f"{house.server.url}/#/general")
        card = page.locator("#messages .card")
        await expect(card.locator(".entry")).to_have_count(4)
        await press(page, "Next ›", "#messages .card")
        await expect(card.locator(".entry")).to_have_count(2)
        await expect(card).to_have_count(1)
        await expect(page.locator("#messages .told")).to_have_count(0)
        await card.get_by_role("button", name="Open: Norden Papier GmbH · RE-5").click()
        told = page.locator("#messages .told")
        await expect(told).to_contain_text("RE-5")
        # What stands on a told card can be pressed too.
        await press(page, "Approve", "#messages .told")
        await expect(told).to_contain_text("You dropped this document")
