"""The wire of Google's Files API, and of a Gemini that watches what is kept there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.doubles.gemini_request import CountTokensRequest, GenerateContentRequest
from tests.doubles.generate_content import GENERATE
from tests.doubles.server import Call, Reply
from tests.doubles.wire import as_json

Stage = Literal[
    "get", "begin", "piece", "query", "cancel", "count", "generate", "delete", "list"
]  # fmt: skip
STAGES: tuple[Stage, ...] = ("get", "begin", "piece", "count", "generate", "delete")
# What is documented of a model of Gemini 3: a second of sound, a picture at a high resolution.
SOUND, FRAME = 32, 280
_ID = re.compile(r"files/[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")


@dataclass
class Kept:
    """A film that was uploaded; it is asked for `pending` times before it can be watched."""

    content: bytes
    type: str
    pending: int
    error: Mapping[str, object] | None = None


@dataclass
class Films:
    """Answers as Google does; `instead` of what it would answer at a stage, what is put there.

    Only so many `seconds` of each film are counted. `fails` with such an error each film that is
    uploaded; `broken_at`: the connection breaks at the piece that begins there, once.
    """

    url: str = ""
    says: Callable[[], str] = lambda: "{}"
    seconds: float = 3600.0
    pending: int = 0
    frame: int = FRAME
    fails: Mapping[str, object] | None = None
    broken_at: int | None = None
    instead: dict[Stage, Reply] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    _begun: dict[str, tuple[str, str, int, bytearray]] = field(default_factory=dict)

    def respond(self, call: Call) -> Reply:
        stage = _stage(call)
        self.stages.append(stage)
        if stage in self.instead:
            return self.instead[stage]
        assert call.headers["x-goog-api-key"]
        answers: Mapping[Stage, Callable[[Call], Reply]] = {
            "get": self._get, "begin": self._begin, "piece": self._piece, "query": self._query,
            "count": self._count, "generate": self._generate, "delete": self._delete,
            "cancel": self._cancel,
            "list": lambda _: as_json({"files": [self._file(one) for one in self.kept]}),
        }  # fmt: skip
        return answers[stage](call)

    def _get(self, call: Call) -> Reply:
        called = call.path.removeprefix("/v1beta/")
        if called not in self.kept:
            return GENERATE.failure(403)
        reply = as_json(self._file(called))
        self.kept[called].pending -= 1
        return reply

    def _file(self, called: str) -> dict[str, object]:
        one = self.kept[called]
        state = "PROCESSING" if one.pending > 0 else "FAILED" if one.error else "ACTIVE"
        error = {"error": one.error} if state == "FAILED" else {}
        uri = f"{self.url}/v1beta/{called}"
        size = str(len(one.content))
        return {
            "name": called, "uri": uri, "state": state, "mimeType": one.type, "sizeBytes": size,
            **error,
        }  # fmt: skip

    def _begin(self, call: Call) -> Reply:
        told = call.headers
        assert told["x-goog-upload-protocol"] == "resumable"
        assert told["x-goog-upload-command"] == "start"
        assert call.body.keys() == {"file"}
        called = call.body["file"]["name"]
        assert _ID.fullmatch(called)
        if called in self.kept:
            return GENERATE.failure(409)
        size = int(told["x-goog-upload-header-content-length"])
        kind, upload = told["x-goog-upload-header-content-type"], f"u{len(self._begun)}"
        self._begun[upload] = (called, kind, size, bytearray())
        at = f"{self.url}/upload/v1beta/files?upload_id={upload}&upload_protocol=resumable"
        return Reply(headers={"X-Goog-Upload-URL": at, "X-Goog-Upload-Status": "active"})

    def _piece(self, call: Call) -> Reply:
        called, kind, size, content = self._begun[call.query["upload_id"]]
        offset = int(call.headers["x-goog-upload-offset"])
        assert offset == len(content)
        if offset == self.broken_at:
            self.broken_at = None
            return Reply(ending="cut")
        content += call.raw
        if "finalize" not in call.headers["x-goog-upload-command"]:
            assert len(content) < size
            return Reply(headers={"X-Goog-Upload-Status": "active"})
        assert len(content) == size
        self.kept[called] = Kept(bytes(content), kind, self.pending, self.fails)
        return Reply(
            body=as_json({"file": self._file(called)}).body,
            headers={"X-Goog-Upload-Status": "final"},
        )

    def _query(self, call: Call) -> Reply:
        if call.query["upload_id"] not in self._begun:
            return GENERATE.failure(404)
        there = len(self._begun[call.query["upload_id"]][3])
        return Reply(
            headers={"X-Goog-Upload-Status": "active", "X-Goog-Upload-Size-Received": str(there)}
        )

    def _cancel(self, call: Call) -> Reply:
        del self._begun[call.query["upload_id"]]
        return Reply(headers={"X-Goog-Upload-Status": "cancelled"})

    def _count(self, call: Call) -> Reply:
        CountTokensRequest.model_validate_json(call.raw)
        return as_json({"totalTokens": self._tokens(call.body), "promptTokensDetails": []})

    def _tokens(self, body: Any) -> int:
        parts = [part for one in body["contents"] for part in one["parts"]]
        fps = sum(part.get("videoMetadata", {}).get("fps", 0) for part in parts)
        films = sum("fileData" in part for part in parts)
        words = sum(len(part.get("text", "")) // 4 for part in parts)
        watched: float = self.seconds * (films * SOUND + fps * self.frame)
        return words + round(watched)

    def _generate(self, call: Call) -> Reply:
        # JSON of protocol buffers takes both spellings of a name: here it is one.
        request = GenerateContentRequest.model_validate_json(call.raw)
        body = request.model_dump(by_alias=True, exclude_none=True)
        watched = [
            part["fileData"]
            for one in body["contents"]
            for part in one["parts"]
            if "fileData" in part
        ]
        for one in watched:
            assert one["fileUri"].removeprefix(f"{self.url}/v1beta/") in self.kept
        self.asked.append(body)
        return GENERATE.good(self.says())

    def _delete(self, call: Call) -> Reply:
        gone = self.kept.pop(call.path.removeprefix("/v1beta/"), None)
        return GENERATE.failure(403) if gone is None else as_json({})


def _stage(call: Call) -> Stage:
    if call.path == "/upload/v1beta/files":
        command = call.headers["x-goog-upload-command"]
        named: Mapping[str, Stage] = {"start": "begin", "query": "query", "cancel": "cancel"}
        return named.get(command, "piece")
    if call.path.endswith((":countTokens", ":generateContent")):
        return "count" if call.path.endswith(":countTokens") else "generate"
    if call.path == "/v1beta/files":
        return "list"
    return "delete" if call.method == "DELETE" else "get"
