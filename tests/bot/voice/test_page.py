"""The page of a room in a real browser: asked before, heard, seen, and told what goes wrong."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.bridge.address import NAME
from pipelines.huddle.setup import Caps
from pipelines.voice import Answered, Saying, Sound, Speech
from tests.bot.voice.confined import confined, files
from tests.bot.voice.guests import SCREEN, browser_that_speaks, guest
from tests.bot.voice.visiting import PATIENCE, QUIET, SIMULATOR, SPEECH, serving
from tests.browser import NARROW, sane
from tests.fake_household import ROOM, FakeHousehold
from tests.fake_voice import FakeVoice, listed

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What the browser says aloud goes into a list.
VOICE = """window.said = []; window.hushed = 0;
window.voices = [{ lang: "en-US", localService: false }, { lang: "en-US", localService: true }];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => window.voices,
  speak: (one) => one.voice.localService && window.said.push(one.text),
  cancel: () => window.hushed++ } });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
DENIED = """navigator.mediaDevices.getUserMedia = async () => {
  window.opened += 1; throw new DOMException("no", "NotAllowedError"); };"""

SOCKETS = """window.sockets = 0;
window.WebSocket = class extends WebSocket {
  constructor(url) { super(url); window.sockets += 1; } };"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One browser for all."""
    async with browser_that_speaks(tmp_path_factory.mktemp("speech")) as browser:
        yield browser


async def test_two_people_and_a_simulated_assistant(
    browser: Browser, tmp_path: Path, screenshots: Path
) -> None:
    async with (
        confined(tmp_path / "rooms") as house,
        guest(browser, house, "Ada") as ada,
        guest(browser, house, "Bob", size=NARROW) as bob,
    ):
        for one in (ada, bob):  # each is asked, before the microphone opens
            await expect(one.page.locator(".listener")).to_contain_text("Simulated assistant")
            assert await one.page.evaluate("window.opened") == 0
            await sane(one.page)
            await one.page.screenshot(path=screenshots / f"consent-{one.name}.png")
            await one.agree()
            assert await one.page.evaluate("window.opened") == 1
        await expect(ada.page.locator(".person strong")).to_have_text(["Clerk", "Ada", "Bob"])
        await ada.unmute()
        for one in (ada, bob):
            await expect(one.captions("slack:ada").first).to_contain_text("s of speech")
            await expect(one.page.locator("#badge")).to_contain_text("Simulated assistant listens")
        await ada.mute()
        await expect(bob.captions("assistant")).to_have_count(0)  # nobody asked
        await bob.page.keyboard.down(" ")
        await expect(bob.act("ask")).to_contain_text("let go")
        await bob.page.keyboard.up(" ")
        for one in (ada, bob):
            await one.hears()
            await sane(one.page)
            await one.page.screenshot(path=screenshots / f"room-{one.name}.png")
        await ada.unmute()  # and speaks into its answer
        for one in (ada, bob):
            await expect(one.captions("assistant").first).to_have_text(re.compile("…$"))
        await ada.page.reload()
        await ada.is_in()
        await expect(ada.captions("assistant").first).to_have_text(re.compile("…$"))
        await bob.act("leave").click()
        await bob.notice("left")
        await expect(ada.page.locator("#announcer")).to_have_text("Bob left.")
        await bob.page.get_by_role("button", name="Come back").click()
        await bob.is_in()
        await ada.act("end").click()
        await ada.page.get_by_role("button", name="End for all").last.click()
        for one in (ada, bob):
            await one.notice("over.people")
        async with asyncio.timeout(PATIENCE):
            await house.household.until(lambda: bool(house.household.endings))
        assert house.household.endings == [(ROOM, "people")]
        assert files(tmp_path / "rooms") == {f"data/{NAME}"}  # what was said is nowhere else


async def test_a_picture_goes_when_it_changed(browser: Browser) -> None:
    voice = FakeVoice()
    async with (
        serving(None, listed("m", voice)) as house,
        guest(browser, house, "Ada", script=SCREEN) as ada,
    ):
        await ada.agree()
        await ada.act("screen").click()
        sent = ada.page.locator(".pictures")
        await expect(sent).to_have_text("1 picture sent")
        await ada.page.evaluate("window.paint('#fcfcfc', 100, 300)")  # hardly to be seen
        clock = ada.page.locator("#meter dd").first
        for _ in range(3):  # seconds that the page counts itself
            await expect(clock).not_to_have_text(await clock.inner_text())
        await expect(sent).to_have_text("1 picture sent")
        await ada.page.evaluate("window.paint('#c00', 100, 300)")
        await expect(sent).to_have_text("2 pictures sent")
        await ada.act("screen").click()
        await expect(ada.page.locator(".shown")).to_be_hidden()


async def test_whoever_speaks_has_it_be_still(browser: Browser) -> None:
    voice, lasts_s = FakeVoice(), 25.0
    async with (
        serving(None, listed("m", voice)) as house,
        guest(browser, house, "Ada") as ada,
    ):
        await ada.agree()
        await expect(ada.page.locator("#badge[data-state=here]")).to_be_visible()
        voice.last.tell(Saying("a", "Long.", whole=True), Sound("a", SPEECH * round(lasts_s * 50)))
        await ada.hears()
        voice.last.tell(Speech(began=True))
        await ada.hears_nothing()
        heard_s = await ada.heard_s()
        assert 0 < heard_s < lasts_s - 1
        assert str(voice.last.of("cut")).startswith("[('a', ")
        # What comes then is heard, and all of it.
        voice.last.tell(Answered("a", "m", cut=True), Speech(began=False))
        voice.last.tell(Saying("b", "Yes.", whole=True), Sound("b", SPEECH * 50))
        voice.last.tell(Answered("b", "m"))
        await expect(ada.page.locator("#figures")).to_contain_text(f"for {heard_s + 1:.1f} s")


async def test_words_without_sound_are_said_by_the_browser(browser: Browser) -> None:
    voice = FakeVoice()
    async with (
        serving(None, listed("m", voice)) as house,
        guest(browser, house, "Ada", script=VOICE) as ada,
    ):
        await ada.agree()
        await expect(ada.page.locator("#badge[data-state=here]")).to_be_visible()
        voice.last.tell(Saying("a", "2.5 wait. The fi", whole=False, mute=True))
        await expect(ada.captions("assistant")).to_have_text("2.5 wait. The fi")
        assert await ada.page.evaluate("window.said") == ["2.5 wait."]
        voice.last.tell(Saying("a", "rst is Acme's. And", whole=False, mute=True))
        await expect(ada.captions("assistant")).to_contain_text("Acme")
        assert await ada.page.evaluate("window.said") == ["2.5 wait.", "The first is Acme's."]
        voice.last.tell(Speech(began=True))
        await expect(ada.page.locator(".caption.growing")).to_have_count(0)
        assert await ada.page.evaluate("window.hushed") == 1
        # A voice that sends the words away is none.
        await ada.page.evaluate("window.voices.pop()")
        voice.last.tell(Saying("b", "Good bye.", whole=True, mute=True))
        await expect(ada.page.locator("[data-trouble=voice]")).to_contain_text("read the captions")
        assert len(await ada.page.evaluate("window.said")) == 2


async def test_a_server_that_comes_again_finds_everybody_there(browser: Browser) -> None:
    household = FakeHousehold()
    async with AsyncExitStack() as stack:
        async with serving(household) as house:
            ada = await stack.enter_async_context(guest(browser, house, "Ada", quiet=False))
            await ada.agree()
        await expect(ada.page.locator("#badge")).to_contain_text("Coming back")
        await stack.enter_async_context(serving(household, port=house.server.port))
        await ada.is_in()
        await expect(ada.page.locator("#announcer")).to_have_text("You are back in the room.")
        assert await ada.page.evaluate("window.opened") == 1


async def test_who_hears_a_room_anew_is_agreed_to_anew(browser: Browser, screenshots: Path) -> None:
    household = FakeHousehold()
    far = {"self_hosted": False, "simulated": False}
    others = SIMULATOR.model_copy(update={"company": "OpenAI", "host": "a.example"} | far)
    async with AsyncExitStack() as stack:
        async with serving(household) as house:
            ada = await stack.enter_async_context(guest(browser, house, "Ada", quiet=False))
            await ada.agree()
        again = serving(household, port=house.server.port, listens=[others])
        async with again:
            await expect(ada.page.locator(".listener")).to_contain_text("OpenAI")
            await expect(ada.page.locator(".anew")).to_contain_text("listens now")
            await sane(ada.page)
            await ada.page.screenshot(path=screenshots / "agree-anew.png")
            assert await ada.page.evaluate("window.opened") == 1
            await ada.agree()
            # It was closed meanwhile.
            assert await ada.page.evaluate("window.opened") == 2
        await stack.enter_async_context(serving(household, port=house.server.port))
        await ada.page.reload()
        await expect(ada.page.locator(".listener")).to_contain_text("Simulated assistant")
        assert await ada.page.evaluate("window.opened") == 0


async def test_who_comes_back_twice_comes_by_one_socket(browser: Browser) -> None:
    async with serving() as house, guest(browser, house, "Ada", script=SOCKETS) as ada:
        await ada.agree()
        await ada.act("leave").click()
        await ada.notice("left")
        back = ada.page.get_by_role("button", name="Come back")
        await back.evaluate("(one) => { one.click(); one.click(); }")
        await ada.is_in()
        assert await ada.page.evaluate("window.sockets") == 2


async def test_one_talks_on_one_page_at_a_time_in_ones_own_language(
    browser: Browser, screenshots: Path
) -> None:
    household = FakeHousehold()
    async with (
        serving(household) as house,
        guest(browser, house, "Ada") as ada,
        guest(browser, house, "Ada", size=NARROW, dark=True) as phone,
    ):
        await ada.agree()
        household.away = True  # only now: whoever agrees waits until somebody can tell
        await phone.page.locator("#muted-first").check()
        await phone.page.get_by_role("button", name="Agree and come in").click()
        await phone.notice("away")
        household.away = False
        await phone.is_in()
        await ada.notice("elsewhere")
        await ada.page.get_by_role("button", name="Talk here instead").click()
        await ada.is_in()
        await phone.notice("elsewhere")
        await ada.page.get_by_role("radio", name="中文").click()
        await expect(ada.act("ask")).to_have_text("按住提问")
        await ada.act("camera").click()
        await expect(ada.page.locator(".pictures")).to_have_text(re.compile("已发送 [1-9]"))
        await ada.page.screenshot(path=screenshots / "room-zh.png")
        await ada.act("leave").click()
        await expect(await ada.notice("left")).to_contain_text("您已离开房间")


async def test_whoever_may_not_come_in_is_told_what_to_do(
    browser: Browser, screenshots: Path
) -> None:
    household = FakeHousehold()
    used = household.link("slack:eve")
    caps = Caps(people=1)
    async with serving(household, caps=caps) as house:
        async with guest(browser, house, "Eve", rest=f"#k={used}") as eve:
            await eve.agree()
            assert "#k=" not in eve.page.url
            async with guest(browser, house, "Bob") as bob:
                await bob.page.get_by_role("button", name="Agree").click()
                await expect(await bob.notice("refused.full")).to_contain_text("The room is full")
            async with guest(browser, house, "Eve", rest=f"#k={used}", quiet=False) as mallory:
                await expect(await mallory.notice("used")).to_contain_text("press “Join”")
        async with guest(browser, house, "Bob", rest="", quiet=False, language="zh") as bob:
            await expect(await bob.notice("own")).to_contain_text("获取您本人的链接")
            await sane(bob.page)
            await bob.page.screenshot(path=screenshots / "own-zh.png")
        household.away = True
        async with guest(browser, house, "Ada", quiet=False) as ada:
            await ada.notice("away")
            household.away = False
            await ada.agree()
        insecure = "Object.defineProperty(window, 'isSecureContext', { value: false });"
        async with guest(browser, house, "Ada", script=insecure) as ada:
            await expect(await ada.notice("insecure")).to_contain_text("https://")


async def test_without_a_microphone_one_hears_the_others(
    browser: Browser, screenshots: Path
) -> None:
    voice = FakeVoice()
    async with (
        serving(None, listed("m", voice)) as house,
        guest(browser, house, "Ada", script=DENIED) as ada,
    ):
        await ada.page.get_by_role("button", name="Agree").click()
        trouble = ada.page.locator("[data-trouble=microphone]")
        await expect(trouble).to_contain_text("did not allow the microphone")
        await expect(ada.page.locator("#badge")).to_contain_text("you are not heard")
        await expect(ada.act("mute")).to_be_disabled()
        voice.last.tell(Saying("a", "Good morning.", whole=True), Sound("a", QUIET * 20))
        voice.last.tell(Answered("a", "m"))
        await expect(ada.captions("assistant")).to_have_text("Good morning.")
        await ada.page.screenshot(path=screenshots / "no-microphone.png")
        await trouble.get_by_role("button", name="Try again").click()
        await expect(trouble).to_be_visible()
        assert await ada.page.evaluate("window.opened") == 2
