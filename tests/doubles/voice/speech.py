"""The wire over which words are said aloud: OpenAI's POST /audio/speech, answered with samples."""

import math
from array import array

from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call, Reply

_RATE = 24_000
_CHARACTER_S = 0.06
_WAVE = [round(8000 * math.sin(2 * math.pi * 330 * at / _RATE)) for at in range(_RATE // 10)]


def said(text: str) -> bytes:
    """Give a tone as long as it takes to say a text."""
    samples = round(len(text) * _CHARACTER_S * _RATE)
    return (array("h", _WAVE) * (samples // len(_WAVE) + 1)).tobytes()[: 2 * samples]


class Speech:
    """Says whatever it is given."""

    name = "speech"

    def good(self, text: str) -> Reply:
        return Reply(body=said(text), type="application/octet-stream")

    def failure(self, status: int) -> Reply:
        return CHAT.failure(status)

    def respond(self, call: Call) -> Reply:
        """Answer as OpenAI does, in the one form that is wanted."""
        asked = call.body
        if call.path != "/v1/audio/speech" or asked["response_format"] != "pcm":
            return self.failure(404)
        return self.good(asked["input"])
