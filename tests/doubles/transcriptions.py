"""The wires over which sound is written down: OpenAI's audio transcriptions, and Gemini's."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Protocol

from pipelines.usage import Tokens
from tests.doubles.chat_completions import CHAT
from tests.doubles.generate_content import GENERATE
from tests.doubles.server import Call, Reply
from tests.doubles.wire import USED, as_json


class EarWire(Protocol):
    """One vendor's documented answers to sound."""

    def good(self, text: str, tokens: Tokens = USED) -> Reply: ...

    def truncated(self, text: str) -> Reply: ...

    def refusal(self) -> Reply: ...

    def failure(self, status: int) -> Reply: ...

    def sound(self, call: Call) -> bytes:
        """Give the file that came along."""
        ...

    def hint(self, call: Call) -> str | None:
        """Give the language that it is told."""
        ...


def form(call: Call) -> Mapping[str, list[bytes]]:
    """Take a form with a file in it apart, by the names of its fields."""
    head = f"Content-Type: {call.headers['content-type']}\r\n\r\n".encode()
    found: dict[str, list[bytes]] = {}
    whole = BytesParser(policy=HTTP).parsebytes(head + call.raw)
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        found.setdefault(str(name), []).append(_bytes(part))
    return found


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_content()
    return content.rstrip("\r\n").encode() if isinstance(content, str) else bytes(content)


class Transcriptions:
    """POST /audio/transcriptions, answered in plain JSON."""

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        usage = {"type": "duration", "seconds": 2}
        return as_json({"text": text, "languages": [{"code": "en"}], "usage": usage})

    def truncated(self, text: str) -> Reply:
        raise NotImplementedError("it does not say so")

    def refusal(self) -> Reply:
        raise NotImplementedError("it does not say so")

    def failure(self, status: int) -> Reply:
        return CHAT.failure(status)

    def sound(self, call: Call) -> bytes:
        [file] = form(call)["file"]
        return file

    def hint(self, call: Call) -> str | None:
        sent = form(call)
        told = [*sent.get("language", ()), *sent.get("languages[]", ())]
        return told[0].decode() if told else None


class Verbose(Transcriptions):
    """The same, with the times of segments: one from 0.2 to 1 second says it all."""

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        return self.segments([(0.2, 1.0, text)])

    def segments(
        self, said: list[tuple[float, float, str]], no_speech: float = 0.01, likely: float = -0.2
    ) -> Reply:
        rows = [
            {
                "id": number, "seek": 0, "start": start, "end": end, "text": text, "tokens": [1],
                "temperature": 0.0, "avg_logprob": likely, "compression_ratio": 1.1,
                "no_speech_prob": no_speech,
            }
            for number, (start, end, text) in enumerate(said)
        ]  # fmt: skip
        text = " ".join(text for _, _, text in said)
        head = {"task": "transcribe", "language": "english", "duration": 2.0, "text": text}
        return as_json({**head, "segments": rows})


@dataclass(frozen=True, slots=True)
class GeminiEar:
    """Gemini, asked to transcribe; `shaped`: a model of all work, which answers in JSON."""

    shaped: bool

    def good(self, text: str, tokens: Tokens = USED) -> Reply:
        told = json.dumps({"text": text, "language": "en"}, ensure_ascii=False)
        return GENERATE.good(told if self.shaped else text, tokens)

    def truncated(self, text: str) -> Reply:
        return GENERATE.truncated(text)

    def refusal(self) -> Reply:
        return GENERATE.refusal()

    def failure(self, status: int) -> Reply:
        return GENERATE.failure(status)

    def sound(self, call: Call) -> bytes:
        [part] = call.body["contents"][0]["parts"]
        return base64.b64decode(part["inlineData"]["data"])

    def hint(self, call: Call) -> str | None:
        body: dict[str, Any] = call.body
        if self.shaped:
            _, _, told = body["systemInstruction"]["parts"][0]["text"].partition("is likely ")
            return told.rstrip(".") or None
        told = body.get("generationConfig", {}).get("audioTranscriptionConfig", {})
        codes: list[str] = told.get("language_codes", [None])  # JSON of protocol buffers takes both
        return codes[0]
