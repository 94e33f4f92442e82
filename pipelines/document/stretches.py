"""The pages of one document among several in a file: written down, read back, told to people."""

import re
from collections.abc import Sequence

from pipelines.document.findings import Finding
from pipelines.document.model import Reading, Stretch

_WRITTEN = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)


def written(pages: Stretch) -> str:
    """Write some pages down, as in 2-3."""
    first, last = pages
    return str(first) if first == last else f"{first}-{last}"


def stretch_of(text: str) -> Stretch | None:
    """Give the pages that were written down; None where there are none.

    Raises ValueError for what `written` never writes.
    """
    if not text:
        return None
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} names no pages")
    first = int(match[1])
    return first, int(match[2] or first)


def several(parts: Sequence[Stretch], own: Stretch) -> Finding:
    """Tell of one document that its file holds more of them, and where each stands."""
    facts = {
        "count": str(len(parts)),
        "pages": ", ".join(map(written, parts)),
        "part": written(own),
    }
    return Finding(rule="multiple_invoices", severity="error", facts=facts)


def told_apart(reading: Reading, own: Stretch, parts: Sequence[Stretch]) -> Reading:
    """Say of one of several documents in a file that it is one."""
    return reading.model_copy(update={"findings": (*reading.findings, several(parts, own))})
