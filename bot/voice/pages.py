"""The page of a voice room: it holds nothing of any, and is the same for everybody."""

from pathlib import Path

from bot.player import pages

# Its scripts come from here alone, and they alone may open the microphone, a camera, a screen.
HEADERS = {
    **pages.HEADERS,
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), geolocation=()"
    ),
}
_PAGE = Path(__file__).parent / "page"


def assets() -> pages.Assets:
    """Read the page and what it is drawn with; blocks."""
    return pages.Assets(_PAGE, HEADERS)
