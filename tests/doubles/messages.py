"""The wire of Claude: POST /v1/messages."""

from typing import Any

from pipelines.usage import Tokens
from tests.doubles.server import Call, Reply
from tests.doubles.wire import USED, as_json

TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


class Messages:
    name = "messages"

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        return self._message([{"type": "text", "text": text}], "end_turn", tokens)

    def truncated(self, text: str) -> Reply:
        return self._message([{"type": "text", "text": text}], "max_tokens")

    def refusal(self) -> Reply:
        return self._message([], "refusal")

    def failure(self, status: int) -> Reply:
        error = {"type": TYPES.get(status, "api_error"), "message": "canary"}
        return as_json({"type": "error", "error": error, "request_id": "req_1"}, status)

    def asked(self, call: Call) -> str:
        return "\n".join(block["text"] for block in self._blocks(call) if block["type"] == "text")

    def pictures(self, call: Call) -> int:
        return sum(block["type"] == "image" for block in self._blocks(call))

    def _blocks(self, call: Call) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        for message in call.body["messages"]:
            if message["role"] == "user":
                content = message["content"]
                whole = isinstance(content, str)
                blocks += [{"type": "text", "text": content}] if whole else content
        return blocks

    def _message(self, content: list[dict[str, Any]], stop: str, tokens: Tokens = USED) -> Reply:
        usage = {
            "input_tokens": tokens.input - tokens.cached - tokens.written,
            "cache_creation_input_tokens": tokens.written,
            "cache_read_input_tokens": tokens.cached,
            "output_tokens": tokens.output,
        }
        head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "double-1"}
        tail = {"stop_reason": stop, "stop_sequence": None, "usage": usage}
        return as_json({**head, "content": content, **tail})


MESSAGES = Messages()
