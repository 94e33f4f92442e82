"""Accountants decide in the real page: refused, corrected, approved by two, and exactly once."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import House
from tests.browser import NARROW, WIDE, become, drop_file, open_browser, workspace_page
from tests.scenarios.bills import bill

pytestmark = pytest.mark.asyncio(loop_scope="module")

DROPPER, ARUN, MEI, SOFIA = "Lena Brandt", "Arun Mehta", "Mei Lin", "Sofia Rossi"
THREAD, OPENED = "#replies .message-main > .card", ".opened-card > .card"
COUNT, ENTRIES = "#places .waiting-count", ".queue-entries .entry"
FORM = "#form[open]"
# A card is drawn anew by a job that follows the decision.
SOON = 20_000
WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for the module."""
    async with open_browser() as opened:
        yield opened


@pytest.fixture
def url(house: House) -> str:
    """The address of the running workspace."""
    assert house.workspace is not None
    return house.workspace.url


async def drop(page: Page, path: Path, content: bytes) -> None:
    """Drop a bill in #invoices and wait for its card and its files in the thread that opens."""
    await asyncio.to_thread(path.write_bytes, content)
    await drop_file(page, path)
    await expect(page.locator("#thread-about")).to_have_text(path.name)
    await page.locator(f"#replies a[download='{path.stem}.json']").wait_for(timeout=60_000)


async def press(page: Page, label: str, within: str = THREAD) -> None:
    await page.locator(within).get_by_role("button", name=label, exact=True).click()


async def open_from_queue(page: Page, number: str) -> None:
    await page.locator("#places a").click()
    await page.get_by_role("button", name=re.compile(f"^(Open|打开): .*{number}")).click()
    await expect(page.locator(OPENED)).to_contain_text(number)


async def approve(page: Page, reason: str, within: str) -> None:
    """Approve although a check failed, which needs a reason."""
    await press(page, "Approve", within)
    await page.locator(f"{FORM} textarea").fill(reason)
    await page.locator(f"{FORM} .send-form").click()


async def test_a_flagged_invoice_is_corrected_and_approved_by_two_others(
    browser: Browser, url: str, tmp_path: Path, screenshots: Path
) -> None:
    async with workspace_page(url, browser=browser, size=WIDE) as page:

        async def look(name: str) -> None:
            await page.screenshot(path=screenshots / f"review-{name}.png", animations="disabled")

        await drop(page, tmp_path / "large.xml", bill("RE-9001", "9000.00", off="10.00"))
        await expect(page.locator(f"{THREAD} .card-text.tone-bad")).to_have_text(
            [
                re.compile("Waiting for accounting: 1 check failed$"),
                re.compile("up to 10,710.00, but the total is 10,720.00. Difference: 10.00 EUR.$"),
            ]
        )
        await expect(page.locator(f"{THREAD} .card-table").first).to_contain_text(
            "LegalMonetaryTotal › TaxInclusiveAmount"
        )
        await expect(page.locator(COUNT)).to_have_text("1 waiting")
        await press(page, "Approve")
        told = page.locator("#replies .told")
        await expect(told).to_contain_text("Only accounting can decide on this or edit it.")
        await look("1-refused")

        await become(page, ARUN)
        await open_from_queue(page, "RE-9001")
        await expect(page.locator("#opened .picture img")).to_be_visible()
        await look("2-opened")
        await press(page, "Edit", OPENED)
        total = page.locator(FORM).get_by_label("Total", exact=True)
        await total.fill("10,71o")
        await page.locator(f"{FORM} .send-form").click()
        await expect(total).to_be_focused()
        await expect(total).to_have_attribute("aria-invalid", "true")
        await expect(page.locator(f"{FORM} .form-summary")).to_contain_text("is not an amount")
        await look("3-error-at-field")
        await total.fill("10710.00")
        await page.locator(f"{FORM} .send-form").click()
        await expect(page.locator(FORM)).to_have_count(0)
        await expect(page.locator(OPENED)).to_contain_text(f"Edited by {ARUN}", timeout=SOON)
        await expect(page.locator(OPENED)).to_contain_text("Total: 10,710.00, read as 10,720.00")
        await press(page, "Approve", OPENED)
        await expect(page.locator("#opened .told, .opened-card > .card").last).to_contain_text(
            "You edited this document last"
        )
        await look("4-edited")

        await become(page, MEI)
        await page.goto(f"{url}/#/queue")
        await open_from_queue(page, "RE-9001")
        await press(page, "Approve", OPENED)
        half = page.locator(OPENED).get_by_text("This needs two people")
        await expect(half).to_be_visible(timeout=SOON)
        await expect(page.locator(ENTRIES)).to_contain_text("one approval, needs another")
        await press(page, "Approve", OPENED)
        await expect(page.locator("#opened")).to_contain_text("You approved this already")
        await look("5-one-of-two")

        await become(page, SOFIA)
        await page.goto(f"{url}/#/queue")
        await open_from_queue(page, "RE-9001")
        await press(page, "Approve", OPENED)
        await expect(page.locator(OPENED)).to_contain_text(f"Approved by {SOFIA}", timeout=SOON)
        await expect(page.locator(".queue-none h2")).to_have_text("Nothing is waiting")
        await expect(page.locator(COUNT)).to_have_count(0)
        await look("6-empty")

        await page.locator(".opened-threads").get_by_text("#invoices").click()
        for who in (f"Edited by {ARUN}", f"Approved by {MEI}", f"Approved by {SOFIA}"):
            await expect(page.locator(THREAD).first).to_contain_text(who, timeout=SOON)
        await expect(page.locator(THREAD).first.get_by_role("button")).to_have_text(["Flag"])
        await look("7-thread")


async def test_of_two_who_press_at_once_one_wins_and_the_other_is_told(
    browser: Browser, url: str, tmp_path: Path, screenshots: Path
) -> None:
    async with (
        workspace_page(url, browser=browser) as first,
        workspace_page(url, browser=browser) as second,
    ):
        windows = ((first, ARUN, "Agreed by phone"), (second, MEI, "Rounded by the seller"))
        await drop(first, tmp_path / "race.xml", bill("RE-77", off="1.00"))
        thread = first.url
        for page, who, reason in windows:
            await become(page, who)
            await page.goto(thread)
            await press(page, "Approve")
            await expect(page.locator(FORM)).to_contain_text("1 check failed")
            await page.locator(f"{FORM} textarea").fill(reason)
        await asyncio.gather(*(page.locator(f"{FORM} .send-form").click() for page, *_ in windows))

        refused = f"{FORM} .form-summary p"
        for page, *_ in windows:
            # The form has closed, or says why nothing was done.
            await page.locator(f"#form:not([open]), {refused}").first.wait_for(state="attached")
            approved = page.locator(THREAD).first
            await expect(approved).to_contain_text(
                re.compile(f"Approved by .* {WHEN}"), timeout=SOON
            )
        lost = [await page.locator(refused).count() == 1 for page, *_ in windows]
        assert sorted(lost) == [False, True]
        (winner,) = [who for (_, who, _), late in zip(windows, lost, strict=True) if not late]
        (late,) = [page for (page, *_), is_late in zip(windows, lost, strict=True) if is_late]
        await expect(late.locator(refused)).to_contain_text(
            re.compile(rf"{winner} was first: Approved, {WHEN}\.")
        )
        # What was written is still there, until who is late has read why and lets it go.
        await expect(late.locator(f"{FORM} textarea")).not_to_have_value("")
        await expect(late.locator(COUNT)).to_have_count(0)
        await late.screenshot(path=screenshots / "review-8-late.png", animations="disabled")
        await late.keyboard.press("Escape")
        await late.locator(FORM).get_by_role("button", name="Discard").click()
        for page, *_ in windows:
            await expect(page.locator(THREAD).first).to_contain_text(f"Approved by {winner}")
            text = await page.locator(THREAD).first.inner_text()
            assert text.count("Approved by") == 1


@pytest.mark.parametrize(("size", "name"), [(NARROW, "phone"), (WIDE, "wide")])
async def test_the_queue_at_night_in_chinese(
    browser: Browser, url: str, tmp_path: Path, screenshots: Path, size: tuple[int, int], name: str
) -> None:
    async with workspace_page(url, browser=browser, size=size, dark=True, language="zh") as page:

        async def look(what: str) -> None:
            path = screenshots / f"review-{name}-{what}.png"
            await page.screenshot(path=path, animations="disabled")
            wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wider

        number = f"RE-{name}"
        await drop(page, tmp_path / f"{name}.xml", bill(number, "200.00", off="2.00"))
        await expect(page.locator(THREAD)).to_contain_text("等待财务审核")
        await page.evaluate("localStorage.setItem('clerk.person', 'accountant-1')")
        await page.goto(f"{url}/#/queue")
        await page.reload()
        await expect(page.locator("#channel-name")).to_have_text("待审队列")
        await expect(page.locator(ENTRIES).first).to_be_visible()
        await look("queue")
        await page.get_by_role("button", name=re.compile(f"^打开: .*{number}")).click()
        await expect(page.locator(OPENED)).to_contain_text(number)
        await look("opened")
        await press(page, "修改", OPENED)
        await expect(page.locator(FORM)).to_be_visible()
        await look("form")
        await page.locator(f"{FORM} .form-head button").click()
        await press(page, "驳回", OPENED)
        await page.locator(f"{FORM} textarea").fill("金额不符")
        await look("reason")
        await page.locator(f"{FORM} .send-form").click()
        await expect(page.locator(OPENED)).to_contain_text("金额不符", timeout=SOON)
        await look("rejected")
