"""Whatever Gemini Live does, at the beginning or in the middle, is said in our words."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from pipelines.backends.gemini_line import closed
from pipelines.backends.gemini_live import GeminiLive
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceSession
from pipelines.voice import Sound
from tests.contracts.voices import PATIENCE, Witness, brief, talk
from tests.doubles.server import Trap, deaf, nobody
from tests.doubles.vendors import KEY
from tests.doubles.voice.gemini_end import MODEL, opened
from tests.doubles.voice.gemini_live import GeminiLiveDouble

CANARY = "canary"
LATER, NEVER = BackendUnavailable, BackendRefused
ENDS: list[tuple[int, str, type[BackendError], Fault]] = [
    (1006, "", LATER, Fault.CONNECTION),
    (1007, "API key not valid. Please pass a valid API key.", NEVER, Fault.KEY),
    (1007, "Request contains an invalid argument.", NEVER, Fault.REJECTED),
    (1008, "models/gemini-9-live is not found for API version v1beta", NEVER, Fault.NO_MODEL),
    (1008, "Your project has been denied access.", NEVER, Fault.KEY),
    (1008, "Operation is not implemented, or supported, or enabled.", NEVER, Fault.REJECTED),
    (1009, "", NEVER, Fault.TOO_LARGE),
    (1011, "You exceeded your current quota, please check your plan.", LATER, Fault.BUSY),
    (1011, "Deadline expired before operation could complete.", LATER, Fault.TIMEOUT),
    (1011, "Internal error encountered.", LATER, Fault.FAILING),
    (1011, "The request was blocked by safety settings.", NEVER, Fault.REFUSED),
    (1012, "", LATER, Fault.FAILING),
    (1013, "", LATER, Fault.BUSY),
    (4000, "", LATER, Fault.FAILING),
]
HTTP = [
    (
        400,
        {"error": {"code": 400, "message": CANARY, "status": "INVALID_ARGUMENT"}},
        Fault.REJECTED,
    ),
    (401, None, Fault.KEY),
    (403, {"error": {"code": 403, "message": CANARY, "status": "PERMISSION_DENIED"}}, Fault.KEY),
    (404, None, Fault.NO_MODEL),
    (429, {"error": {"code": 429, "message": CANARY, "status": "RESOURCE_EXHAUSTED"}}, Fault.BUSY),
    (500, None, Fault.FAILING),
    (503, {"error": {"code": 503, "message": CANARY, "status": "UNAVAILABLE"}}, Fault.FAILING),
]
GARBAGE = [
    b"<html>canary</html>", b"null", b'"canary"', b"[]", b'["canary"]', b"7", b"{}", b"\xff\xfe",
    b'{"setupComplete": "canary"}', b'{"serverContent": {"turnComplete": "canary"}}',
    b'{"error": {"code": 503, "message": "canary", "status": "UNAVAILABLE"}}', b"[" * 100_000,
]  # fmt: skip


@pytest.fixture
async def double() -> AsyncIterator[GeminiLiveDouble]:
    async with GeminiLiveDouble() as double:
        yield double


@pytest.fixture
async def model(double: GeminiLiveDouble) -> AsyncIterator[GeminiLive]:
    model = await opened(double)
    yield model
    await model.close()


async def talk_on(session: VoiceSession) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            await talk(session)


async def refused(model: GeminiLive, seconds: float = PATIENCE) -> BackendError:
    with pytest.raises(BackendError) as caught:
        async with model.open(brief(), seconds=seconds):
            pytest.fail("it was let in")
    told = "".join(traceback.format_exception(caught.value))
    assert CANARY not in told
    assert KEY not in told
    return caught.value


@pytest.mark.parametrize(("code", "reason", "kind", "fault"), ENDS)
def test_what_an_end_means(code: int, reason: str, kind: type[BackendError], fault: Fault) -> None:
    error = closed(code, reason)
    assert (type(error), error and error.fault) == (kind, fault)


@pytest.mark.parametrize("code", [1000, 1001])
def test_an_end_that_was_planned_is_none(code: int) -> None:
    assert closed(code, "Goodbye.") is None


async def test_a_wrong_key_is_refused(double: GeminiLiveDouble) -> None:
    other = await opened(double, key="another-key")
    error = await refused(other)
    await other.close()
    assert (type(error), error.fault) == (NEVER, Fault.KEY)


@pytest.mark.parametrize(("status", "body", "fault"), HTTP, ids=[str(one[0]) for one in HTTP])
async def test_a_handshake_that_fails_has_a_name(
    double: GeminiLiveDouble, model: GeminiLive, status: int, body: object, fault: Fault
) -> None:
    double.script.status = status
    double.script.status_body = json.dumps(body).encode() if body else b"<p>canary</p>"
    double.script.status_headers = {"Retry-After": "7"}
    error = await refused(model)
    assert error.fault is fault
    if isinstance(error, BackendUnavailable):
        assert error.retry_after == 7.0
    assert len(double.script.headers) == 1, "whoever calls tries again"


@pytest.mark.parametrize("garbage", GARBAGE)
async def test_what_is_no_session_is_none(
    double: GeminiLiveDouble, model: GeminiLive, garbage: bytes
) -> None:
    double.script.garbage = garbage
    error = await refused(model)
    assert (type(error), error.fault) == (LATER, Fault.FAILING)


@pytest.mark.parametrize("garbage", [GARBAGE[0], *GARBAGE[4:6], *GARBAGE[9:]])
async def test_garbage_in_the_middle_ends_it(
    double: GeminiLiveDouble, model: GeminiLive, garbage: bytes
) -> None:
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        assert double.newest is not None
        await double.newest.blurt(garbage)
        failed = await witness.ended()
    assert isinstance(failed, BackendUnavailable)
    assert failed.fault is Fault.FAILING
    assert CANARY not in "".join(traceback.format_exception(failed))


@pytest.mark.parametrize(
    ("code", "reason", "fault"),
    [
        (1001, "Going away.", None),
        (1007, "Request contains an invalid argument.", Fault.FAILING),
        (1008, "Operation is not implemented, or supported, or enabled.", Fault.FAILING),
        (1011, "Internal error.", Fault.FAILING),
        (1011, "You exceeded your current quota.", Fault.BUSY),
    ],
)
async def test_an_end_in_the_middle_ends_what_happens(
    double: GeminiLiveDouble, model: GeminiLive, code: int, reason: str, fault: Fault | None
) -> None:
    double.script.ends, double.script.ends_after_s = (code, reason), 0.2
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        with suppress(BackendUnavailable):  # it may have ended before all is said
            await talk(session)
        failed = await witness.ended()
        with pytest.raises(BackendUnavailable):
            await talk_on(session)
    assert (failed and failed.fault) == fault
    assert failed is None or isinstance(failed, BackendUnavailable)


async def test_a_machine_that_is_gone_in_an_answer_ends_it(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    double.script.holds_at = 2
    async with model.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(lambda one: isinstance(one, Sound))
        await double.kill()
        failed = await witness.ended()
    assert (type(failed), failed and failed.fault) == (LATER, Fault.CONNECTION)


async def test_nobody_is_there(double: GeminiLiveDouble) -> None:
    for way, fault in ((nobody, Fault.CONNECTION), (deaf, Fault.TIMEOUT)):
        async with way() as url:
            other = await asyncio.to_thread(
                lambda at: GeminiLive(MODEL, key=KEY, detector=Vad, address=at), url
            )
            error = await refused(other, 0.3)
            await other.close()
        assert (type(error), error.fault) == (LATER, fault)


async def test_who_cannot_prove_who_it_is_is_not_believed(double: GeminiLiveDouble) -> None:
    other = await asyncio.to_thread(
        lambda: GeminiLive(MODEL, key=KEY, detector=Vad, address=double.url)
    )
    error = await refused(other)
    await other.close()
    assert (type(error), error.fault) == (LATER, Fault.CONNECTION)
    assert double.script.headers == []


async def test_the_key_goes_nowhere_else(
    double: GeminiLiveDouble, model: GeminiLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Trap() as trap:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "wss_proxy"):
            monkeypatch.setenv(name, trap.url)
        async with model.open(brief(), seconds=PATIENCE):
            pass
        double.script.status = 302
        double.script.status_headers = {"Location": trap.url.replace("http", "wss")}
        error = await refused(model)
        assert (type(error), error.fault) == (NEVER, Fault.NO_MODEL)
        assert trap.heard == []


async def test_nothing_of_what_is_said_is_logged(
    double: GeminiLiveDouble, model: GeminiLive, caplog: pytest.LogCaptureFixture
) -> None:
    double.script.words = double.script.answer = CANARY
    with caplog.at_level(logging.DEBUG):
        async with model.open(brief(), seconds=PATIENCE) as session:
            witness = Witness(session)
            await session.read(CANARY)
            await talk(session)
            await witness.until(lambda one: isinstance(one, Sound))
            await witness.stop()
    assert CANARY not in caplog.text
    assert KEY not in caplog.text
