"""What happens between the people of a room and its assistant, and what is written down of it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from pipelines.huddle.answering import Answer, Answers
from pipelines.huddle.continuity import SILENT_S, Continuity
from pipelines.huddle.hearing import Hearing
from pipelines.huddle.keeper import Keeper
from pipelines.huddle.manners import is_named
from pipelines.huddle.page import Assistant, Caption
from pipelines.huddle.screen import Screen
from pipelines.huddle.seats import Seats
from pipelines.voice import ASSISTANT, Answered, Call, Event, Heard, Line, Saying, Sound, Speech

_LOOK_S = 20.0
_TOO_LATE = "That could not be looked up in time. Say so."
_WHO = (
    "Nobody can tell who asked for that, as several people spoke at once, and what may be looked "
    "up depends on who asks. Ask them to say it again, one at a time."
)


@dataclass(slots=True, eq=False)
class Conversation:
    """Takes in what the model does, and has it do what people want.

    `lines` is all that was said. `now` tells the seconds of the room; `begin` starts a task of it.
    """

    seats: Seats
    keeper: Keeper
    lines: list[Line]
    names: tuple[str, ...]
    now: Callable[[], float]
    begin: Callable[[Coroutine[None, None, None]], None]
    talk: Continuity = field(init=False)
    hearing: Hearing = field(default_factory=Hearing, init=False)
    screen: Screen = field(default_factory=Screen, init=False)
    stirred_at: float = field(default=0.0, init=False)  # somebody spoke, or was spoken to
    _answers: Answers = field(default_factory=Answers, init=False)
    _asker: str = field(default="", init=False)
    _waits_until: float = field(default=0.0, init=False)  # does whoever asked, for an answer
    _speaking: bool = field(default=False, init=False)
    _growing: dict[str, str] = field(default_factory=dict, init=False)

    @property
    def growing(self) -> list[Caption]:
        """What is being said now, for a page that comes."""
        now = self.now()
        heard = [
            Caption(item, self._who(item), text, whole=False, at_s=now)
            for item, text in self._growing.items()
        ]
        answer = self._answers.newest
        is_said = answer is not None and answer.text and not answer.is_settled
        return [*heard, _caption(answer, answer.text)] if answer and is_said else heard

    async def on(self, what: Event | Assistant) -> None:
        """Take in what happens."""
        match what:
            case Sound():
                self._sound(what)
            case Saying():
                self._saying(what)
            case Heard():
                await self._heard(what)
            case Speech():
                await self._speech(what)
            case Answered():
                await self._answered(what)
            case Call():
                self.begin(self._look_up(what))
            case Assistant():
                self.seats.show(what)
            case _:
                pass

    async def ask(self, person: str) -> None:
        """Somebody wants an answer to what was said."""
        now = self.stirred_at = self.now()
        # While somebody else waits for an answer, nobody can tell for whom something is looked up.
        is_sure = person == self._asker or now >= self._waits_until
        self._asker, self._waits_until = person if is_sure else "", now + SILENT_S
        await self.see(spoken=True)
        await self.talk.answer()

    async def see(self, *, spoken: bool) -> None:
        """Have it see what is new on the screen."""
        if (jpeg := self.screen.due(self.now(), spoken=spoken or self._speaking)) is not None:
            await self.talk.look(jpeg)

    def played(self, person: str, number: int, seconds: float) -> None:
        """Take note of what a page says it played of an answer."""
        self._answers.played(person, number, seconds)

    def settle(self) -> None:
        """Write down an answer that was heard to its end."""
        answer = self._answers.newest
        if answer is None or answer.is_playing(self.now()):
            return
        self._settle(answer, answer.text)

    def finish(self) -> None:
        """Write down what was heard of an answer that is not heard to its end."""
        if (answer := self._answers.newest) is not None:
            self._settle(answer, answer.heard_text(self.now()))

    async def _speech(self, speech: Speech) -> None:
        now = self.stirred_at = self.now()
        self._speaking = speech.began
        if not speech.began:
            self.hearing.ended(now)
            return
        self.hearing.began(now, speech.item)
        await self._interrupt(now)
        await self.see(spoken=True)

    async def _interrupt(self, now: float) -> None:
        """Somebody speaks: the assistant is still, and knows what was heard of it."""
        answer = self._answers.newest
        if answer is None or not answer.is_playing(now):
            return
        self.seats.flush()
        heard_s, text = answer.heard_s(now), answer.heard_text(now)
        self._settle(answer, text)
        answer.is_cut = True
        await self.talk.cut(answer.item, heard_s)

    async def _heard(self, heard: Heard) -> None:
        self.stirred_at = self.now()
        if not heard.whole:
            text = self._growing[heard.item] = self._growing.get(heard.item, "") + heard.text
            who = self._who(heard.item)
            self.seats.show(Caption(heard.item, who, text, whole=False, at_s=self.stirred_at))
            return
        self._growing.pop(heard.item, None)
        stretch = self.hearing.of(heard.item, self.stirred_at)
        who, text = self._who(heard.item), heard.text.strip()
        at_s = stretch.began_s
        self.seats.show(Caption(heard.item, who, text, whole=True, at_s=at_s))
        if text:
            self._write(heard.item, Line(at_s, stretch.lasted(self.stirred_at), who, text))
            await self._mind(who, text)

    async def _mind(self, who: str, text: str) -> None:
        """Have it answer where it is spoken to; alone it does so by itself."""
        if self.seats.sole:
            self._asker = who
        elif is_named(text, self.names):
            await self.ask(who)

    def _who(self, item: str) -> str:
        stretch = self.hearing.of(item, self.now())
        return stretch.who if stretch.weights else self.seats.sole

    def _sound(self, sound: Sound) -> None:
        answer = self._of(sound.item)
        if answer is not None and not answer.is_cut:
            answer.sound(sound.pcm, self.now())
            self.seats.play(answer.number, sound.pcm)

    def _saying(self, saying: Saying) -> None:
        answer = self._of(saying.item)
        if answer is None or answer.is_cut or answer.is_settled:
            return
        answer.say(saying.text, whole=saying.whole, mute=saying.mute, now=self.now())
        self.seats.show(_caption(answer, answer.text, said=saying.whole))

    def _of(self, item: str) -> Answer | None:
        """Give an answer; where it is new, the one before is over. None: it is over itself."""
        before = self._answers.newest
        self.stirred_at = self.now()
        answer = self._answers.of(item, self.stirred_at)
        if before is not None and answer not in {None, before}:
            self._settle(before, before.text)
        return answer

    async def _answered(self, answered: Answered) -> None:
        self._waits_until = self.now()
        answer = self._answers.newest
        if answer is None or answer.item != answered.item:
            return
        if answered.cut:
            await self._interrupt(self.now())
        answer.is_given = True

    def _settle(self, answer: Answer, text: str) -> None:
        if answer.is_settled:
            return
        answer.is_settled = True
        text = text.strip()
        if text:
            lasts_s = answer.heard_s(self.now())
            self._write(answer.item, Line(answer.began_s, lasts_s, ASSISTANT, text))
        self.seats.show(_caption(answer, text, said=True))

    def _write(self, item: str, line: Line) -> None:
        self.lines.append(line)
        if (told := self.talk.told(item, line)) is not None:
            self.begin(told)

    async def _look_up(self, call: Call) -> None:
        person = self.seats.sole or self._asker
        try:
            async with asyncio.timeout(_LOOK_S):
                known = self.seats.get(person) is not None
                found = await self.keeper.look(person, call.name, call.arguments) if known else _WHO
        except TimeoutError:
            found = _TOO_LATE
        await self.talk.give(call.id, found)


def _caption(answer: Answer, text: str, *, said: bool = False) -> Caption:
    return Caption(answer.item, ASSISTANT, text, said, answer.began_s, answer.mute)
