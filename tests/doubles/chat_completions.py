"""The wire of OpenAI and of everything compatible with it: POST /chat/completions."""

from typing import Any

from pipelines.usage import Tokens
from tests.doubles.server import Call, Reply
from tests.doubles.wire import USED, as_json

TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "invalid_request_error",
    429: "rate_limit_error",
}


class ChatCompletions:
    name = "chat_completions"

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        return self._completion({"content": text, "refusal": None}, "stop", tokens)

    def truncated(self, text: str) -> Reply:
        return self._completion({"content": text, "refusal": None}, "length")

    def refusal(self) -> Reply:
        return self._completion({"content": None, "refusal": "I cannot help with that."}, "stop")

    def filtered(self) -> Reply:
        return self._completion({"content": "", "refusal": None}, "content_filter")

    def failure(self, status: int) -> Reply:
        error = {"message": "canary", "type": TYPES.get(status, "server_error"), "param": None}
        return as_json({"error": {**error, "code": None}}, status)

    def asked(self, call: Call) -> str:
        return "\n".join(part["text"] for part in self._parts(call) if part["type"] == "text")

    def pictures(self, call: Call) -> int:
        return sum(part["type"] == "image_url" for part in self._parts(call))

    def _parts(self, call: Call) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = []
        for message in call.body["messages"]:
            if message["role"] == "user":
                content = message["content"]
                whole = isinstance(content, str)
                parts += [{"type": "text", "text": content}] if whole else content
        return parts

    def _completion(self, message: dict[str, Any], finish: str, tokens: Tokens = USED) -> Reply:
        choice = {
            "index": 0,
            "message": {"role": "assistant", **message},
            "logprobs": None,
            "finish_reason": finish,
        }
        usage = {
            "prompt_tokens": tokens.input,
            "completion_tokens": tokens.output,
            "total_tokens": tokens.input + tokens.output,
            "prompt_tokens_details": {
                "audio_tokens": 0,
                "cache_write_tokens": tokens.written,
                "cached_tokens": tokens.cached,
            },
        }
        head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_795_000_000}
        return as_json({**head, "model": "double-1", "choices": [choice], "usage": usage})


CHAT = ChatCompletions()
