"""The table of what a vendor may do, and what each is to be called."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.usage import NO_TOKENS, Tokens
from tests.doubles.server import Reply
from tests.doubles.wire import USED, Wire, as_json

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CANARY = "canary"  # in everything that must not be told on
GOOD = '{"total": "1,320.00", "vendor": "canary"}'
MISSING = '{"vendor": "canary"}'
PAGE = Reply(body=b"<html><body>canary</body></html>", type="text/html")


def _date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is done, and the error it ends in; `at` is where: a double, or nobody who answers."""

    name: str
    raises: type[BackendError]
    fault: Fault
    reply: Callable[[Wire], Reply] = lambda _: Reply()
    retry_after: float | None = None
    tokens: Tokens = NO_TOKENS
    seconds: float = 10.0
    at: Literal["double", "deaf", "nobody"] = "double"


def _failing(status: int, fault: Fault, wait: float | None = None, /, **headers: str) -> Behaviour:
    later = status in {408, 409, 429} or status >= 500
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Behaviour(
        " ".join((str(status), *named)),
        BackendUnavailable if later else BackendRefused,
        fault,
        lambda wire: replace(wire.failure(status), headers=named),
        wait,
    )


def _inside(wire: Wire) -> Reply:
    return replace(wire.failure(503), status=200)


LATER, NEVER, BAD = BackendUnavailable, BackendRefused, BadAnswer
BEHAVIOURS = (
    Behaviour("wrong shape", BAD, Fault.SHAPE, lambda wire: wire.good(MISSING), tokens=USED),
    Behaviour("prose", BAD, Fault.SHAPE, lambda wire: wire.good("canary, I think"), tokens=USED),
    Behaviour("says nothing", BAD, Fault.NO_JSON, lambda wire: wire.good(" \n"), tokens=USED),
    Behaviour("truncated", BAD, Fault.TRUNCATED, lambda w: w.truncated(GOOD[:20]), tokens=USED),
    Behaviour("refusal", NEVER, Fault.REFUSED, lambda wire: wire.refusal(), tokens=USED),
    _failing(301, Fault.NO_MODEL, location="/elsewhere"),
    _failing(400, Fault.REJECTED),
    _failing(401, Fault.KEY),
    _failing(403, Fault.KEY),
    _failing(404, Fault.NO_MODEL),
    _failing(408, Fault.TIMEOUT),
    _failing(409, Fault.FAILING),
    _failing(413, Fault.TOO_LARGE),
    _failing(422, Fault.REJECTED),
    _failing(429, Fault.BUSY),
    _failing(429, Fault.BUSY, 7.0, retry_after="7"),
    _failing(429, Fault.BUSY, 0.25, retry_after="9", retry_after_ms="250"),
    _failing(
        429, Fault.BUSY, 90.0, date=_date(NOW), retry_after=_date(NOW + timedelta(seconds=90))
    ),
    _failing(429, Fault.BUSY, None, retry_after="soon"),
    _failing(500, Fault.FAILING),
    _failing(502, Fault.FAILING),
    _failing(503, Fault.FAILING, 3.0, retry_after="3"),
    _failing(529, Fault.BUSY),
    Behaviour("500, a page", LATER, Fault.FAILING, lambda _: replace(PAGE, status=500)),
    Behaviour(
        "500, no text", LATER, Fault.FAILING, lambda _: Reply(status=500, body=b"\xff\xfe\xfa")
    ),
    Behaviour("401, a page", NEVER, Fault.KEY, lambda _: replace(PAGE, status=401)),
    Behaviour("200 with an error", LATER, Fault.FAILING, _inside),
    Behaviour("no connection", LATER, Fault.CONNECTION, at="nobody"),
    Behaviour("timeout at connect", LATER, Fault.TIMEOUT, at="deaf", seconds=0.2),
    Behaviour(
        "timeout at first byte", LATER, Fault.TIMEOUT, lambda _: Reply(ending="silent"), seconds=0.2
    ),
    Behaviour(
        "timeout mid-body",
        LATER,
        Fault.TIMEOUT,
        lambda wire: replace(wire.good(GOOD), ending="stall"),
        seconds=0.2,
    ),
    Behaviour(
        "a drip", LATER, Fault.TIMEOUT, lambda _: Reply(body=b"{", ending="drip"), seconds=0.2
    ),
    Behaviour("reset", LATER, Fault.CONNECTION, lambda w: replace(w.good(GOOD), ending="reset")),
    Behaviour("a page", BAD, Fault.NO_JSON, lambda _: PAGE),
    Behaviour("empty", BAD, Fault.NO_JSON, lambda _: Reply()),
    Behaviour("null", BAD, Fault.NO_JSON, lambda _: as_json(None)),
    Behaviour("a list", BAD, Fault.NO_JSON, lambda _: as_json([CANARY])),
    Behaviour("brackets", BAD, Fault.NO_JSON, lambda _: Reply(body=b"[" * 100_000)),
    Behaviour("endless whitespace", BAD, Fault.NO_JSON, lambda _: Reply(ending="endless")),
    Behaviour(
        "endless whitespace within",
        BAD,
        Fault.NO_JSON,
        lambda wire: replace(wire.good(GOOD), ending="endless"),
    ),
    Behaviour(
        "packed",
        BAD,
        Fault.NO_JSON,
        lambda wire: replace(wire.good(GOOD), headers={"Content-Encoding": "gzip"}),
    ),
)
