"""What comes of a press, a form or a look, within the seconds that Teams waits for an answer."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Protocol, assert_never

from bot.background import HINDRANCES, Background
from bot.book import Book, Said
from bot.excuses import busy_card, done_card, late_card, moment_card, wrong_card
from bot.teams import replies
from bot.teams.drawing import drawn
from bot.teams.forms import NoRoom, form_card
from bot.teams.invokes import Consented, Filled, Invoke, Looked, Pressed, Strange, Unknown
from bot.teams.kept import Pause, kept
from bot.teams.offering import CONSENT, GET, Consent, consent_of
from bot.teams.open_forms import OpenForms
from bot.teams.shapes import Answer, Json
from bot.teams.submissions import Unreadable, submission_of
from handlers.chat import (
    Card,
    Errors,
    Form,
    Language,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Told,
    Turned,
)
from handlers.review_parts import LINK
from handlers.texts.catalogue import texts

SECONDS = 3.5  # Teams gives up after some five, and who presses may have to be met first
SETTLED = 2.0  # an answer is shown by then


class Voice(Protocol):
    """What is needed of Clerk's side of a conversation to answer somebody in it."""

    async def turn(self, message: MessageRef, card: Card) -> None:
        """Let what somebody was told alone show another card."""
        ...

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Replace what a message says."""
        ...

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        """Tell one person alone."""
        ...


class Giving(Protocol):
    """Gives people the files that are offered to them. Raises ChatError."""

    async def pressed(self, press: Press) -> Outcome:
        """Answer who pressed the button of an offer."""
        ...

    def consented(self, press: Press, consent: Consent) -> Coroutine[object, object, None]:
        """Put a file where somebody allows it: takes as long as that takes."""
        ...


@dataclass(frozen=True, slots=True)
class Hands:
    """Who deals with what people press and fill in."""

    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]
    giving: Giving | None = None

    def pressing(self, press: Press) -> Awaitable[Outcome]:
        """Begin to deal with a press."""
        if press.action == GET and self.giving is not None:
            return self.giving.pressed(press)
        return self.on_press(press)


@dataclass(frozen=True, slots=True)
class _Done:
    """What somebody did to a message, with what was filled in; `alone`: nobody else reads it."""

    by: Press | Submission
    said: Said
    alone: bool
    filled: Json | None = None

    @property
    def message(self) -> MessageRef:
        return self.said.message

    @property
    def language(self) -> Language:
        return self.by.language


class Answers:
    """Answers invokes; what comes too late for that is told to the person in their own chat.

    A message is looked up in its conversation: what was said elsewhere, to somebody else, or is
    not kept any more, is not pressed.
    """

    def __init__(
        self,
        book: Book,
        voice: Voice,
        hands: Hands,
        background: Background,
        *,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._book = book
        self._voice = voice
        self._hands = hands
        self._background = background
        self._pause = pause
        self._forms = OpenForms()

    async def answer(self, invoke: Invoke) -> Answer:
        """Give what an invoke is answered with."""
        if isinstance(invoke, Unknown):
            return replies.UNKNOWN
        if isinstance(invoke, Strange):
            return replies.strange(invoke.language)
        try:
            return await self._deal(invoke)
        except HINDRANCES:
            return replies.busy(_language_of(invoke))

    async def _deal(self, invoke: Consented | Looked | Pressed | Filled) -> Answer:
        match invoke:
            case Consented():
                return self._consent(invoke)
            case Looked():
                return await self._look(invoke)
            case Pressed():
                return await self._press(invoke)
            case Filled():
                return await self._submit(invoke)
            case _:
                assert_never(invoke)

    async def _look(self, looked: Looked) -> Answer:
        said = await self._said(looked.message, looked.user)
        if said is None:
            return replies.stale(looked.language)
        self._forms.closed(said.message, looked.user)
        return replies.shown(drawn(said.card, page=looked.page, language=looked.language))

    async def _press(self, pressed: Pressed) -> Answer:
        press = pressed.press
        said = await self._said(press.message, press.user)
        if said is None:
            return replies.stale(press.language)
        # A client tells of buttons too that only open an address, where it is too long for one.
        if press.action == LINK:
            return replies.shown(drawn(said.card, language=press.language))
        return await self._in_time(_Done(press, said, pressed.alone), self._hands.pressing(press))

    def _consent(self, consented: Consented) -> Answer:
        """Begin what takes longer than Teams waits; the card that asked is replaced in the end."""
        if self._hands.giving is None:
            return replies.UNKNOWN
        frame, consent = consented.frame, consent_of(consented.value)
        press = Press(
            frame.place(), frame.user, CONSENT, consent.mark, frame.language, consented.message
        )
        self._background.start(self._hands.giving.consented(press, consent))
        return Answer(200)

    async def _submit(self, filled: Filled) -> Answer:
        frame, language = filled.frame, filled.frame.language
        said = await self._said(filled.message, frame.user)
        if said is None:
            return replies.stale(language)
        place, message = frame.place(), filled.message
        try:
            form = submission_of(
                filled.data, place=place, user=frame.user, language=language, message=message
            )
        except Unreadable:
            return replies.strange(language)
        done = _Done(form, said, frame.kind == "personal", filled.data)
        return await self._in_time(done, self._hands.on_submit(form))

    async def _said(self, message: MessageRef | None, user: str) -> Said | None:
        """Give a message of Clerk's that somebody can press; None: there is none like that."""
        said = None if message is None else await kept(self._book, message, self._pause)
        return said if said is not None and said.user in {"", user} else None

    async def _in_time(self, done: _Done, asking: Awaitable[Outcome]) -> Answer:
        """Give what comes of it; where that takes long, that it does, and the rest later."""
        task = asyncio.ensure_future(_outcome(done, asking))
        await asyncio.wait({task}, timeout=SECONDS)
        if task.done():
            return await self._show(done, task.result())
        self._background.start(self._tell_late(done, task))
        if done.filled is not None:  # nothing that was typed goes before it is taken
            return replies.moment(done.language)
        return replies.told(done.said.card, moment_card(done.language), done.language)

    async def _show(self, done: _Done, outcome: Outcome) -> Answer:
        """Show an outcome in the place of what was pressed, to whoever pressed it alone."""
        if isinstance(outcome, Form):
            self._forms.opened(done.message, done.by.user, outcome)
            return replies.shown(form_card(outcome, done.language))
        if isinstance(outcome, Errors):
            return await self._object(done, outcome)
        self._forms.closed(done.message, done.by.user)
        if isinstance(outcome, Turned) and done.alone:
            self._background.start(self._voice.turn(done.message, outcome.card))
            return replies.shown(drawn(outcome.card, language=done.language))
        if outcome is not None:
            return await self._as_it_is(done, outcome.card)
        # What everybody sees tells the rest, but elsewhere than in what one was told alone.
        return await self._as_it_is(done, done_card(done.language) if done.said.user else None)

    async def _as_it_is(self, done: _Done, notice: Card | None) -> Answer:
        """Show the message as it is by now, and what only this person is told."""
        now = await self._book.said(done.message)
        if now is None:  # it was taken back, and with it what stood on it
            return replies.shown(drawn(notice or done_card(done.language), language=done.language))
        self._background.start(self._settle(done.message, now.card))
        if notice is None:
            return replies.shown(drawn(now.card, language=done.language))
        return replies.told(now.card, notice, done.language)

    async def _settle(self, message: MessageRef, shown: Card) -> None:
        """Show a message again that changed while an answer with its former card was on its way."""
        await self._pause(SETTLED)
        now = await self._book.said(message)
        if now is not None and now.card != shown:
            await self._voice.edit(message, now.card)

    async def _object(self, done: _Done, errors: Errors) -> Answer:
        """Say what is wrong: in the form, as it was filled in, while it is remembered."""
        by = done.by
        if done.filled is None:
            return await self._as_it_is(done, wrong_card(errors, done.language))
        form = self._forms.get(done.message, by.user, by.action, by.value)
        if form is None:
            return replies.wrong(errors)
        try:
            card = form_card(form, done.language, filled=done.filled, errors=errors.by_input)
        except NoRoom as full:  # above the form, which stays with all that is typed
            return replies.refused("wrong", str(full))
        return replies.shown(card)

    async def _tell_late(self, done: _Done, task: asyncio.Future[Outcome]) -> None:
        """Tell what came of it after all, and show the message without the sign of waiting."""
        outcome = await task
        card = _late(outcome, done.language)
        now = await self._book.said(done.message)
        is_open = done.filled is not None and isinstance(outcome, Errors)
        if now is not None and not is_open:
            await self._voice.edit(done.message, now.card)
        if card is not None:
            await self._voice.post_privately(done.by.place, done.by.user, card)


async def _outcome(done: _Done, asking: Awaitable[Outcome]) -> Outcome:
    try:
        return await asking
    except HINDRANCES:
        if done.filled is None:
            return Told(busy_card(done.language))
        return Errors({"": texts(done.language).status.busy})


def _late(outcome: Outcome, language: Language) -> Card | None:
    """Give what somebody is told of an outcome that could not be shown; nothing, if it shows."""
    match outcome:
        case None:
            return None
        case Told() | Turned():
            # A link of somebody's own is good for minutes, and a message stays.
            return late_card(language) if replies.has_link(outcome.card) else outcome.card
        case Form():
            return late_card(language)
        case Errors():
            return wrong_card(outcome, language)
        case _:
            assert_never(outcome)


def _language_of(invoke: Consented | Looked | Pressed | Filled) -> Language:
    match invoke:
        case Looked():
            return invoke.language
        case Pressed():
            return invoke.press.language
        case Consented() | Filled():
            return invoke.frame.language
        case _:
            assert_never(invoke)
