"""What goes out is what the vendors document: no key of ours that they do not know."""

import base64
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import pytest
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from google.genai import types
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import BaseModel, TypeAdapter, ValidationError

from pipelines.backends.claude import Claude
from pipelines.ports import Image, Prompt, Turn
from tests.doubles.gemini_request import GenerateContentRequest
from tests.doubles.messages import MESSAGES
from tests.doubles.server import Double
from tests.doubles.vendors import KEY, VENDORS, Vendor
from tests.doubles.wire import speaking

PNG, JPEG = b"\x89PNG-one", b"\xff\xd8\xff-two"
PROMPT = Prompt(
    system="Copy what is printed.",
    images=(Image(PNG, "image/png"), Image(JPEG, "image/jpeg")),
    text="1 | Total 1,320.00 \ud800",
    turns=(Turn('{"total": "13"}', "total is not on the page"),),
)
# What vLLM and its like take beyond OpenAI's own.
VLLM: Mapping[str, Any] = {"chat_template_kwargs": {"enable_thinking": False}}


class Place(BaseModel):
    page: int
    role: Literal["seller", "buyer"]


class Sheet(BaseModel):
    total: str | None
    places: list[Place]


async def sent(vendor: Vendor, prompt: Prompt = PROMPT) -> dict[str, Any]:
    answer = '{"total": "1,320.00", "places": []}'
    async with Double(speaking(vendor.wire, lambda _: answer)) as double:
        model = await vendor.open(double.url)
        await model.ask(prompt, Sheet, max_tokens=321, seconds=10)
        await model.close()
    (call,) = double.calls
    body: dict[str, Any] = call.body
    return body


def plain(value: Any) -> Any:
    """Give it with everything lazy in it looked at: then unknown keys are gone, faults told."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    return value


DOCUMENTED: Mapping[str, TypeAdapter[Any]] = {
    "chat_completions": TypeAdapter(CompletionCreateParamsNonStreaming),
    "messages": TypeAdapter(MessageCreateParamsNonStreaming),
    "generate_content": TypeAdapter(GenerateContentRequest),
}


def taken(vendor: Vendor, body: dict[str, Any]) -> Any:
    """Give what of a request its vendor's documentation knows."""
    known = DOCUMENTED[vendor.wire.name].validate_python(body)
    return body if isinstance(known, BaseModel) else plain(known)  # those models forbid the rest


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_a_request_is_as_documented(vendor: Vendor) -> None:
    body = await sent(vendor)
    own = {key: body.pop(key) for key in VLLM if vendor.name == "qwen"}
    assert own == (VLLM if vendor.name == "qwen" else {})
    assert taken(vendor, body) == body


@pytest.mark.parametrize("vendor", VENDORS[1:], ids=lambda vendor: vendor.name)
async def test_the_documentation_would_tell(vendor: Vendor) -> None:
    body = await sent(vendor)
    turns = body.get("messages") or body["contents"]
    for bad in ({**body, "unknown": 1}, {**body, "messages": 1, "contents": 1}):
        try:
            assert taken(vendor, bad) != bad
        except ValidationError:
            continue
    turns[-1]["role"] = "stranger"
    with pytest.raises(ValidationError):
        taken(vendor, body)


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_no_tools_and_no_games(vendor: Vendor) -> None:
    body = await sent(vendor)
    inside = {*body, *body.get("generationConfig", {})}
    assert not inside & {"tools", "toolConfig", "tool_choice", "functions", "stream"}
    assert not inside & {"temperature", "top_p", "topP", "seed"}
    limits = {
        "qwen": "max_tokens",
        "gpt": "max_completion_tokens",
        "claude": "max_tokens",
        "gemini": "maxOutputTokens",
    }
    assert {**body, **body.get("generationConfig", {})}[limits[vendor.name]] == 321
    assert len(inside & set(limits.values())) == 1


async def test_pictures_stand_before_the_text() -> None:
    by_name = {vendor.name: vendor for vendor in VENDORS}
    first = {name: (await sent(vendor)).get("messages", []) for name, vendor in by_name.items()}
    assert [part["type"] for part in first["gpt"][1]["content"]] == [
        "image_url",
        "image_url",
        "text",
    ]
    assert first["gpt"][1]["content"][0]["image_url"] == {
        "url": f"data:image/png;base64,{base64.b64encode(PNG).decode()}",
        "detail": "high",
    }
    assert "detail" not in first["qwen"][1]["content"][0]["image_url"]
    blocks = first["claude"][0]["content"]
    assert [block["type"] for block in blocks] == ["image", "image", "text"]
    assert blocks[1]["source"]["media_type"] == "image/jpeg"
    assert base64.b64decode(blocks[1]["source"]["data"]) == JPEG
    assert {block["transformations"]["oversized_image"] for block in blocks[:2]} == {"error"}
    parts = (await sent(by_name["gemini"]))["contents"][0]["parts"]
    assert [list(part) for part in parts] == [["inlineData"], ["inlineData"], ["text"]]
    assert base64.urlsafe_b64decode(parts[1]["inlineData"]["data"]) == JPEG


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
async def test_what_was_said_follows_in_turns(vendor: Vendor) -> None:
    body = await sent(vendor)
    turns = body.get("messages") or body["contents"]
    roles = [turn["role"] for turn in turns if turn["role"] != "system"]
    assert roles == ["user", "model" if vendor.name == "gemini" else "assistant", "user"]
    *_, answer, reply = [str(turn.get("content") or turn.get("parts")) for turn in turns]
    assert '{"total": "13"}' in answer
    assert "total is not on the page" in reply
    assert "Total 1,320.00 ?" in str(turns)


async def test_gemini_knows_its_own_words() -> None:
    body = await sent(VENDORS[3])
    assert [types.Content.model_validate(one).role for one in body["contents"]] == [
        "user",
        "model",
        "user",
    ]
    assert types.GenerationConfig.model_validate(body["generationConfig"]).max_output_tokens == 321
    with pytest.raises(ValidationError):
        types.GenerationConfig.model_validate({**body["generationConfig"], "unknown": 1})


@pytest.mark.parametrize("geo", ["us", None])
async def test_where_claude_works(geo: str | None) -> None:
    vendor = Vendor(
        "claude", MESSAGES, lambda url: Claude("claude", key=KEY, address=url, inference_geo=geo)
    )
    body = await sent(vendor)
    assert body.get("inference_geo", None) == geo
    assert taken(vendor, body) == body


async def test_gpt_is_told_to_keep_nothing() -> None:
    assert (await sent(VENDORS[1]))["store"] is False
    assert (await sent(VENDORS[1]))["response_format"]["json_schema"]["strict"] is True
