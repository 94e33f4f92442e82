"""The operator's own companies: whoever is one of them buys, and seldom sells."""

from collections.abc import Iterable

from pipelines.document.page.layout import fold
from pipelines.document.page.names import LEGAL_FORM, letters

_LEAST = 3  # letters of a name, so that a legal form alone is nobody


class Own:
    """Names and tax numbers, however they are written."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._known = {_plain(one) for one in given} - {""}

    def has(self, text: str | None) -> bool:
        """Tell whether a name or a tax number is one's own; legal forms do not matter."""
        return bool(text) and _plain(text or "") in self._known


def _plain(text: str) -> str:
    """Give the letters and digits of a name without its legal form."""
    folded = fold(text)
    short = letters(LEGAL_FORM.sub(" ", folded))
    return short if len(short) >= _LEAST else letters(folded)


NOBODY = Own()
