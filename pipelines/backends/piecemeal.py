"""Sound for models that tell no times: in short pieces, side by side, each paid for once."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pipelines.backends.sound import is_silent, is_too_much, pieces, tidied, wav
from pipelines.errors import WORKED, BackendError, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Audio, Heard, Said
from pipelines.usage import NO_TOKENS, Tokens

# As long as a time is true that is the beginning of its piece.
LONGEST_S = 30.0
# So many pieces of one backend are on their way at once, whatever stretches they are of.
AT_ONCE = 8
# So many answers are kept, for so many seconds, of stretches of which another piece failed: long
# enough to be asked for again, and no longer, as they are words of a meeting.
_KEPT, _KEPT_SECONDS = 200, 3600.0


@dataclass(frozen=True, slots=True)
class Written:
    """What one piece says."""

    text: str
    model: str
    tokens: Tokens
    language: str | None = None


# Asks for one piece: its WAV, how long it is, and within how many seconds.
Ask = Callable[[bytes, Audio, float], Awaitable[Written]]


class Piecemeal:
    """Has the pieces of a stretch written down; a retry asks only for those that failed."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._paid: dict[tuple[str, str | None], tuple[float, Written]] = {}

    async def transcribe(
        self, audio: Audio, ask: Ask, *, model: str, language: str | None, seconds: float
    ) -> Heard:
        """Give what all pieces say. Raises what the first failed one raised, and what all used."""
        now = asyncio.get_running_loop().time()
        self._forget(now)
        ends = now + seconds
        cut = await asyncio.to_thread(lambda: list(pieces(audio, LONGEST_S)))
        used: list[Tokens] = []

        async def one(piece: Audio) -> Written | None:
            return await self._piece(piece, ask, (language, ends), used)

        came = await asyncio.gather(*map(one, cut), return_exceptions=True)
        _raise(came, used)
        written = [(piece, one) for piece, one in zip(cut, came, strict=True) if _is_said(one)]
        for piece in cut:
            self._paid.pop(_key(piece, language), None)
        said = (
            Said(piece.start_s, piece.start_s + piece.seconds, one.text)
            for piece, one in written
            if isinstance(one, Written)
        )
        answers = [one for _, one in written if isinstance(one, Written)]
        spoken = Counter(one.language for one in answers if one.language).most_common(1)
        return Heard(
            said=await asyncio.to_thread(tidied, [*said], audio),
            model=answers[0].model if answers else model,
            language=spoken[0][0] if spoken else None,
            tokens=sum(used, NO_TOKENS),
        )

    async def _piece(
        self, piece: Audio, ask: Ask, terms: tuple[str | None, float], used: list[Tokens]
    ) -> Written | None:
        language, ends = terms
        silent, key, file = await asyncio.to_thread(_looked_at, piece, language)
        if silent:
            return None
        if key in self._paid:
            return self._paid[key][1]
        async with self._places:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                raise BackendUnavailable(Fault.TIMEOUT)
            written = await ask(file, piece, left)
        if is_too_much(len(written.text), piece):
            raise BadAnswer(Fault.SHAPE, written.tokens)
        used.append(written.tokens)
        self._paid[key] = asyncio.get_running_loop().time(), written
        return written

    def _forget(self, now: float) -> None:
        """Let go of what nobody came back for."""
        kept = [*self._paid.items()][-_KEPT:]
        self._paid = {key: one for key, one in kept if one[0] + _KEPT_SECONDS > now}


def _looked_at(piece: Audio, language: str | None) -> tuple[bool, tuple[str, str | None], bytes]:
    return is_silent(piece.pcm), _key(piece, language), wav(piece.pcm)


def _key(piece: Audio, language: str | None) -> tuple[str, str | None]:
    return hashlib.sha256(piece.pcm).hexdigest(), language


def _is_said(one: object) -> bool:
    return isinstance(one, Written) and bool(one.text.strip())


def _raise(came: Sequence[Written | BaseException | None], used: Sequence[Tokens]) -> None:
    """Raise the first failure there was; it says what all pieces used."""
    failed = [one for one in came if isinstance(one, BaseException)]
    if not failed:
        return
    faults = [one for one in failed if isinstance(one, BackendError)]
    if len(faults) < len(failed):
        raise next(one for one in failed if not isinstance(one, BackendError))
    first = faults[0]
    # Of one that may have worked, and does not say what it used, nobody knows what all used.
    if any(one.fault in WORKED and one.tokens == NO_TOKENS for one in faults):
        first = next(one for one in faults if one.fault in WORKED and one.tokens == NO_TOKENS)
    else:
        first.tokens = sum((*used, *(one.tokens for one in faults)), NO_TOKENS)
    raise first
