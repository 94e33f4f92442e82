"""People who come to a voice room with a browser, a microphone and a screen that a test draws."""

import math
import re
import struct
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from playwright.async_api import Browser, Locator, Page, expect

from tests.bot.voice.visiting import PATIENCE
from tests.browser import WIDE, Complaints, open_browser
from tests.fake_household import ROOM, FakeHousehold

MS = PATIENCE * 1000
_PLAYWRIGHTS_MS = 5000
_RATE = 48_000
_SPEAKS_S, _RESTS_S = 1.2, 3.6
_ARGUMENTS = (
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--auto-select-desktop-capture-source=Entire screen",
    "--disable-dev-shm-usage",
)
# Counts how often a page asks for the microphone, which goes on as it is.
_COUNT = """(() => { const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  window.opened = 0;
  navigator.mediaDevices.getUserMedia = (wanted) => { window.opened += 1; return open(wanted); };
})()"""
# A screen that stands still until it is painted.
SCREEN = """(() => { const screen = document.createElement("canvas");
  Object.assign(screen, { width: 1280, height: 720 });
  const pen = screen.getContext("2d", { willReadFrequently: true });
  window.paint = (colour, x, size) => { pen.fillStyle = colour; pen.fillRect(x, x, size, size); };
  window.paint("#fff", 0, 1280);
  setInterval(() => pen.putImageData(pen.getImageData(0, 0, 1, 1), 0, 0), 100);
  navigator.mediaDevices.getDisplayMedia = async () => screen.captureStream(10);
})()"""


def draw_speech(path: Path) -> Path:
    """Write what the microphones of a browser hear, over and over: speech, and a pause."""
    lasts = round((_SPEAKS_S + _RESTS_S) * _RATE)
    at = [n / _RATE for n in range(round(_SPEAKS_S * _RATE))]
    loud = [9000 * math.sin(2 * math.pi * 220 * t) * abs(math.sin(2 * math.pi * 3 * t)) for t in at]
    samples = [round(one) for one in loud] + [0] * (lasts - len(loud))
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, _RATE, lasts, "NONE", ""))
        sound.writeframes(struct.pack(f"<{lasts}h", *samples))
    return path


@asynccontextmanager
async def browser_that_speaks(folder: Path) -> AsyncIterator[Browser]:
    """Start a Chromium with a microphone, a camera and a screen."""
    heard = draw_speech(folder / "speech.wav")
    async with open_browser(f"--use-file-for-fake-audio-capture={heard}", *_ARGUMENTS) as browser:
        expect.set_options(timeout=MS)
        yield browser
    expect.set_options(timeout=_PLAYWRIGHTS_MS)


class Serving(Protocol):
    """Where a room is, and who knows its people."""

    @property
    def household(self) -> FakeHousehold: ...
    @property
    def origin(self) -> str: ...


class Guest:
    """Somebody's page; `name` is how they are called, `person` their id."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.person = f"slack:{name.lower()}"

    async def agree(self, *, apart: bool = False) -> None:
        """Come in, muted."""
        await self.page.locator("#muted-first").check()
        if apart:
            await self.page.locator("#apart-first").check()
        await self.page.get_by_role("button", name="Agree and come in").click()
        await self.is_in()

    async def is_in(self) -> None:
        """Wait until they are in the room, and their microphone is there."""
        await self.page.locator("html[data-phase=in] [data-act=mute]:enabled").wait_for()

    async def unmute(self) -> None:
        await self.page.keyboard.press("m")
        await expect(self.act("mute")).to_have_text("Mute")

    async def mute(self) -> None:
        await self.page.keyboard.press("m")
        await expect(self.act("mute")).to_have_text("Unmute")

    def act(self, name: str) -> Locator:
        """Give a button of the bar."""
        return self.page.locator(f"[data-act={name}]")

    def captions(self, who: str) -> Locator:
        """Give what is shown as said by somebody."""
        return self.page.locator(f'.caption[data-who="{who}"] .said')

    async def hears(self) -> None:
        """Wait until this page plays the assistant."""
        await self.page.locator('.person.speaks[data-person="assistant"]').wait_for()
        await expect(self.page.locator("#figures")).not_to_contain_text("heard for 0.0 s")

    async def hears_nothing(self) -> None:
        """Wait until this page plays nothing of the assistant."""
        await expect(self.page.locator('.person.speaks[data-person="assistant"]')).to_have_count(0)

    async def heard_s(self) -> float:
        """Give for how long this page played the assistant until now."""
        said = await self.page.locator("#figures").text_content()
        found = re.search(r"heard for ([\d.]+) s", said or "")
        return float(found[1]) if found else 0.0

    async def notice(self, which: str) -> Locator:
        """Wait for a page that says why somebody is not in the room."""
        found = self.page.locator(f'[data-notice="{which}"]')
        await found.wait_for()
        return found


@asynccontextmanager
async def guest(
    browser: Browser,
    house: Serving,
    name: str,
    *,
    size: tuple[int, int] = WIDE,
    language: str = "en",
    dark: bool = False,
    rest: str | None = None,
    script: str = "",
    quiet: bool = True,
) -> AsyncIterator[Guest]:
    """Open the room by a link of one's own, or at what `rest` says; no script may fail.

    `script` runs before the page's own; unless `quiet` is False the console may say nothing.
    """
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale="zh-CN" if language == "zh" else "en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(MS)
    await context.add_init_script(_COUNT + ";" + script)
    complaints, page = Complaints(), await context.new_page()
    complaints.listen(page, console=quiet)
    link = f"#k={house.household.link(f'slack:{name.lower()}')}" if rest is None else rest
    await page.goto(f"{house.origin}/voice/{ROOM}{link}")
    try:
        yield Guest(page, name)
    finally:
        await context.close()
    assert complaints.lines == []
