"""What Gemini's messages mean for a room: who speaks, what was heard, and answers with an end."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from google.genai import types

from pipelines.backends.answers import used
from pipelines.usage import NO_TOKENS, Tokens
from pipelines.voice import (
    RATE,
    Answered,
    Call,
    Event,
    Heard,
    Kept,
    Leaving,
    Saying,
    Sound,
    Speech,
    Used,
)

_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_SOON_S = 5.0  # what a provider leaves that does not say when it ends


@dataclass(slots=True)
class _Answer:
    """An answer, and the number of the question that it is to."""

    item: str
    asked: int
    text: str = ""
    sound_s: float = 0.0
    cut: bool = False


@dataclass(slots=True)
class _Utterance:
    item: str
    text: str = ""


class Turns:
    """Reads the messages of one session.

    `only_asked`: answers are those that were asked for (`ask`); whatever else the model says is
    dropped. Then who speaks is told to it (`spoke`), else it is taken from the messages.
    """

    def __init__(self, model: str, *, only_asked: bool) -> None:
        self._model = model
        self._only_asked = only_asked
        self._answers, self._utterances = count(1), count(1)
        self._answer: _Answer | None = None
        self._last: _Answer | None = None
        self._utterance: _Utterance | None = None
        self._asked = self._done = 0
        self._drops = False
        self._tokens = NO_TOKENS
        self._names: dict[str, str] = {}
        self.speaking = False

    @property
    def answering(self) -> bool:
        """Whether an answer is being given."""
        return self._answer is not None

    @property
    def awaited(self) -> bool:
        """Whether an answer was asked for, and has not ended."""
        return self._asked > self._done

    def ask(self) -> None:
        """Let the next answer be heard."""
        self._asked += 1

    def unask(self) -> None:
        """Have no answer any more, but for the one that is being given."""
        self._done = self._asked

    def spoke(self, *, began: bool) -> Iterator[Event]:
        """Take note that somebody began to speak, or ended."""
        if not began:
            self.speaking = False
            yield Speech(began=False)
            return
        yield from self._settle()
        yield from self._began_speech()

    def settle(self) -> Iterator[Event]:
        """Take the words of what was said for all of them, unless it is being said."""
        if not (self._only_asked and self.speaking):
            yield from self._ended_speech()
            yield from self._settle()

    def silence(self, item: str) -> Iterator[Event]:
        """End an answer here; whatever is still said of it is dropped."""
        answer = self._answer
        if answer is not None and answer.item == item:
            answer.cut = self._drops = True
            yield from self._answered(answer)

    def part(self, item: str, heard_s: float) -> str | None:
        """Give the words of an answer that fit into so many of its seconds; None: all of them."""
        for one in (self._answer, self._last):
            if one is not None and one.item == item and 0 <= heard_s < one.sound_s:
                words = one.text[: round(len(one.text) * heard_s / one.sound_s)]
                return words.rsplit(" ", 1)[0] if " " in words else words
        return None

    def name_of(self, call: str) -> str | None:
        """Give the name of the tool of a call, once; None: nobody waits for what it gives."""
        return self._names.pop(call, None)

    def read(self, message: types.LiveServerMessage) -> Iterator[Event]:
        """Read the next message."""
        if message.usage_metadata:
            self._tokens += _counted(message.usage_metadata)
        if message.session_resumption_update:
            yield from _kept(message.session_resumption_update)
        if message.go_away:
            yield Leaving(_seconds(message.go_away.time_left))
        if message.tool_call:
            yield from self._called(message.tool_call)
        if message.tool_call_cancellation:
            for id_ in message.tool_call_cancellation.ids or ():
                self._names.pop(id_, None)
        if message.server_content:
            yield from self._content(message.server_content)

    def _content(self, content: types.LiveServerContent) -> Iterator[Event]:
        heard, said = content.input_transcription, content.output_transcription
        if heard and heard.text:
            yield from self._understood(heard.text)
        if heard and heard.finished:
            yield from self._settle()
        for part in (content.model_turn and content.model_turn.parts) or ():
            if part.inline_data and part.inline_data.data:
                yield from self._sounded(part.inline_data.data)
        if said and said.text:
            yield from self._said(said.text)
        if content.interrupted:
            yield from self._interrupted()
        if content.turn_complete:
            yield from self._ended()

    def _understood(self, text: str) -> Iterator[Event]:
        """Take words that were heard; while it answers they are the last ones of before."""
        if not (self._only_asked or self.speaking or self._answer):
            yield from self._began_speech()
        utterance = self._utterance = self._utterance or self._next_utterance()
        text = text if utterance.text else text.lstrip()
        utterance.text += text
        yield Heard(utterance.item, text, whole=False)

    def _sounded(self, pcm: bytes) -> Iterator[Event]:
        yield from self._begun()
        if self._answer is not None:
            pcm = pcm[: len(pcm) // 2 * 2]
            self._answer.sound_s += len(pcm) / 2 / RATE
            yield Sound(self._answer.item, pcm)

    def _said(self, text: str) -> Iterator[Event]:
        yield from self._begun()
        if self._answer is not None:
            text = text if self._answer.text else text.lstrip()
            self._answer.text += text
            yield Saying(self._answer.item, text, whole=False)

    def _begun(self) -> Iterator[Event]:
        """Begin an answer, where none is being given and one is wanted."""
        is_wanted = not self._drops and (self.awaited or not self._only_asked)
        if self._answer is None and is_wanted:
            yield from self._ended_speech()
            self._answer = _Answer(f"answer-{next(self._answers)}", self._asked)

    def _interrupted(self) -> Iterator[Event]:
        if self._answer is not None:
            self._answer.cut = True
        if not (self._only_asked or self.speaking):
            yield from self._settle()
            yield from self._began_speech()

    def _ended(self) -> Iterator[Event]:
        """End a turn; one of which nothing was to be heard used something all the same."""
        if self._answer is None and self.awaited and not self._drops:
            # It was asked and chose to say nothing, which is an answer.
            yield from self._ended_speech()
            self._answer = _Answer(f"answer-{next(self._answers)}", self._asked)
        if self._answer is not None:
            yield from self._answered(self._answer)
            return
        if not self._drops:
            yield from self.settle()
        self._drops = False
        tokens, self._tokens = self._tokens, NO_TOKENS
        if tokens != NO_TOKENS:
            yield Used(self._model, tokens)

    def _answered(self, answer: _Answer) -> Iterator[Event]:
        self._answer, self._last = None, answer
        self._done = max(self._done, answer.asked)
        if not self.speaking:
            yield from self._settle()
        if answer.text:
            yield Saying(answer.item, answer.text, whole=True)
        tokens, self._tokens = self._tokens, NO_TOKENS
        yield Answered(answer.item, self._model, tokens, cut=answer.cut)

    def _began_speech(self) -> Iterator[Event]:
        self.speaking = True
        self._utterance = self._next_utterance()
        yield Speech(began=True, item=self._utterance.item)

    def _next_utterance(self) -> _Utterance:
        return _Utterance(f"heard-{next(self._utterances)}")

    def _ended_speech(self) -> Iterator[Event]:
        """End what somebody said, where nothing but words tells that they speak."""
        if self.speaking and not self._only_asked:
            self.speaking = False
            yield Speech(began=False)

    def _settle(self) -> Iterator[Event]:
        utterance, self._utterance = self._utterance, None
        if utterance is not None and utterance.text:
            yield Heard(utterance.item, utterance.text, whole=True)

    def _called(self, call: types.LiveServerToolCall) -> Iterator[Event]:
        for one in call.function_calls or ():
            if one.id and one.name:
                self._names[one.id] = one.name
                yield Call(one.id, one.name, json.dumps(one.args or {}))


def _kept(update: types.LiveServerSessionResumptionUpdate) -> Iterator[Event]:
    if update.resumable and update.new_handle:
        yield Kept(update.new_handle)


def _seconds(left: str | None) -> float:
    match = _SECONDS.fullmatch(left or "")
    return float(match[1]) if match else _SOON_S


def _counted(usage: types.UsageMetadata) -> Tokens:
    """Count what one answer used: all that is in its window is paid with each of them.

    What Google says of sound and pictures adds up to less than it says in all: the rest is words.
    """
    given = _number(usage.prompt_token_count) + _number(usage.tool_use_prompt_token_count)
    answered = _number(usage.response_token_count) + _number(usage.thoughts_token_count)
    counted = used(given, answered, _number(usage.cached_content_token_count))
    heard, seen = _kinds(usage.prompt_tokens_details, counted.input)
    spoken, _ = _kinds(usage.response_tokens_details, counted.output)
    heard_before, seen_before = _kinds(usage.cache_tokens_details, counted.cached)
    return counted.model_copy(
        update={
            "audio_input": heard,
            "image_input": seen,
            "audio_output": spoken,
            "audio_cached": min(heard_before, heard),
            "image_cached": min(seen_before, seen),
        }
    )


def _kinds(details: list[types.ModalityTokenCount] | None, most: int) -> tuple[int, int]:
    """Give how many tokens were sound, and how many pictures."""
    heard = seen = 0
    for one in details or ():
        if one.modality is types.MediaModality.AUDIO:
            heard += _number(one.token_count)
        elif one.modality in {types.MediaModality.IMAGE, types.MediaModality.VIDEO}:
            seen += _number(one.token_count)
    heard = min(heard, most)
    return heard, min(seen, most - heard)


def _number(said: int | None) -> int:
    """Take a count as it is, where it can be one."""
    return said if said is not None and 0 < said < 1 << 40 else 0
