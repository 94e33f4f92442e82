"""Whether what Microsoft did not do may be asked of it again, and after how long."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LATER = frozenset({408, 412, 423, 425, 429})
_NEVER = frozenset({501, 505})  # of what a server says of itself


def passes(status: int) -> bool:
    """Tell whether what an answer of this status says passes by itself."""
    return status in _LATER or (status >= 500 and status not in _NEVER)


def wait_in(headers: Mapping[str, str]) -> float | None:
    """Give the seconds that an answer asks to wait; None: it does not.

    A moment is held against the clock of whoever answered, and not against ours.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal():
        return float(said)
    until, now = _moment(said), _moment(headers.get("Date", ""))
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def _moment(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
