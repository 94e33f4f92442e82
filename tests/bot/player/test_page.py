"""The player's page in a real browser: it plays, goes to times, searches."""

import asyncio
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from tests.bot.player.conftest import Theatre
from tests.bot.player.film import SECONDS, film
from tests.browser import NARROW, sane
from tests.fake_viewing import MEETING, a_meeting, a_timeline, sha

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEP = SECONDS / 5
TIME = "document.querySelector('video, audio').currentTime"


async def until(page: Page, condition: str) -> None:
    """Wait until something holds in the page; its policy lets no text be run as a script there."""
    look = "const look = () => ({}) ? resolve() : requestAnimationFrame(look); look();"
    async with asyncio.timeout(20):
        await page.evaluate(f"() => new Promise((resolve) => {{ {look.format(condition)} }})")


async def loaded(page: Page) -> None:
    await until(page, "document.querySelector('video, audio')?.readyState > 0")


async def at(page: Page, seconds: float) -> None:
    """Wait until the recording is at a time, give or take what a seek does."""
    await until(page, f"Math.abs({TIME} - {seconds}) < 0.2")


async def test_it_plays_and_everything_goes_along(theatre: Theatre) -> None:
    async with theatre.page() as page:
        await loaded(page)
        await expect(page.locator("#title")).to_have_text("Quarterly review")
        assert "#k=" not in page.url
        await page.evaluate("document.querySelector('video').playbackRate = 16")
        await page.keyboard.press("k")
        await until(page, f"{TIME} > {STEP}")
        await page.keyboard.press("k")
        assert await page.evaluate("document.querySelector('video').paused")
        await expect(page.locator(".segment[aria-current]")).not_to_contain_text("Good morning")
        await expect(page.locator(".thumbnail[aria-current]")).not_to_have_attribute(
            "data-slide", "1"
        )


async def test_whatever_is_pressed_is_gone_to(theatre: Theatre) -> None:
    async with theatre.page() as page:
        await loaded(page)
        await page.locator(".segment", has_text="That follows").click()
        await at(page, 4 * STEP)
        await expect(page.locator(".thumbnail[aria-current]")).to_have_attribute("data-slide", "3")
        await page.locator('.thumbnail[data-slide="2"]').click()
        await at(page, STEP)
        await expect(page.locator(".slide-now img")).to_have_attribute("alt", "Slide 2")
        await expect(page.locator(".segment[aria-current]")).to_contain_text("Revenue grew")
        await sane(page)
        await page.get_by_role("tab", name="Chapters").click()
        await sane(page)
        await page.locator(".chapter").last.click()
        await at(page, 3 * STEP)
        await expect(page.locator(".chapter[aria-current]")).to_contain_text("Slide 3")
        await page.get_by_role("tab", name="People").click()
        await sane(page)
        await page.locator(".promises button").click()
        await at(page, 2 * STEP)


async def test_the_address_says_where_to_begin(theatre: Theatre) -> None:
    link = f"#k={theatre.here.token()}&t=25"
    async with theatre.page(link) as page:
        await loaded(page)
        await at(page, 25)
        assert page.url.endswith("#t=25")
        await expect(page.locator(".segment[aria-current]")).to_contain_text("I will send")
        await page.evaluate("location.hash = '#t=0:49'")
        await at(page, 49)
        await page.evaluate("location.hash = '#t=nonsense'")
        await at(page, 49)


async def test_the_keyboard_does_it_all(theatre: Theatre) -> None:
    async with theatre.page() as page:
        await loaded(page)
        for key, seconds in (
            ("l", 10),
            ("l", 20),
            ("j", 10),
            ("n", STEP),
            ("n", 3 * STEP),
            ("p", STEP),
        ):
            await page.keyboard.press(key)
            await at(page, seconds)
        await page.keyboard.press("/")
        await expect(page.get_by_role("searchbox")).to_be_focused()
        await page.keyboard.type("kln contract")
        await at(page, STEP)  # what is typed is no command
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("searchbox")).to_have_value("")
        await page.get_by_role("tab", name="Transcript").focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("tab", name="Chapters")).to_be_focused()
        await expect(page.get_by_role("tabpanel", name="Chapters")).to_be_visible()


async def test_the_search_marks_counts_and_goes_from_hit_to_hit(theatre: Theatre) -> None:
    async with theatre.page() as page:
        search = page.get_by_role("searchbox", name="Search the transcript")
        await search.fill("THE  contract")
        await expect(page.locator(".hits")).to_have_text("2 hits")
        await expect(page.locator("mark")).to_have_text(["the contract"] * 2)
        for key, hit in (
            ("Enter", "1 of 2"),
            ("Enter", "2 of 2"),
            ("Enter", "1 of 2"),
            ("Shift+Enter", "2 of 2"),
        ):
            await search.press(key)
            await expect(page.locator(".hits")).to_have_text(hit)
        await expect(page.locator("mark.at")).to_have_count(1)
        await search.fill("(.*")
        await expect(page.locator(".hits")).to_have_text("No hits")
        await search.fill("")
        await expect(page.locator("mark")).to_have_count(0)


async def test_who_scrolls_is_left_where_they_are_until_they_follow_again(theatre: Theatre) -> None:
    assert theatre.here.meeting is not None
    timeline = a_timeline(SECONDS / 5)
    assert timeline.transcript is not None
    first = timeline.transcript.segments[0]
    many = tuple(
        first.model_copy(update={"id": f"S{n:04}", "start_s": n / 4, "end_s": (n + 1) / 4})
        for n in range(SECONDS * 4)
    )
    said = timeline.transcript.model_copy(update={"segments": many})
    theatre.here.meeting = replace(
        theatre.here.meeting, timeline=timeline.model_copy(update={"transcript": said})
    )
    top = "document.querySelector('.transcript-scroller').scrollTop"
    async with theatre.page() as page:
        await loaded(page)
        await page.keyboard.press("l")
        await until(page, f"{top} > 0")
        follow = page.get_by_role("button", name="Follow the recording")
        await expect(follow).to_be_hidden()
        await page.locator(".transcript-scroller").hover()
        await page.mouse.wheel(0, 3000)
        await expect(follow).to_be_visible()
        here = await page.evaluate(top)
        await page.evaluate("document.querySelector('video').currentTime = 2")
        await expect(page.locator(".segment[aria-current] .segment-time")).to_have_text("00:02")
        assert await page.evaluate(top) >= here
        await follow.click()
        await until(page, f"{top} < {here}")
        await expect(follow).to_be_hidden()


@pytest.mark.parametrize("kept", [True, False], ids=["with slides", "without slides"])
async def test_once_the_recording_is_gone_slides_and_transcript_remain(
    theatre: Theatre, kept: bool
) -> None:
    assert theatre.here.meeting is not None
    pictures = theatre.here.meeting.pictures if kept else ()
    gone = a_meeting(None, timeline=a_timeline(SECONDS / 5))
    theatre.here.meeting = replace(gone, pictures=pictures)
    async with theatre.page() as page:
        await expect(page.locator(".note-line")).to_contain_text("not kept any more")
        await expect(page.locator("video, audio, #stage .save")).to_have_count(0)
        await page.locator(".segment", has_text="That follows").click()
        await expect(page.locator(".thumbnail[aria-current]")).to_have_attribute("data-slide", "3")
        await expect(page.locator(".slide-now img")).to_have_count(1 if kept else 0)
        await page.keyboard.press("j")
        await expect(page.locator(".segment[aria-current]")).to_contain_text("Thank you")


async def test_what_the_browser_cannot_play_is_said_and_can_be_saved(theatre: Theatre) -> None:
    odd = b"\x1aE\xdf\xa3" + b"no film at all" * 50
    theatre.store.files["T1", sha(odd)] = odd
    theatre.here.meeting = a_meeting(odd, media_type="video/x-matroska", timeline=a_timeline(12))
    async with theatre.page() as page:
        await expect(page.locator(".note-line")).to_have_text(
            "This browser cannot play the recording (MKV)."
        )
        async with page.expect_download() as saving:
            await page.locator("#stage .save").click()
        assert (await saving.value).suggested_filename == "Quarterly review.webm"
        await page.locator(".segments-list .segment").last.click()
        await expect(page.locator(".thumbnail[aria-current]")).to_have_attribute("data-slide", "3")
        # H.264 is known to some builds of this browser, and to others not.
        made = film("mp4", "libx264", "aac")
        theatre.store.files["T1", sha(made)] = made
        theatre.here.meeting = a_meeting(made, media_type="video/mp4", timeline=a_timeline(12))
        await page.reload()
        knows = "document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.42E01E\"')"
        if await page.evaluate(knows):
            await loaded(page)
            await page.locator(".segments-list .segment").last.click()
            await at(page, 48)
        else:
            await expect(page.locator(".note-line")).to_contain_text("cannot play")


async def test_a_link_that_is_not_good_says_how_to_get_ones_own(theatre: Theatre) -> None:
    used = theatre.here.token()
    assert theatre.here.links.exchange(used, MEETING)
    async with theatre.page("#k=nonsense") as page:
        for rest in ("?1", "?2#t=9", "?3#k=1.e30.00", f"?4#k={used}"):
            await page.goto(theatre.url(rest))
            await expect(page.locator("#main h2")).to_have_text("This link opens nothing")
            await expect(page.locator(".how")).to_contain_text("press “Open player”")
            await expect(page.locator("#title")).to_have_text("Clerk")
        # Nothing is said of a link while it cannot be asked whose it is.
        theatre.here.directory.is_away = True
        await page.goto(theatre.url(f"?5#k={theatre.here.token()}"))
        await expect(page.locator("#main h2")).to_have_text("Clerk does not answer now")
        theatre.here.directory.is_away = False
        await page.get_by_role("button", name="Try again").click()
        await expect(page.locator("#main.playing")).to_be_attached()


async def test_in_chinese_and_back_nothing_is_lost(theatre: Theatre) -> None:
    async with theatre.page(language="zh", dark=True) as page:
        await loaded(page)
        await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        await page.locator(".segment").nth(2).click()
        await at(page, 2 * STEP)
        await page.get_by_role("searchbox", name="搜索文字记录").fill("contract")
        await page.get_by_role("radio", name="English").click()
        await expect(page.locator(".hits")).to_have_text("2 hits")
        await expect(page.locator(".segment[aria-current]")).to_contain_text("I will send")
        await at(page, 2 * STEP)


async def test_in_a_narrow_window_everything_has_its_place(theatre: Theatre) -> None:
    async with theatre.page(size=NARROW) as page:
        await loaded(page)
        wide = "document.documentElement.scrollWidth <= innerWidth"
        for name in ("Transcript", "Slides", "Chapters", "People"):
            tab = page.get_by_role("tab", name=name)
            await tab.click()
            await expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
            box = await tab.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert await page.evaluate(wide)
        await page.get_by_role("tab", name="Slides").click()
        await page.locator('.thumbnail[data-slide="3"]').click()
        await at(page, 3 * STEP)
        await page.set_viewport_size({"width": 1200, "height": 800})
        await expect(page.get_by_role("tabpanel", name="Transcript")).to_be_visible()
        await expect(page.get_by_role("region", name="Slides")).to_be_visible()
