"""The wire of Gemini: POST /v1beta/models/MODEL:generateContent."""

from typing import Any

from pipelines.usage import Tokens
from tests.doubles.server import Call, Reply
from tests.doubles.wire import USED, as_json

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
THOUGHT = 30  # of the tokens that are answered


class GenerateContent:
    name = "generate_content"

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        return self._response([self._candidate(text, "STOP")], tokens)

    def truncated(self, text: str) -> Reply:
        return self._response([self._candidate(text, "MAX_TOKENS")])

    def refusal(self) -> Reply:
        return self._response([{"finishReason": "SAFETY", "index": 0}])

    def finished(self, reason: str) -> Reply:
        return self._response([{"finishReason": reason, "index": 0}])

    def blocked(self) -> Reply:
        return self._response([], more={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}})

    def failure(self, status: int) -> Reply:
        error = {"code": status, "message": "canary", "status": STATUSES.get(status, "UNKNOWN")}
        return as_json({"error": error}, status)

    def asked(self, call: Call) -> str:
        return "\n".join(part["text"] for part in self._parts(call) if "text" in part)

    def pictures(self, call: Call) -> int:
        return sum("inlineData" in part for part in self._parts(call))

    def _parts(self, call: Call) -> list[dict[str, Any]]:
        return [
            part
            for content in call.body["contents"]
            if content["role"] == "user"
            for part in content["parts"]
        ]

    def _candidate(self, text: str, finish: str) -> dict[str, Any]:
        content = {"parts": [{"text": text}], "role": "model"}
        return {"content": content, "finishReason": finish, "index": 0}

    def _response(
        self,
        candidates: list[dict[str, Any]],
        tokens: Tokens = USED,
        more: dict[str, Any] | None = None,
    ) -> Reply:
        usage = {
            "promptTokenCount": tokens.input,
            "candidatesTokenCount": tokens.output - THOUGHT,
            "thoughtsTokenCount": THOUGHT,
            "cachedContentTokenCount": tokens.cached,
            "totalTokenCount": tokens.input + tokens.output,
        }
        tail = {"usageMetadata": usage, "modelVersion": "double-1", "responseId": "r1"}
        return as_json({"candidates": candidates, **tail, **(more or {})})


GENERATE = GenerateContent()
