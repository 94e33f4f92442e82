"""The page shows each person what is theirs, and says so when something could not be loaded."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.bot.local.house import House
from tests.browser import drop_file, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

HISTORY = "**/messages?*"
SHOWN = "#messages .message"
PRIVATE = "#messages .only-you"


class Gate:
    """Holds requests back until it is opened, or until they are refused."""

    def __init__(self) -> None:
        self._opened = asyncio.Event()
        self._refuse = False

    async def hold(self, route: Route) -> None:
        if route.request.resource_type == "fetch" and self._refuse:
            await route.abort()
            return
        await self._opened.wait()
        await (route.abort() if self._refuse else route.continue_())

    def open(self) -> None:
        self._opened.set()

    def refuse(self) -> None:
        self._refuse = True
        self._opened.set()


async def choose_person(page: Page, name: str) -> None:
    await page.locator("#people [role=radio]", has_text=name).click()


async def test_a_late_answer_for_one_person_is_not_shown_to_the_next(
    house: House, browser: Browser
) -> None:
    await house.say("for everybody")
    for user in ("employee", "accountant-1", "accountant-2"):
        await house.whisper(user, f"only {user}")
    gate = Gate()
    async with workspace_page(house.server.url, browser=browser) as page:
        await expect(page.locator(SHOWN)).to_have_count(2)
        await page.route("**/messages?as=accountant-1*", gate.hold)
        await page.locator("#people [aria-checked=true]").focus()
        await page.keyboard.press("ArrowDown")
        await expect(page.locator("#people [aria-checked=true]")).to_contain_text("Arun Mehta")
        # What everybody sees stays meanwhile; what the last person saw does not.
        await expect(page.locator(SHOWN)).to_have_count(1)
        await page.keyboard.press("ArrowDown")
        await expect(page.locator(PRIVATE)).to_have_count(1)
        async with page.expect_request_finished(lambda one: "as=accountant-1" in one.url):
            gate.open()
        for user in ("accountant-1", "accountant-2"):
            await house.whisper(user, f"later only {user}")
        await expect(page.locator(f"{SHOWN} .card-title")).to_have_text(
            ["only accountant-2", "later only accountant-2"]
        )
        await expect(page.locator("#people [aria-checked=true]")).to_contain_text("Mei Lin")


async def test_a_person_whose_messages_do_not_load_is_shown_nobody_elses(
    house: House, browser: Browser
) -> None:
    root = await house.say("for everybody")
    await house.whisper("admin", "only admin")
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await page.locator("#messages .way-in").click()
        await expect(page.locator("#thread")).to_be_visible()
        await page.route(HISTORY, lambda route: route.abort())
        # What the last person may see is not told any more either.
        async with page.expect_event("requestfailed", lambda one: "/api/events" in one.url):
            await choose_person(page, "Sofia Rossi")
        alert = page.get_by_role("alert").filter(has_text="The messages were not loaded")
        await expect(alert).to_contain_text("Clerk did not answer. Is it still running?")
        await expect(page.locator(SHOWN)).to_have_count(0)
        await expect(page.locator("#thread")).to_be_hidden()
        await expect(page.locator("#empty")).to_be_hidden()
        await expect(page.locator("#connection")).to_have_text("Not connected")
        await page.locator("#languages").get_by_text("中文").click()
        await expect(page.locator("#failure")).to_contain_text("消息未能加载：Clerk 没有响应")
        await expect(page.locator("#failure button")).to_have_text("重试")

        await page.unroute(HISTORY)
        await page.locator("#failure button").press("Enter")
        await expect(page.locator(SHOWN)).to_have_count(2)
        await expect(page.locator("#failure")).to_be_empty()
        await expect(page.locator("#scroller")).to_be_focused()
        await expect(page.locator("#thread")).to_be_visible()
        assert page.url.endswith(root.id)
        await expect(page.locator("#connection[data-state=live]")).to_be_visible()


async def test_a_channel_that_does_not_load_says_so(house: House, browser: Browser) -> None:
    await house.say("here", "general")
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await page.route(HISTORY, lambda route: route.fulfill(status=500, body="{"))
        await page.locator("#channels").get_by_text("general").click()
        await expect(page.locator("#failure")).to_contain_text("http_500")
        await expect(page.locator("#empty")).to_be_hidden()
        await page.locator("#channels").get_by_text("invoices").click()
        await expect(page.locator("#failure")).to_be_empty()
        await page.unroute(HISTORY)
        await page.locator("#channels").get_by_text("general").click()
        await expect(page.locator(SHOWN)).to_have_count(1)


async def test_a_start_that_fails_can_be_tried_again(house: House, browser: Browser) -> None:
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await page.route("**/api/workspace", lambda route: route.abort())
        await page.reload()
        await expect(page.locator("#empty [role=alert]")).to_contain_text("Clerk did not answer")
        await page.unroute("**/api/workspace")
        await page.get_by_role("button", name="Try again").click()
        await expect(page.locator("#empty h2")).to_have_text(
            "Drop an invoice, a contract or a recording here"
        )


async def test_earlier_threads_that_do_not_load_can_be_tried_again(
    house: House, browser: Browser
) -> None:
    said = [await house.say(str(n)) for n in range(51)]
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        await expect(page.locator(SHOWN)).to_have_count(50)
        await page.route(HISTORY, lambda route: route.abort())
        await page.locator("#earlier").click()
        await expect(page.locator("#failure")).to_contain_text("not loaded")
        await expect(page.locator(SHOWN)).to_have_count(50)
        await page.unroute(HISTORY)
        await page.locator("#failure button").click()
        await expect(page.locator(SHOWN)).to_have_count(51)
        await expect(page.locator("#earlier")).to_be_hidden()
        # A thread that the address names is looked for further back.
        await page.goto(f"{house.server.url}/#/invoices/{said[0].id}")
        await page.reload()
        await expect(page.locator("#replies .said")).to_have_text("0")


async def test_a_thread_that_is_not_there_is_left(house: House, browser: Browser) -> None:
    elsewhere = await house.say("elsewhere", "general")
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser) as page:
        for unknown in ("no-such-thread", elsewhere.id):
            await page.goto(f"{house.server.url}/#/invoices/{unknown}")
            await expect(page).to_have_url(f"{house.server.url}/#/invoices")
        await drop_file(page, acme)
        await expect(page.locator("#replies .card")).to_have_count(1)


async def test_what_is_not_sent_stays_where_it_was_written(house: House, browser: Browser) -> None:
    roots = [(await house.say(f"root {n}")).id for n in range(2)]
    async with workspace_page(house.server.url, browser=browser, quiet=False) as page:
        gate, box = Gate(), page.locator("#composer textarea")
        await page.route("**/messages", gate.hold)
        await box.fill("for invoices")
        await box.press("Enter")
        await expect(box).to_have_value("")
        await box.fill("begun since")
        await page.locator("#channels").get_by_text("general").click()
        await expect(page.locator("#channel-name")).to_have_text("# general")
        gate.refuse()
        problem = page.locator("#composer .problem")
        await expect(problem).to_contain_text("A message in #invoices was not sent")
        await expect(box).to_have_value("")
        await page.locator("#channels").get_by_text("invoices").click()
        await expect(box).to_have_value("for invoices\nbegun since")
        await expect(problem).to_contain_text("Not sent: Clerk did not answer")

        await page.unroute("**/messages")
        gate, reply = Gate(), page.locator("#reply textarea")
        await page.route("**/messages", gate.hold)
        await page.goto(f"{house.server.url}/#/invoices/{roots[0]}")
        await reply.fill("for the first thread")
        await reply.press("Enter")
        await page.goto(f"{house.server.url}/#/invoices/{roots[1]}")
        await expect(page.locator("#replies .said")).to_have_text("root 1")
        gate.refuse()
        await expect(page.locator("#reply .problem")).to_contain_text("was not sent")
        await expect(reply).to_have_value("")
        await page.goto(f"{house.server.url}/#/invoices/{roots[0]}")
        await expect(reply).to_have_value("for the first thread")
        await page.unroute("**/messages")
        await reply.press("Enter")
        await expect(page.locator("#replies .said").last).to_have_text("for the first thread")
        await expect(page.locator("#reply .problem")).to_have_text("")
