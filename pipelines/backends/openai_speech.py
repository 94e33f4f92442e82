"""A speaker behind OpenAI's audio speech, at OpenAI or at an address that speaks so."""

from pipelines.backends.answers import Wire, envelope, sendable, within
from pipelines.backends.faults import failed_inside
from pipelines.backends.openai_client import ADDRESS, opened, received
from pipelines.errors import BadAnswer, Fault
from pipelines.ports import Voiced
from pipelines.usage import Tokens
from pipelines.voice import RATE

VOICE = "alloy"
# Whoever says a sentence says it in less; what is longer is another sound, or none.
_SLOWEST_S = 1.0  # a character
_SILENCE_S = 5.0
_NOT_SOUND = ("application/json", "text/")


class OpenAISpeech:
    """Asks `model` at one address for words in a `voice`; without a key none is sent."""

    def __init__(
        self, model: str, *, key: str | None, voice: str = VOICE, address: str = ADDRESS
    ) -> None:
        self._model = model
        self._voice = voice
        self._client = opened(address, key)
        self._speech = self._client.audio.speech.with_raw_response

    async def speak(self, text: str, *, language: str, seconds: float) -> Voiced:  # noqa: ARG002
        """Have words said; in which language is told by them."""
        text = sendable(text)
        call = self._speech.create(
            input=text,
            model=self._model,
            voice=self._voice,
            response_format="pcm",
            timeout=seconds,
        )
        raw = await within(seconds, received(call))
        if raw.headers.get("content-type", "").startswith(_NOT_SOUND):
            answer = envelope(raw.content, Wire)
            raise (
                failed_inside(raw.headers, answer.error) if answer.error else BadAnswer(Fault.SHAPE)
            )
        # Nothing says what it used: by the characters it is paid, where it is.
        return _voiced(bytes(raw.content), text, Tokens(input=len(text)))

    async def close(self) -> None:
        await self._client.close()


def _voiced(content: bytes, text: str, tokens: Tokens) -> Voiced:
    """Take what came for samples, unless it cannot be what was to be said."""
    pcm = content[: len(content) // 2 * 2]
    if not pcm:
        raise BadAnswer(Fault.NO_JSON, tokens)
    is_file = pcm.startswith((b"RIFF", b"ID3", b"OggS", b"fLaC"))
    if is_file or len(pcm) / 2 / RATE > _SILENCE_S + _SLOWEST_S * len(text):
        raise BadAnswer(Fault.SHAPE, tokens)
    return Voiced(pcm, tokens)
