"""One session of OpenAI's Live: turns are made of what has none, as both sides speak at once."""

import asyncio
import json
import logging
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from itertools import count

from pipelines.backends.answers import NAME_CHARACTERS, sendable
from pipelines.backends.openai_heard import Event as Told
from pipelines.backends.openai_heard import event
from pipelines.backends.openai_socket import Expired, Socket, told
from pipelines.backends.retold import shortened
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.pcm import rms
from pipelines.ports import Detector
from pipelines.usage import Tokens
from pipelines.voice import RATE, Answered, Event, Heard, Leaving, Saying, Sound, Speech, Used

# After so much quiet what was said is taken for all of it, and the words of people for theirs.
SETTLES_S = 0.8
COMPANY = (
    "Several people talk to each other. Listen, and say nothing at all, until you are told that"
    " you were asked."
)
_ASKED = "You were asked. Answer now what was said last; what you said unasked, nobody heard."
_ALONE = "One person is left, and talks to you: answer by yourself."
_STOPPED = (
    "People interrupted you, and heard only the beginning of what you said. Say no more of it."
)
_CANNOT = "That cannot be done here: nothing can be looked up and no screen seen. Say so, shortly."
# Of 32,767: what Live sends between its words is not quite nothing.
_QUIET = 60.0
_APPENDED_TOKENS = 450  # of 500

_log = logging.getLogger(__name__)


class LiveSession:
    """A session that was started; `leaves`: in so many seconds, of which it is told the last."""

    def __init__(
        self,
        socket: Socket,
        model: str,
        detector: Detector,
        *,
        alone: bool,
        settles_s: float = SETTLES_S,
        leaves: tuple[float, float] | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._socket = socket
        self._model = model[:NAME_CHARACTERS]
        self._detector = detector
        self._alone = alone
        self._settles_s = settles_s
        self._warned_s = 0.0 if leaves is None else leaves[1]
        self._warns_at = None if leaves is None else self._loop.time() + leaves[0] - leaves[1]
        self._news: asyncio.Queue[Event | BackendError | None] = asyncio.Queue()
        self._numbers = count(1)
        self._used_s = 0.0
        self._asked = self._replied = False  # it was asked, and has said something to it
        self._blind = False  # it was told that it does not see the screen
        # What it says: which item, its words, for how long it has been quiet, and until when.
        self._saying, self._words, self._quiet_s = "", "", 0.0
        self._said_at: float | None = None
        # It was cut off, and goes on with what nobody is to hear; when it did so last.
        self._is_cut, self._cut_at = False, 0.0
        # What people say, as far as it was written down, and when that was.
        self._hearing, self._heard, self._people_speak = "", "", False
        self._heard_at: float | None = None

    async def hear(self, pcm: bytes) -> None:
        for speech in self._detector.hear(pcm):
            self._on_speech(began=speech.began)
        # What does not get away now would be heard late, and everything after it, too.
        if pcm and not self._socket.is_behind:
            audio = b64encode(pcm).decode()
            await self._socket.send(f'{{"type":"session.input_audio.append","audio":"{audio}"}}')

    async def look(self, jpeg: bytes) -> None:
        if jpeg and not self._blind:
            self._blind = True
            await self._append("thinking", "A screen is shared. You do not see it.")

    async def read(self, text: str) -> None:
        await self._append("thinking", shortened(sendable(text), _APPENDED_TOKENS))

    async def answer(self) -> None:
        if self._saying:
            return
        self._asked, self._replied, self._is_cut = True, False, False
        await self._append("instructions", _ASKED)

    async def company(self, *, alone: bool) -> None:
        self._alone, self._asked = alone, False
        await self._append("instructions", _ALONE if alone else COMPANY)

    async def cut(self, item: str, heard_s: float) -> None:
        """Let nobody hear the rest; Live itself cannot be stopped, it stops when it hears people.

        Nor can what it said be taken back: it is told.
        """
        del heard_s
        if item and item == self._saying:
            self._is_cut, self._cut_at = True, self._loop.time()
            self._end_saying(cut=True)
            await self._append("thinking", _STOPPED)

    async def give(self, call: str, result: str) -> None:
        """Nothing is looked up for Live, so nothing is given."""

    async def leave(self) -> None:
        """Say that nobody needs it any more: it is paid until then."""
        if not self._socket.is_behind:
            with suppress(BackendError):
                await self._socket.send('{"type":"session.close"}')

    async def events(self) -> AsyncIterator[Event]:
        while True:
            due = [at for at in (self._warns_at, self._said_at, self._heard_at) if at is not None]
            try:
                async with asyncio.timeout_at(min(due, default=None)):
                    happened = await self._news.get()
            except TimeoutError:
                self._settle()
                continue
            if happened is None:
                return
            if isinstance(happened, BackendError):
                raise happened
            yield happened

    async def listen(self) -> None:
        """Take in what Live tells, until it has ended."""
        taken: dict[str, Callable[[Told], None]] = {
            "session.output_audio.delta": self._on_sound,
            "session.output_transcript.delta": self._on_saying,
            "session.input_transcript.delta": self._on_words,
            "session.usage.updated": self._on_usage,
            "session.closed": self._on_closed,
            "error": self._on_error,
        }
        try:
            while (frame := await self._socket.receive()) is not None:
                heard = event(frame)
                if heard.type in taken:
                    taken[heard.type](heard)
                elif heard.type == "session.delegation.created":
                    await self._append("commentary", _CANNOT, heard.delegation.id)
        except Expired:
            self._news.put_nowait(Leaving(0.0))
        except BackendError as error:
            self._news.put_nowait(error)
        finally:
            self._news.put_nowait(None)

    async def _append(self, what: str, content: str, delegation: str | None = None) -> None:
        told = {"type": f"session.{what}.append", "content": content, "delegation_id": delegation}
        await self._socket.send(json.dumps(told))

    def _settle(self) -> None:
        """End what nobody has added to for so long."""
        now = self._loop.time()
        if self._warns_at is not None and now >= self._warns_at:
            self._warns_at = None
            self._news.put_nowait(Leaving(self._warned_s))
        if self._said_at is not None and now >= self._said_at:
            self._end_saying(cut=False)
        if self._heard_at is not None and now >= self._heard_at:
            self._end_hearing()

    def _on_speech(self, *, began: bool) -> None:
        self._people_speak = began
        if began:
            # Until then it may pause in its answer, and go on.
            self._asked = self._asked and not self._replied
            self._end_hearing()
            self._hearing, self._heard_at = f"heard_{next(self._numbers)}", None
        else:
            self._is_cut = False  # what it says from here on is about what they said
            self._heard_at = self._loop.time() + self._settles_s
        self._news.put_nowait(Speech(began, self._hearing))

    def _on_words(self, heard: Told) -> None:
        self._hearing = self._hearing or f"heard_{next(self._numbers)}"
        self._heard += heard.delta
        if not self._people_speak:
            self._heard_at = self._loop.time() + self._settles_s
        if heard.delta:
            self._news.put_nowait(Heard(self._hearing, heard.delta, whole=False))

    def _end_hearing(self) -> None:
        item, words = self._hearing, self._heard
        self._hearing, self._heard, self._heard_at = "", "", None
        if words.strip():
            self._news.put_nowait(Heard(item, words, whole=True))

    @property
    def _is_heard(self) -> bool:
        """Whether people are to hear what it says now."""
        if self._is_cut and self._loop.time() - self._cut_at > self._settles_s:
            self._is_cut = False
        self._cut_at = self._loop.time()
        return (self._alone or self._asked) and not self._is_cut

    def _on_sound(self, heard: Told) -> None:
        try:
            pcm = b64decode(heard.delta)
        except ValueError:
            raise BackendUnavailable(Fault.FAILING) from None
        pcm = pcm[: len(pcm) // 2 * 2]
        is_quiet = rms(pcm) < _QUIET
        if not pcm or (is_quiet and not self._saying) or not self._is_heard:
            return
        self._quiet_s = self._quiet_s + len(pcm) / 2 / RATE if is_quiet else 0.0
        if self._quiet_s >= self._settles_s:
            self._end_saying(cut=False)
            return
        self._news.put_nowait(Sound(self._speaks(), pcm))

    def _on_saying(self, heard: Told) -> None:
        if heard.delta and self._is_heard:
            item = self._speaks()
            self._words += heard.delta
            self._news.put_nowait(Saying(item, heard.delta, whole=False))

    def _speaks(self) -> str:
        self._replied = True
        self._saying = self._saying or f"said_{next(self._numbers)}"
        self._said_at = self._loop.time() + self._settles_s
        return self._saying

    def _end_saying(self, *, cut: bool) -> None:
        item, words = self._saying, self._words
        self._saying, self._words, self._quiet_s, self._said_at = "", "", 0.0, None
        if not self._people_speak:
            self._end_hearing()  # that was the answer to it
        if words and not cut:
            self._news.put_nowait(Saying(item, words, whole=True))
        self._news.put_nowait(Answered(item, self._model, cut=cut))

    def _on_usage(self, heard: Told) -> None:
        seconds, self._used_s = heard.usage.seconds - self._used_s, heard.usage.seconds
        if seconds > 0:
            self._news.put_nowait(Used(self._model, Tokens(sound_s=seconds)))

    def _on_closed(self, heard: Told) -> None:
        self._on_usage(heard)
        if heard.reason == "expired":
            raise Expired
        if heard.reason == "content":
            raise BackendRefused(Fault.REFUSED)
        if heard.reason not in {"close_requested", "remote_hangup"}:
            raise BackendUnavailable(Fault.CONNECTION)

    def _on_error(self, heard: Told) -> None:
        error = heard.error if isinstance(heard.error, dict) else {}
        meant = told(error)
        if meant is not None:
            raise meant
        code = str(error.get("code"))[:NAME_CHARACTERS]
        _log.warning("OpenAI did not take a message", extra={"code": code})
