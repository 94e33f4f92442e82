"""Files that Teams shows to Graph alone: a durable job asks for them by their message."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import datetime

from bot.book import Book, Source
from bot.once import Once
from bot.teams.attached import Attached
from bot.teams.graph import Graph, NotConsented
from bot.teams.holding import Holding
from bot.teams.minuted import Minuted
from bot.teams.payloads import Asked, Hidden
from bot.teams.requests import OnEvent, Requests
from bot.teams.shapes import PLATFORM
from handlers.chat import ChatError, ChatUnavailable, FileGone, Language, MessageRef, Place, Upload
from handlers.commands import is_command
from handlers.drops import key_of
from handlers.meetings.hints import may_be_wanted, together
from handlers.ports import Clock, Facts, Job, Queue, Steps
from handlers.replies import Replies
from handlers.unseen import AWAY, KIND, OFF, unseen_card
from handlers.waiting import Waiting
from handlers.withdrawals import Withdrawal

_MOST_ASKED = 1000
_AT_ONCE = 5.0  # seconds: Teams waits for some fifteen


@dataclass(frozen=True, slots=True)
class Hands:
    """Who keeps jobs, whom it is told what turned up or was asked, and by what is answered."""

    queue: Queue
    on_event: OnEvent
    requests: Requests
    replies: Replies
    clock: Clock


class Sharing:
    """Looks into messages of channels and group chats; `graph` is None where that is not asked.

    Whoever named Clerk is told what lacks; nobody else waits for an answer. What was said beside
    is no word of a job: a command waits here, and goes on where the message has no files.
    """

    def __init__(self, book: Book, graph: Graph | None, hands: Hands) -> None:
        self._book = book
        self._holding = None if graph is None else Holding(book, graph)
        self._minuted = None if graph is None else Minuted(graph)
        self._hands = hands
        self._asked = dict[str, Asked]()
        self._answered = Once(time.monotonic)

    async def on_hidden(self, hidden: Hidden) -> bool:
        """Keep durably that a message is to be looked into, or that what lacks is to be said.

        False: neither, and what it asks is left to whoever heard it.
        """
        asked = hidden.asked
        words = "" if asked is None else asked.command.words
        # Files of a group chat are only suspected; a command is beyond doubt.
        if asked and words and is_command(words) and not await self._is_certain(hidden.place):
            return False
        if self._holding is None and (hidden.change or not hidden.addressed):
            return False
        job = job_of(hidden, self._hands.clock.now())
        if asked is not None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.pop(next(iter(self._asked)))
            self._asked[job.key] = asked
        await self._hands.queue.put(job)
        return True

    async def left(self, hidden: Hidden) -> frozenset[str] | None:
        """Give the files that a message which was changed holds still; None: that is not known.

        Where Graph does not say so at once, a job asks it, and tells itself what was taken out.
        """
        if self._holding is None:
            return None
        try:
            async with asyncio.timeout(_AT_ONCE):
                return await self._left(self._holding, MessageRef(hidden.place, hidden.message))
        except (ChatError, TimeoutError):
            await self._hands.queue.put(change_of(hidden, self._hands.clock.now()))
            return None

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Look into one message, and say what lacks."""
        since = datetime.fromisoformat(str(job.payload["at"]))
        waiting = Waiting(steps, since, self._hands.clock)
        if "change" in job.payload:
            await waiting.run("withdraw", lambda: self._withdraw(job))
            return
        found = await waiting.run("look", lambda: self._look(job))
        if "lack" in found:
            await waiting.run("tell", lambda: self._tell(job, str(found["lack"])))

    async def on_failed(self, job: Job) -> None:
        """Say that it could not be looked into, for good, to whoever waits for an answer."""
        if _is_waited_for(job):
            await self._tell(job, AWAY)

    async def _left(self, holding: Holding, message: MessageRef) -> frozenset[str] | None:
        try:
            return await holding.left(message)
        except FileGone:
            return frozenset()
        except NotConsented:
            return None

    async def _withdraw(self, job: Job) -> Facts:
        """Tell of the files that a message brought, and holds no more."""
        message = _message(job)
        place, change = message.place, str(job.payload["change"])
        left = None if self._holding is None else await self._left(self._holding, message)
        if left is None:
            return {}
        where = place if await self._is_certain(place) else replace(place, thread=None)
        for one in await self._book.of_message(place.tenant, place.channel, message.id):
            if one.file not in left:
                await self._hands.on_event(
                    Withdrawal(PLATFORM, place.tenant, one.file, where, change=change)
                )
        return {}

    async def _look(self, job: Job) -> Facts:
        message = _message(job)
        if self._holding is None:
            return await self._unseen(job, OFF)
        try:
            files = await self._holding.of(message)
            where, found = message, (*await self._written(message, files), *files)
            if not files and self._asks_for_nothing_else(job):
                where, found = await self._newest(message)
        except NotConsented as error:
            return await self._unseen(job, error.permission)
        except ChatUnavailable:
            await self._say(job)  # it need not wait for what is asked again
            raise
        except FileGone:
            return {}  # the message is not there any more
        if not found:
            await self._say(job)
        self._asked.pop(job.key, None)
        await self._take_in(job, where, found)
        return {"files": len(found)}

    async def _written(
        self, message: MessageRef, files: tuple[Attached, ...]
    ) -> tuple[Attached, ...]:
        assert self._minuted is not None
        place = message.place
        return await self._minuted.beside(place.tenant, place.channel, message.id, files)

    async def _newest(self, message: MessageRef) -> tuple[MessageRef, tuple[Attached, ...]]:
        """Give what Teams recorded last of the meeting that a chat is of."""
        assert self._minuted is not None
        place = message.place
        told, files = await self._minuted.newest(place.tenant, place.channel)
        return MessageRef(Place(PLATFORM, place.tenant, place.channel, told), told), files

    def _asks_for_nothing_else(self, job: Job) -> bool:
        asked = self._asked.get(job.key)
        return asked is not None and not asked.command.words

    async def _take_in(self, job: Job, message: MessageRef, found: tuple[Attached, ...]) -> None:
        """Keep where files are to be had, and tell that they were dropped."""
        place, user = message.place, str(job.payload["user"])
        language, addressed = _language(job), bool(job.payload["addressed"])
        uploads = together([
            Upload(place, user, one.file, one.name, language, "", one.kind, addressed)
            for one in found
        ])  # fmt: skip
        wanted = {one.file: one for one in uploads if may_be_wanted(one)}
        thread = place.thread if await self._is_certain(place) else None
        now = self._hands.clock.now()
        await self._book.brought(*(
            Source(place.tenant, place.channel, one.file, one.source, one.url, message.id,
                   thread or "", now, one.link)
            for one in found if one.file in wanted
        ))  # fmt: skip
        for upload in wanted.values():
            await self._hands.on_event(upload)

    async def _unseen(self, job: Job, lack: str) -> Facts:
        """Let a command go on, and give what lacks, where somebody waits for an answer."""
        certain = await self._is_certain(_message(job).place)
        asked = self._asked.get(job.key)
        says = job.payload["says"]  # pictures came with a message that says nothing to Clerk
        if not certain and asked is not None and is_command(asked.command.words):
            await self._say(job)
        self._asked.pop(job.key, None)
        if not _is_waited_for(job) or not (certain or says):
            return {}
        return {"lack": lack}

    async def _say(self, job: Job) -> None:
        """Have what was asked answered, once; whoever asked before a restart is to ask again."""
        if not job.payload["says"] or not self._answered.first(job.key):
            return
        asked = self._asked.pop(job.key, None)
        if asked is not None:
            await self._hands.requests.answer(asked)
        else:
            user = str(job.payload["user"])
            await self._hands.requests.excuse(_message(job).place, user, _language(job))

    async def _tell(self, job: Job, lack: str) -> Facts:
        card = unseen_card(lack, _language(job))
        await self._hands.replies.post(_message(job).place, card, key=job.key, job=None)
        return {}

    async def _is_certain(self, place: Place) -> bool:
        """Tell whether what Teams hides is a file: of a channel it tells that there is one."""
        held = await self._book.conversation(place.tenant, place.channel)
        return held is not None and held.kind == "channel"


def job_of(hidden: Hidden, at: datetime) -> Job:
    """Make the job that looks into a message, once for each of its changes; no word is in it."""
    place, message = hidden.place, hidden.message
    again = ("again", hidden.change) if hidden.change else ()
    return Job(
        kind=KIND,
        key=key_of(KIND, place.tenant, place.channel, message, *again),
        payload={
            "tenant": place.tenant,
            "channel": place.channel,
            "thread": place.thread,
            "message": message,
            "user": hidden.user,
            "language": hidden.language,
            "addressed": hidden.addressed,
            "says": hidden.asked is not None,
            "again": bool(hidden.change),
            "at": at.isoformat(),
        },
    )


def change_of(hidden: Hidden, at: datetime) -> Job:
    """Make the job that looks up what a change took out of a message."""
    job, change = job_of(hidden, at), at.isoformat()
    return Job(job.kind, f"{job.key}:{key_of(change)}", {**job.payload, "change": change})


def _is_waited_for(job: Job) -> bool:
    """Tell whether somebody waits for an answer: who changed a message was told of it before."""
    return bool(job.payload["addressed"]) and not job.payload.get("again")


def _message(job: Job) -> MessageRef:
    given = job.payload
    thread = None if given["thread"] is None else str(given["thread"])
    place = Place(PLATFORM, str(given["tenant"]), str(given["channel"]), thread)
    return MessageRef(place, str(given["message"]))


def _language(job: Job) -> Language:
    return "zh" if job.payload["language"] == "zh" else "en"
