"""Nothing that is said breaks the page, in a wide window or on a phone."""

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.bot.local.house import House
from tests.browser import NARROW, WIDE, choose_files, drop_file, wait_for_card, workspace_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIZES = (WIDE, (1024, 768), NARROW, (320, 568))


async def overflow(page: Page) -> dict[str, int]:
    """Which parts are wider than their place, and by how many pixels."""
    told: dict[str, int] = await page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll("body, main, #thread, .scroller, .card, .code-box")]
            .map((one) => [one.id || one.className || one.tagName,
                           one.scrollWidth - one.clientWidth])
            .filter(([, over]) => over > 0))"""
    )
    return told


async def lines(place: Locator, word: str) -> int:
    """On how many lines `word` stands in `place`."""
    return int(
        await place.evaluate(
            """(place, word) => {
                const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
                while (!text.nextNode().data.includes(word));
                const range = document.createRange();
                const start = text.currentNode.data.indexOf(word);
                range.setStart(text.currentNode, start);
                range.setEnd(text.currentNode, start + word.length);
                return new Set([...range.getClientRects()].map((one) => one.top)).size;
            }""",
            word,
        )
    )


async def test_no_name_and_no_json_breaks_the_layout(house: House, browser: Browser) -> None:
    house.clerk.go_on.set()
    long = await house.file("W" * 240 + ".pdf")
    turned = await house.file("\u202egpj.\u2067exe.pdf")
    async with workspace_page(house.server.url, browser=browser) as page:
        await choose_files(page, long, turned)
        await expect(page.locator("#messages .outcome")).to_have_count(2)
        first = page.locator("#messages .way-in").first
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            assert await overflow(page) == {}
            await first.click()
            await expect(page.locator("#replies .picture img")).to_be_visible()
            assert await overflow(page) == {}
            name = page.locator("#replies .file-name").first
            assert await name.evaluate("(one) => one.getBoundingClientRect().height") < 60
            code = page.locator("#replies .card-code pre")
            if not await code.is_visible():
                await page.locator("#replies summary").click()
            assert await code.evaluate("(one) => one.scrollWidth - one.clientWidth") > 1000
            assert await overflow(page) == {}
            copy = page.locator("#replies .code-box button")
            above = await copy.bounding_box()
            below = await code.bounding_box()
            assert above is not None
            assert below is not None
            assert above["y"] + above["height"] <= below["y"]
            # A browser that refuses says the longer thing: what is beside it stays where it is.
            await page.evaluate(
                "() => {navigator.clipboard.writeText = () => Promise.reject(new Error('no'))}"
            )
            await copy.click()
            await expect(copy).to_contain_text("Not copied")
            await expect(copy).to_be_in_viewport(ratio=1)
            assert await page.locator("#thread-scroller").evaluate("(one) => one.scrollLeft") == 0
            await page.locator("#thread-back").click()


async def test_words_break_only_where_they_do_not_fit(house: House, browser: Browser) -> None:
    house.clerk.go_on.set()
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser) as page:
        await drop_file(page, acme)
        await wait_for_card(page, "bad")
        cells = page.locator("#replies td:first-child")
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            assert await lines(page.locator("#replies .card-fields"), "Physiotherapeutin") == 1
            for word in ("Schweinesteak", "Paprikaschoten"):
                assert await lines(cells.nth(2), word) == 1
            assert await lines(cells.nth(3), "n" * 300) > 1
            assert await lines(cells.nth(4), "Subtotal") == 1
            for part in ("D-R55TJL5L2G ·", "revision 2"):
                assert await lines(page.locator("#replies .card-footer"), part) == 1
            where = page.locator("#replies .card-table").last
            assert await where.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0
        # Short fields stand side by side on a phone too.
        await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        boxes = [await page.locator("#replies dd").nth(n).bounding_box() for n in (1, 2)]
        tops = {box["y"] for box in boxes if box is not None}
        assert len(tops) == 1


async def test_a_hint_that_does_not_fit_ends_in_dots(house: House, browser: Browser) -> None:
    async with workspace_page(house.server.url, browser=browser, size=NARROW) as page:
        box = page.locator("#composer textarea")
        style = "(one) => [getComputedStyle(one).textOverflow, getComputedStyle(one).whiteSpace]"
        assert await box.evaluate(style) == ["ellipsis", "nowrap"]
        one_line = await box.evaluate("(one) => one.clientHeight")
        await box.fill("what is typed goes on in the next line, however long it is")
        assert await box.evaluate("(one) => one.clientHeight") > one_line


async def test_a_drawer_holds_the_focus_until_something_is_chosen(
    house: House, browser: Browser
) -> None:
    async with workspace_page(house.server.url, browser=browser, size=NARROW) as page:
        drawer, opener = page.locator(".with-menu #sidebar"), page.locator("#menu-open")
        beneath = page.locator("#main[inert]")
        for way in ("person", "channel", "same channel", "beside", "Escape", "wider"):
            await opener.click()
            await expect(drawer).to_be_visible()
            await expect(beneath).to_have_count(1)
            if way == "person":
                for _ in range(12):
                    await page.keyboard.press("Tab")
                    assert await page.evaluate(
                        "document.activeElement === document.body"
                        " || document.activeElement.closest('#sidebar') !== null"
                    )
                # The arrows lead through the people; a press decides.
                await page.locator("#people [aria-checked=true]").press("ArrowDown")
                await expect(page.locator("#people [aria-checked=true]")).to_be_focused()
                await expect(drawer).to_be_visible()
                await page.locator("#people [role=radio]").last.click()
                await expect(page.locator("#me-now")).to_have_text("SR")
            elif "channel" in way:
                await page.locator("#channels").get_by_text("general").click()
                await expect(page.locator("#channel-name")).to_have_text("# general")
            elif way == "beside":
                await page.mouse.click(NARROW[0] - 5, 400)
            elif way == "Escape":
                await page.keyboard.press("Escape")
            else:
                await page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
            await expect(drawer).to_have_count(0)
            await expect(beneath).to_have_count(0)
            if way != "wider":
                await expect(opener).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
async def test_a_file_that_is_fine_does_not_look_like_an_error(
    house: House, browser: Browser, dark: bool
) -> None:
    house.clerk.go_on.set()
    acme = await house.file("acme.pdf")
    async with workspace_page(house.server.url, browser=browser, dark=dark) as page:
        await drop_file(page, acme)
        await wait_for_card(page, "bad")
        ink, paper, bad = await page.evaluate(
            """() => {
                const sign = getComputedStyle(document.querySelector("#replies .sign-PDF"));
                const bad = getComputedStyle(document.querySelector("#replies .tone-bad .sign"));
                return [sign.color, sign.backgroundColor, bad.color].map(
                    (colour) => colour.match(/[0-9]+/g).slice(0, 3).map(Number));
            }"""
        )
        assert max(abs(ours - theirs) for ours, theirs in zip(ink, bad, strict=True)) > 60
        assert contrast(ink, paper) >= 4.5


def contrast(one: list[int], other: list[int]) -> float:
    """How well two colours are told apart, from 1 to 21, as WCAG 2 counts it."""

    def light(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    def luminance(red: int, green: int, blue: int) -> float:
        return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue)

    dim, bright = sorted((luminance(*one), luminance(*other)))
    return (bright + 0.05) / (dim + 0.05)
