"""A real browser for tests: headless Chromium on a page that Clerk serves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from tests.present import find

WIDE = (1440, 900)
NARROW = (390, 844)

_NAMES = (
    # The shell first: it has no windows to draw, and a test with it takes a fifth less.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Without these a Chromium looks for its maker's hosts at every start.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What Playwright switches off, which a second list replaces, and two pages that a Chromium loads
# behind its address bar for each window it opens: headless, nobody types there, and they take
# longer than the page of most tests.
_WITHOUT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)

_UNNAMED = """() => [...document.querySelectorAll('button, a, input, video, audio, meter')]
  .filter((one) => one.checkVisibility())
  .filter((one) => !one.labels?.length && !(one.ariaLabel || one.innerText || '').trim())
  .map((one) => one.outerHTML.slice(0, 100))"""
_ORPHANS = """() => [...document.querySelectorAll('[aria-controls]')]
  .filter((one) => !document.getElementById(one.getAttribute('aria-controls')))
  .map((one) => one.outerHTML.slice(0, 100))"""
_DOUBLE = """() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at); }"""


def find_chromium() -> str:
    """Give the path of a Chromium; without one the test is skipped, or fails where CI is set."""
    return find("browser", _NAMES)


@asynccontextmanager
async def open_browser(*more: str) -> AsyncIterator[Browser]:
    """Start a Chromium with an empty profile, and with `more` arguments."""
    executable = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable,
            headless=True,
            args=[*_QUIET, f"--disable-features={','.join(_WITHOUT)}", *more],
        )
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Complaints:
    """What the page's console said that it should not have said."""

    lines: list[str] = field(default_factory=list)

    def listen(self, page: Page, *, console: bool) -> None:
        if console:
            page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.lines.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.lines.append(message.text)


@asynccontextmanager
async def workspace_page(
    url: str,
    *,
    size: tuple[int, int] = WIDE,
    dark: bool = False,
    language: str = "en",
    browser: Browser | None = None,
    quiet: bool = True,
) -> AsyncIterator[Page]:
    """Open the workspace at `url` and wait until it is live.

    Fails at the end when a script of the page failed and, when `quiet`, when the console said
    anything else: that the security policy stopped something, that an answer was an error.
    """
    if browser is None:
        async with (
            open_browser() as started,
            workspace_page(
                url, size=size, dark=dark, language=language, browser=started, quiet=quiet
            ) as page,
        ):
            yield page
        return
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale="zh-CN" if language == "zh" else "en-GB",
        reduced_motion="reduce",
    )
    complaints = Complaints()
    page = await context.new_page()
    complaints.listen(page, console=quiet)
    # Who waits for a file chooser makes the browser hand it over, which takes a moment: too late
    # for a key that opens it. With a listener from the start it is handed over always.
    page.on("filechooser", lambda _: None)
    try:
        await page.goto(url)
        await page.wait_for_selector("#connection[data-state=live]", state="attached")
        yield page
    finally:
        await context.close()
    assert complaints.lines == []


async def drop_file(
    page: Page, *paths: Path, release: bool = True, at: tuple[float, float] = (300, 300)
) -> None:
    """Drag files from the desktop over the page and, unless `release` is False, let go."""
    session = await page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop") if release else ("dragEnter", "dragOver"):
        event = {"type": kind, "x": at[0], "y": at[1], "data": data}
        await session.send("Input.dispatchDragEvent", event)
    await session.detach()


async def choose_files(page: Page, *paths: Path) -> None:
    """Give files to the file chooser."""
    await page.set_input_files("#picker", [str(path) for path in paths])


async def wait_for_card(page: Page, tone: str | None = None) -> str:
    """Wait until the open thread shows a card that is not busy (of `tone`); give its text."""
    wanted = f".tone-{tone}" if tone is not None else ":not(.tone-busy)"
    card = page.locator(f"#replies .card{wanted}").first
    await card.wait_for()
    return await card.inner_text()


async def become(page: Page, name: str) -> None:
    """Act as somebody else."""
    await page.locator("#people [role=radio]", has_text=name).click()
    await page.locator("#people [aria-checked=true]", has_text=name).wait_for()


async def sane(page: Page) -> None:
    """Expect that whatever is there has a name, once, and that the page has its parts."""
    for lack in (_UNNAMED, _ORPHANS, _DOUBLE):
        assert await page.evaluate(lack) == []
    assert await page.locator("img:not([alt])").count() == 0
    assert [await page.locator(part).count() for part in ("h1", "main")] == [1, 1]
