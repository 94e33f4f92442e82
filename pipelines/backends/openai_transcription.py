"""Transcribers behind OpenAI's audio transcriptions, at OpenAI or at an address that speaks so."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from pipelines.backends.answers import NAME_CHARACTERS, Counted, Wire, used, within
from pipelines.backends.openai_client import ADDRESS, answered, opened
from pipelines.backends.piecemeal import LONGEST_S, Piecemeal, Written
from pipelines.backends.sound import is_doubtful, is_silent, is_too_much, tidied, wav
from pipelines.errors import BackendRefused, BadAnswer, Fault
from pipelines.ports import Audio, Heard, Said
from pipelines.usage import Tokens


@dataclass(frozen=True, slots=True)
class Manner:
    """How one kind of model is asked.

    `timed`: it tells the times of what is said, else it gets short pieces. `hint` is its word for
    the language. `untold`: whether it is timed is found out, as servers differ.
    """

    timed: bool
    hint: Literal["language", "languages"] = "language"
    untold: bool = False


# A sentence that lasts longer is all that was said in a stretch: its times are those of the sound.
_LONGEST_SENTENCE_S = 2 * LONGEST_S

SERVER = Manner(timed=True, untold=True)


def manner_of(model: str) -> Manner:
    """Give how a model of OpenAI's is asked: of those that there are only Whisper tells times."""
    if model.startswith("whisper"):
        return Manner(timed=True)
    return Manner(timed=False, hint="languages" if model == "gpt-transcribe" else "language")


class _Segment(Wire):
    start: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    end: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    text: str = ""
    no_speech_prob: float | None = None
    avg_logprob: float | None = None


class _Usage(Wire):
    input_tokens: Counted = 0
    output_tokens: Counted = 0


class _Transcription(Wire):
    """What comes back; without a text it is no transcription."""

    text: str | None = None
    language: str | None = None
    languages: list[Any] | None = None
    segments: list[_Segment] | None = None
    usage: _Usage | None = None

    def tokens(self, audio: Audio) -> Tokens:
        """Count what is paid: sound by its length, tokens where it is paid by those."""
        usage = self.usage or _Usage()
        counted = used(usage.input_tokens, usage.output_tokens)
        return counted + Tokens(sound_s=audio.seconds)

    @property
    def characters(self) -> int:
        """How much it says, all in all."""
        return max(len(self.text or ""), sum(len(one.text) for one in self.segments or ()))

    @property
    def believed(self) -> list[_Segment]:
        """The segments that say something, and are not taken for silence."""
        return [
            one
            for one in self.segments or ()
            if one.text.strip() and not is_doubtful(one.no_speech_prob, one.avg_logprob)
        ]

    def said(self, audio: Audio) -> tuple[Said, ...] | None:
        """Give what is said, at its times; None: it tells the words alone, or times of elsewhere.

        Blocks: it takes a while.
        """
        if (self.text or "").strip() and not self.segments:
            return None
        at = audio.start_s
        timed = [
            Said(at + one.start, at + one.end, one.text)
            for one in self.believed
            if one.start is not None and one.end is not None
        ]
        tidy = tidied(timed, audio)
        return None if self.believed and not tidy else tidy


class OpenAITranscriber:
    """Asks `model` at one address; without a key none is sent."""

    def __init__(
        self, model: str, *, key: str | None, manner: Manner, address: str = ADDRESS
    ) -> None:
        self._model = model
        self._manner = manner
        self._timed = manner.timed
        self._pieces = Piecemeal()
        self._client = opened(address, key)
        self._transcriptions = self._client.audio.transcriptions.with_raw_response

    async def transcribe(self, audio: Audio, *, language: str | None, seconds: float) -> Heard:
        """Have it written down in one call where times come back, else in pieces."""
        if not self._timed:
            return await self._in_pieces(audio, language, seconds)
        ends = asyncio.get_running_loop().time() + seconds
        knows_times = True
        try:
            heard = await self._whole(audio, language, seconds)
        except BackendRefused as error:
            if not self._manner.untold or error.fault is not Fault.REJECTED:
                raise
            heard, knows_times = None, False  # it knows no such form of an answer
        if heard is not None:
            return heard
        left = ends - asyncio.get_running_loop().time()
        heard = await self._in_pieces(audio, language, left)
        # Only now: what is refused in pieces as well says nothing of times.
        if not knows_times:
            self._timed = False
        return heard

    async def close(self) -> None:
        await self._client.close()

    async def _whole(self, audio: Audio, language: str | None, seconds: float) -> Heard | None:
        """Ask for the times of all that is said; None: it tells no times that are true."""
        if await asyncio.to_thread(is_silent, audio.pcm):
            return Heard((), self._model, language)
        file = await asyncio.to_thread(wav, audio.pcm)
        answer = await self._asked(file, audio, language, seconds, timed=True)
        tokens = answer.tokens(audio)
        if is_too_much(answer.characters, audio):
            raise BadAnswer(Fault.SHAPE, tokens)
        said = await asyncio.to_thread(answer.said, audio)
        if self._manner.untold:
            if not answer.segments and said is None:
                self._timed = False
            if said is None or any(one.end_s - one.start_s > _LONGEST_SENTENCE_S for one in said):
                return None
        if said is None:
            raise BadAnswer(Fault.SHAPE, tokens)
        return Heard(said, self._model, _code(answer) or language, tokens)

    async def _in_pieces(self, audio: Audio, language: str | None, seconds: float) -> Heard:
        async def ask(file: bytes, piece: Audio, left: float) -> Written:
            answer = await self._asked(file, piece, language, left, timed=False)
            tokens = answer.tokens(piece)
            return Written(answer.text or "", self._model, tokens, _code(answer) or language)

        return await self._pieces.transcribe(
            audio, ask, model=self._model, language=language, seconds=seconds
        )

    async def _asked(
        self, file: bytes, audio: Audio, language: str | None, seconds: float, *, timed: bool
    ) -> _Transcription:
        wanted: dict[str, Any] = {"response_format": "json"}
        if timed:
            wanted = {"response_format": "verbose_json", "timestamp_granularities": ["segment"]}
        if language is not None:
            many = self._manner.hint == "languages"
            wanted[self._manner.hint] = [language] if many else language
        call = self._transcriptions.create(
            file=("sound.wav", file, "audio/wav"), model=self._model, timeout=seconds, **wanted
        )
        answer = await within(seconds, answered(call, _Transcription))
        if answer.text is None:
            # It answered as one that heard the sound, which is paid by its length.
            raise BadAnswer(Fault.SHAPE, answer.tokens(audio))
        return answer


def _code(answer: _Transcription) -> str | None:
    """Give the language as a code of two letters; Whisper spells some of them out."""
    told = [answer.language, *(_of(one) for one in answer.languages or ())]
    named = [one for one in told if one]
    if not named:
        return None
    said = named[0].lower()[:NAME_CHARACTERS]
    return _CODES.get(said, said[:2] if len(said) == 2 or said[2:3] == "-" else None)


def _of(one: object) -> str | None:
    code = one.get("code") if isinstance(one, dict) else one
    return code if isinstance(code, str) else None


_CODES = {
    "arabic": "ar", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr",
    "german": "de", "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr",
    "vietnamese": "vi",
}  # fmt: skip
