"""One answer of a cascade: thought of, with what was looked up for it, and said by sentences."""

import asyncio
from collections.abc import Callable

from pipelines.huddle.chains import Chains
from pipelines.huddle.composing import Move, Moving, Remembered, Spoken, prompt, sentences
from pipelines.pcm import SAMPLE
from pipelines.ports import Voiced
from pipelines.usage import NO_TOKENS, Tokens
from pipelines.voice import ASSISTANT, RATE, Answered, Brief, Call, Event, Saying, Sound, Used

_STRETCH = round(0.2 * RATE) * SAMPLE
_MOST_CALLS = 3  # whatever looks up more does not come to its end


class Reply:
    """Answers what was `said`, to which it adds itself, as far as it was heard.

    What happens is told by `tell`, until it has ended.
    """

    def __init__(
        self,
        item: str,
        brief: Brief,
        said: list[Remembered],
        screen: bytes | None,
        tell: Callable[[Event], None],
    ) -> None:
        self.item = item
        self._brief = brief
        self._said = said
        self._screen = screen
        self._tell_all = tell
        self._mine = Remembered(ASSISTANT, "")
        self._model = ""
        self._tokens: Tokens = NO_TOKENS
        self._lasts_s = 0.0
        self._mute = False
        self._calls: dict[str, asyncio.Future[str]] = {}
        self.has_ended = False

    async def run(self, chains: Chains) -> None:
        """Think, and speak. Raises BackendError."""
        text = await self._thought(chains)
        if text:
            self._said.append(self._mine)
            await self._speak(text, chains)
        self.end(cut=False)

    def end(self, *, cut: bool) -> None:
        """Say that it ends here, once: also where it had nothing to say, but was let come to that.

        Where it was not, what it used.
        """
        if self.has_ended:
            return
        if self._mine.text:
            self._tell(Saying(self.item, self._mine.text, whole=True, mute=self._mute))
        if self._mine.text or not cut:
            self._tell(Answered(self.item, self._model, self._tokens, cut=cut))
        elif self._tokens != NO_TOKENS:
            self._tell(Used(self._model, self._tokens))
        self.has_ended = True

    def heard(self, heard_s: float) -> None:
        """Remember of it what was heard; nobody tells that of what the pages said."""
        if 0 <= heard_s < self._lasts_s:
            text = self._mine.text
            self._mine.text = f"{text[: round(len(text) * heard_s / self._lasts_s)]}…"
            self._lasts_s = heard_s

    def give(self, call: str, result: str) -> None:
        """Take what was looked up, where somebody waits for it."""
        found = self._calls.pop(call, None)
        if found is not None and not found.done():
            found.set_result(result)

    async def _thought(self, chains: Chains) -> str:
        """Give what is to be said, once it has looked up what it wanted to."""
        tools = {one.name for one in self._brief.tools}
        for number in range(_MOST_CALLS if tools else 0):
            move = await self._move(chains, Move)
            if move.tool not in tools:
                return move.say.strip()
            await self._look_up(move, number)
        return (await self._move(chains, Spoken)).say.strip()

    async def _move(self, chains: Chains, shape: type[Moving]) -> Moving:
        said = list(self._said)
        thought, used = await chains.think(
            lambda one: prompt(self._brief, said, self._screen, one), shape
        )
        for one in used:
            self._tell(one)
        self._model = thought.model
        self._tokens += thought.tokens
        return thought.value

    async def _look_up(self, move: Move, number: int) -> None:
        call = f"{self.item}-call-{number}"
        found = self._calls[call] = asyncio.get_running_loop().create_future()
        self._tell(Call(call, move.tool, move.arguments or "{}"))
        result = await found
        self._said.append(Remembered("", f"(Looked up, {move.tool} {move.arguments}: {result})"))

    async def _speak(self, text: str, chains: Chains) -> None:
        for sentence in sentences(text):
            voiced = await self._voiced(sentence.strip(), chains)
            self._mine.text += sentence
            self._tell(Saying(self.item, sentence, whole=False, mute=self._mute))
            if voiced is not None:
                self._sound(voiced.pcm)

    async def _voiced(self, words: str, chains: Chains) -> Voiced | None:
        """Have words said; whose voice is lost in the middle goes on in that of the pages."""
        if self._mute:
            return None
        voiced, used = await chains.voice(words, self._brief)
        for one in used:
            self._tell(one)
        self._mute = voiced is None
        return voiced

    def _sound(self, pcm: bytes) -> None:
        self._lasts_s += len(pcm) / SAMPLE / RATE
        for at in range(0, len(pcm), _STRETCH):
            self._tell(Sound(self.item, pcm[at : at + _STRETCH]))

    def _tell(self, event: Event) -> None:
        if not self.has_ended:
            self._tell_all(event)
