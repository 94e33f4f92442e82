"""What vendors say beside the status decides where the status may mean anything."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from pydantic import BaseModel

from pipelines.backends.claude import Claude
from pipelines.errors import BackendError, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Answer, Model, Prompt
from pipelines.usage import NO_TOKENS, Tokens
from tests.doubles.chat_completions import CHAT
from tests.doubles.generate_content import GENERATE
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Double, Reply
from tests.doubles.vendors import KEY, VENDORS
from tests.doubles.wire import USED, as_json, speaking

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROMPT = Prompt(system="Copy.", images=(), text="Total 1,320.00")
GOOD = '{"total": "1,320.00"}'


class Sheet(BaseModel):
    total: str | None


class Desk:
    """Every vendor's Model at one double."""

    def __init__(self, double: Double, models: dict[str, Model]) -> None:
        self.double = double
        self.models = models

    async def ask(self, vendor: str, reply: Reply) -> Answer[Sheet]:
        self.double.respond = lambda _: reply
        return await self.models[vendor].ask(PROMPT, Sheet, max_tokens=10, seconds=10)

    async def fault(self, vendor: str, reply: Reply) -> BackendError:
        with pytest.raises(BackendError) as caught:
            await self.ask(vendor, reply)
        return caught.value


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with Double(lambda _: Reply()) as double:
        models = {vendor.name: await vendor.open(double.url) for vendor in VENDORS}
        yield Desk(double, models)
        for model in models.values():
            await model.close()


def openai(status: int, message: str = "", code: str | None = None, kind: str = "") -> Reply:
    return as_json({"error": {"message": message, "type": kind, "code": code}}, status)


def vllm(status: int, message: str) -> Reply:
    return as_json({"object": "error", "message": message, "type": "Bad", "code": status}, status)


def claude(status: int, kind: str, message: str = "") -> Reply:
    return as_json({"type": "error", "error": {"type": kind, "message": message}}, status)


def google(status: int, *details: dict[str, Any], message: str = "") -> Reply:
    error = {"code": status, "message": message, "status": "X", "details": list(details)}
    return as_json({"error": error}, status)


INFO = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
WINDOW = "This model's maximum context length is 32768 tokens."
PICTURED = "The decoder prompt (length 40000) is longer than the maximum model length of 32768."
BOTH = "input length and `max_tokens` exceed context limit: 178959 + 32000 > 200000"


@pytest.mark.parametrize(
    ("vendor", "reply", "fault"),
    [
        ("gpt", openai(429, code="insufficient_quota"), Fault.KEY),
        ("gpt", openai(429, code="rate_limit_exceeded"), Fault.BUSY),
        ("gpt", openai(400, code="context_length_exceeded"), Fault.TOO_LARGE),
        ("gpt", openai(400, code="content_filter"), Fault.REFUSED),
        ("gpt", openai(400, code="model_not_found"), Fault.NO_MODEL),
        ("gpt", CHAT.filtered(), Fault.REFUSED),
        ("qwen", vllm(400, WINDOW), Fault.TOO_LARGE),
        ("qwen", openai(400, WINDOW), Fault.TOO_LARGE),
        ("qwen", vllm(400, PICTURED), Fault.TOO_LARGE),
        (
            "qwen",
            openai(400, "The input is longer than the model's context length"),
            Fault.TOO_LARGE,
        ),
        ("qwen", openai(400, "the request exceeds the available context size"), Fault.TOO_LARGE),
        ("qwen", openai(400, "At most 4 image(s) may be provided"), Fault.TOO_LARGE),
        ("qwen", vllm(400, "what?"), Fault.REJECTED),
        ("claude", claude(400, "invalid_request_error", "prompt is too long"), Fault.TOO_LARGE),
        ("claude", claude(400, "invalid_request_error", BOTH), Fault.TOO_LARGE),
        ("claude", claude(400, "billing_error"), Fault.KEY),
        ("claude", claude(400, "invalid_request_error"), Fault.REJECTED),
        ("gemini", google(400, INFO), Fault.KEY),
        ("gemini", google(400, message="The input token count exceeds"), Fault.TOO_LARGE),
        ("gemini", GENERATE.blocked(), Fault.REFUSED),
        ("gemini", GENERATE.finished("RECITATION"), Fault.REFUSED),
        ("gemini", GENERATE.finished("PROHIBITED_CONTENT"), Fault.REFUSED),
        ("gemini", GENERATE.finished("CONTINUATION"), Fault.TRUNCATED),
        ("gemini", GENERATE.finished("MALFORMED_RESPONSE"), Fault.NO_JSON),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_words_sharpen_a_fault(desk: Desk, vendor: str, reply: Reply, fault: Fault) -> None:
    assert (await desk.fault(vendor, reply)).fault is fault


@pytest.mark.parametrize(
    ("vendor", "error", "fault"),
    [
        ("gpt", {"code": 429, "message": ""}, Fault.BUSY),
        ("gpt", {"code": None, "type": "rate_limit_error"}, Fault.BUSY),
        ("gpt", {"code": "invalid_api_key"}, Fault.KEY),
        ("gpt", "out of order", Fault.FAILING),
        ("claude", {"type": "overloaded_error"}, Fault.BUSY),
        ("claude", {"type": "authentication_error"}, Fault.KEY),
        ("gemini", {"code": 404, "status": "NOT_FOUND"}, Fault.NO_MODEL),
        ("gemini", {"status": "RESOURCE_EXHAUSTED"}, Fault.BUSY),
    ],
)
async def test_an_error_that_calls_itself_an_answer(
    desk: Desk, vendor: str, error: object, fault: Fault
) -> None:
    assert (await desk.fault(vendor, as_json({"error": error}))).fault is fault


async def test_google_says_in_the_body_when_to_come_back(desk: Desk) -> None:
    again = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "13.5s"}
    error = await desk.fault("gemini", google(429, again))
    assert isinstance(error, BackendUnavailable)
    assert error.retry_after == 13.5


@pytest.mark.parametrize("vendor", ["gpt", "claude", "gemini"])
@pytest.mark.parametrize("body", [{}, {"choices": 5, "content": 5, "candidates": 5}])
async def test_an_envelope_of_another_kind(desk: Desk, vendor: str, body: object) -> None:
    error = await desk.fault(vendor, as_json(body))
    assert isinstance(error, BadAnswer)
    assert error.fault in {Fault.SHAPE, Fault.NO_JSON}


@pytest.mark.parametrize(
    ("vendor", "field"), [("gpt", "usage"), ("claude", "usage"), ("gemini", "usageMetadata")]
)
async def test_who_miscounts_has_answered_all_the_same(desk: Desk, vendor: str, field: str) -> None:
    wire = {one.name: one.wire for one in VENDORS}[vendor]
    body = json.loads(wire.good(GOOD).body)
    body[field] = {name: -5 if isinstance(n, int) else n for name, n in body[field].items()}
    body[field]["prompt_tokens"] = "many"
    assert (await desk.ask(vendor, as_json(body))).tokens == NO_TOKENS
    del body[field]
    assert (await desk.ask(vendor, as_json(body))).tokens == NO_TOKENS


async def test_claude_counts_what_it_had_already_apart(desk: Desk) -> None:
    body = json.loads(MESSAGES.good(GOOD).body)
    body["usage"] |= {"input_tokens": 10, "cache_creation_input_tokens": 20}
    answer = await desk.ask("claude", as_json(body))
    assert answer.tokens == Tokens(input=230, output=80, cached=200, written=20)


async def test_gpt_tells_what_it_keeps_for_the_next_call(desk: Desk) -> None:
    used = Tokens(input=1200, output=80, cached=200, written=900)
    assert (await desk.ask("gpt", CHAT.good(GOOD, used))).tokens == used
    too_many = CHAT.good(GOOD, used.model_copy(update={"written": 5000}))
    assert (await desk.ask("gpt", too_many)).tokens.written == 1000


async def test_nobody_had_more_already_than_was_given(desk: Desk) -> None:
    answer = await desk.ask("gpt", CHAT.good(GOOD, Tokens(input=5, output=1, cached=900)))
    assert answer.tokens == Tokens(input=5, output=1, cached=5)


async def test_thoughts_are_no_answer(desk: Desk) -> None:
    body = json.loads(MESSAGES.good(GOOD).body)
    body["content"].insert(0, {"type": "thinking", "thinking": "hm", "signature": ""})
    assert (await desk.ask("claude", as_json(body))).text == GOOD
    body = json.loads(GENERATE.good(GOOD).body)
    body["candidates"][0]["content"]["parts"].insert(0, {"text": "hm", "thought": True})
    answer = await desk.ask("gemini", as_json(body))
    assert (answer.text, answer.tokens) == (GOOD, USED)


async def test_a_model_about_to_end_answers_all_the_same() -> None:
    async with Double(speaking(MESSAGES, lambda _: GOOD)) as double:
        model = Claude("claude-sonnet-4-5", key=KEY, address=double.url)
        answer = await model.ask(PROMPT, Sheet, max_tokens=10, seconds=10)
        await model.close()
    assert answer.text == GOOD
