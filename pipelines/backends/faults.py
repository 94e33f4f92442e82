"""What an error of a vendor means: its status, its words, and when to come back."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault

_LATER = {408: Fault.TIMEOUT, 409: Fault.FAILING, 429: Fault.BUSY, 529: Fault.BUSY}
_NEVER = {
    401: Fault.KEY,
    402: Fault.KEY,
    403: Fault.KEY,
    404: Fault.NO_MODEL,
    405: Fault.NO_MODEL,
    410: Fault.NO_MODEL,
    413: Fault.TOO_LARGE,
}
# What vendors call their errors where the status does not say it: in an answer that is 200, or
# under a 400 or a 429 that may mean anything.
_CALLED = {
    "api_error": 500,
    "api_key_invalid": 401,
    "authentication_error": 401,
    "billing_error": 402,
    "context_length_exceeded": 413,
    "deadline_exceeded": 408,
    "insufficient_quota": 402,
    "internal": 500,
    "invalid_api_key": 401,
    "invalid_argument": 400,
    "invalid_request_error": 400,
    "model_not_found": 404,
    "not_found": 404,
    "not_found_error": 404,
    "overloaded_error": 529,
    "permission_denied": 403,
    "permission_error": 403,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "request_too_large": 413,
    "resource_exhausted": 429,
    "server_error": 500,
    "string_above_max_length": 413,
    "timeout_error": 408,
    "unauthenticated": 401,
    "unavailable": 503,
}
_SHARPER = {401, 402, 404, 413}  # what such a word may make of a 400 or a 429
_FILTERED = {"content_filter", "content_policy_violation", "invalid_prompt"}
# A window that is too small has a code of its own at one vendor only. vLLM has two sentences for
# it, one of words and one of words with pictures; other servers of one's own have theirs.
_TOO_LONG = re.compile(
    r"maximum context length|maximum model length|model's context length|available context size|"
    r"exceed context limit|prompt is too long|input token count|exceeds the maximum number of "
    r"tokens|too many images|image dimensions|at most \d{1,6} image",
    re.IGNORECASE,
)
_DELAY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_SAYING = {"code", "reason", "status", "type"}
_DEPTH = 5


def failed(status: int, headers: Mapping[str, str], body: object) -> BackendError:
    """Give what an answer with this status means; `body` is its JSON, where it was JSON."""
    said = {word.lower() for word, _ in _words(body)}
    if status in {400, 403, 422} and said & _FILTERED:
        return BackendRefused(Fault.REFUSED)
    if status in {400, 422, 429}:
        sharper = {_CALLED[word] for word in said if word in _CALLED} & _SHARPER
        too_long = status != 429 and _TOO_LONG.search(_message(body)) is not None
        status = min(sharper, default=413 if too_long else status)
    if status >= 500 or status in _LATER:
        fault = _LATER.get(status, Fault.FAILING)
        return BackendUnavailable(fault, retry_after=_retry_after(headers, body))
    return BackendRefused(_NEVER.get(status, Fault.REJECTED if status >= 400 else Fault.NO_MODEL))


def called(word: str) -> int | None:
    """Give the status that a vendor's word for an error stands for; None: it is none of those."""
    return _CALLED.get(word.lower())


def failed_inside(headers: Mapping[str, str], error: object) -> BackendError:
    """Give what an error means that came as an answer."""
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(code, int) and 400 <= code < 600:
        return failed(code, headers, error)
    said = [_CALLED[word.lower()] for word, _ in _words(error) if word.lower() in _CALLED]
    return failed(said[0] if said else 500, headers, error)


def _words(body: object, depth: int = 0) -> Iterator[tuple[str, int]]:
    """Give the short words by which an error is called, the outer ones first."""
    if depth >= _DEPTH:
        return
    if isinstance(body, dict):
        for key in _SAYING & body.keys():
            if isinstance(body[key], str):
                yield body[key][:100], depth
        inner = [body[key] for key in ("error", "details") if key in body]
    else:
        inner = body[:20] if isinstance(body, list) else []
    for one in inner:
        yield from _words(one, depth + 1)


def _message(body: object) -> str:
    """Give the sentence for people: only looked at, never kept."""
    for _ in range(_DEPTH):
        if isinstance(body, dict) and isinstance(body.get("message"), str):
            said: str = body["message"]
            return said[:2000]
        body = body.get("error") if isinstance(body, dict) else None
    return ""


def _retry_after(headers: Mapping[str, str], body: object) -> float | None:
    """Give for how many seconds it wants to be left alone, where it says so."""
    lower = {name.lower(): value for name, value in headers.items()}
    for name, share in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _number(lower.get(name, ""))
        if seconds is not None:
            return seconds / share
    until = _moment(lower.get("retry-after", ""))
    if until is not None:
        # Its own clock, where it tells it: ours may be off.
        now = _moment(lower.get("date", "")) or datetime.now(UTC)
        return max((until - now).total_seconds(), 0.0)
    return _delay(body)


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _delay(body: object) -> float | None:
    """Give the `retryDelay` of Google's RetryInfo, such as "13s"."""
    error: Any = body.get("error", body) if isinstance(body, dict) else None
    details = error.get("details") if isinstance(error, dict) else None
    for detail in details[:20] if isinstance(details, list) else []:
        delay = detail.get("retryDelay") if isinstance(detail, dict) else None
        match = _DELAY.fullmatch(delay) if isinstance(delay, str) else None
        if match:
            return float(match[1])
    return None
