"""The page that a link to a file opens, and the file itself, once, to be saved and never shown."""

import html
from pathlib import Path
from urllib.parse import parse_qs, quote

from aiohttp import web

from bot.player.pages import policy
from bot.teams.file_links import PATH, FileLinks
from bot.teams.giving import Found, Giving
from handlers.chat import ChatError, Language
from handlers.texts.catalogue import texts
from handlers.tokens import MOST_TOKEN

_FRESH = {
    "Cache-Control": "no-store",
    # The page sends what opens the file with a form, to this listener and nowhere else.
    "Content-Security-Policy": policy(forms=True),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_FOLDER = Path(__file__).parent / "page"
_TYPES = {"file.js": "text/javascript", "file.css": "text/css"}
_HELD = {name: (_FOLDER / name).read_bytes() for name in _TYPES}
_MOST_BODY = MOST_TOKEN + 200
_TAKE = "take"
_PAGE = """<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{title}</title>
    <link rel="stylesheet" href="../../player/page/style/tokens.css">
    <link rel="stylesheet" href="../../player/page/style/controls.css">
    <link rel="stylesheet" href="file.css">
    <script type="module" src="file.js"></script>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p id="why">{why}</p>
      {form}
    </main>
  </body>
</html>
"""
_FORM = """<form method="post" action="{take}">
      <input type="hidden" name="language" value="{language}">
      <input type="hidden" name="k">
      <button class="main-button" disabled>{go}</button>
    </form>
    <p id="gone" hidden>{gone}</p>
    <noscript>{script}</noscript>"""


class FilePages:
    """Serves what links open. Whoever brings no good one learns nothing of any file."""

    def __init__(self, giving: Giving, links: FileLinks) -> None:
        self._giving = giving
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.get(f"{PATH}/{{language:en|zh}}", self.page),
            web.get(f"{PATH}/{{name:file[.](?:js|css)}}", self.drawn),
            web.post(f"{PATH}/{_TAKE}", self.take),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """Give the page: it holds nothing of any file."""
        language = _language(request.match_info["language"])
        said = texts(language).giving
        form = _FORM.format(
            take=_TAKE,
            language=language,
            go=html.escape(said.page_go),
            gone=html.escape(said.page_gone),
            script=html.escape(said.page_script),
        )
        return _page(language, said.page_why, form)

    async def drawn(self, request: web.Request) -> web.Response:
        """Give what the page is drawn with, and what moves the token from the address into it."""
        name = request.match_info["name"]
        return web.Response(body=_HELD[name], content_type=_TYPES[name], headers=_FRESH)

    async def take(self, request: web.Request) -> web.Response:
        """Give the file for a token, the body of the request, and use the token up."""
        sent = await _sent(request)
        language = _language(sent.get("language", ""))
        said = texts(language).giving
        known = self._links.read(sent.get("k", ""))
        if known is None:
            return _page(language, said.page_gone, status=403)
        visit, held = known
        try:
            # Again: between the press and now they may have left, and it may have been deleted.
            found = await self._giving.found(visit)
        except ChatError:
            return _page(language, said.page_busy, status=503)
        if found is None or not self._links.use(held):
            return _page(language, said.page_gone, status=403)
        return _file(found)


def _file(found: Found) -> web.Response:
    name = quote(found.name, safe="")
    headers = {
        **_FRESH,
        "Cache-Control": "private, no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        # Whatever the bytes are, they can run nothing and load nothing.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Type": found.offered.mime,
    }
    return web.Response(body=found.content, headers=headers)


def _page(language: Language, why: str, form: str = "", *, status: int = 200) -> web.Response:
    title = html.escape(texts(language).giving.page)
    page = _PAGE.format(language=language, title=title, why=html.escape(why), form=form)
    return web.Response(text=page, status=status, content_type="text/html", headers=_FRESH)


def _language(said: str) -> Language:
    return "zh" if said == "zh" else "en"


async def _sent(request: web.Request) -> dict[str, str]:
    """Read a form; nothing, where it is longer than ours."""
    if request.content_length is None or request.content_length > _MOST_BODY:
        return {}
    body = (await request.read()).decode("ascii", "replace")
    return {name: values[0] for name, values in parse_qs(body).items()}
