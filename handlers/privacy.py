"""Somebody wants a file forgotten: everything Clerk has of it goes, and a receipt remains."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from handlers.chat import Chat, ChatRefused, MessageRef
from handlers.erasure import Erasure, Traces, Unsure
from handlers.intake import ForgetUpload
from handlers.ports import Audit, Clock, Facts, Queue, Store

UPLOAD_STAYS = (
    "The file that somebody uploaded stays where they put it: only they, or an administrator"
    " of that platform, can delete it there."
)
COPIES_STAY = (
    "Another program was using the database: copies of the erased rows may be left in its file"
    " until this is asked again."
)
MESSAGES_STAY = "Some of Clerk's messages could not be deleted: the platform refused."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was forgotten, when and for whom; `file` is the id it was asked by.

    `counts` are things taken out, by where they were; `remains` says what is not Clerk's to
    take out, or could not be.
    """

    tenant: str
    file: str
    actor: str
    at: datetime
    counts: Mapping[str, int]
    remains: tuple[str, ...]

    def canonical(self) -> bytes:
        """Give the receipt as JSON, always the same bytes: what is signed."""
        values = {**asdict(self), "at": self.at.isoformat()}
        return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()


# Takes back what single persons were told that shows a document or a meeting, or any of what
# waits: the tenant, the id of either; gives how many messages there were.
ForgetTold = Callable[[str, str], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Privacy:
    """Forgets files. What a crash interrupts is finished by asking again.

    When only the receipt was missing, there is none: the audit tells that it was begun.

    `uploads` erase what was dropped on platforms that are Clerk's own, by platform; `told` what
    single persons were told on platforms that keep it.
    """

    erasure: Erasure
    store: Store
    chat: Chat
    queue: Queue
    audit: Audit
    clock: Clock
    uploads: Mapping[str, ForgetUpload] = field(default_factory=dict)
    told: Sequence[ForgetTold] = ()

    async def forget_file(self, tenant: str, file: str, *, actor: str) -> Receipt | None:
        """Forget a document or a meeting (by its id), or a dropped file (by the platform's).

        None when Clerk has nothing of it. May raise ChatUnavailable: then ask again.
        """
        traces = await self.erasure.traces(tenant, file)
        if traces is None:
            # An earlier try may have been interrupted before its last act.
            await self.erasure.scrub()
            return None
        subject = hashlib.sha256(f"{tenant}\0{file}".encode()).hexdigest()
        await self.audit.append(
            tenant, actor=actor, action="file.forgetting", subject=subject, detail={}
        )
        counts = await self._forget(tenant, file, traces)
        remains = await self._remains(traces, counts)
        receipt = Receipt(tenant, file, actor, self.clock.now(), counts, remains)
        detail: Facts = {
            **receipt.counts,
            "receipt": hashlib.sha256(receipt.canonical()).hexdigest(),
        }
        await self.audit.append(
            tenant, actor=actor, action="file.forgotten", subject=subject, detail=detail
        )
        return receipt

    async def take_out(self, tenant: str, traces: Traces) -> dict[str, int]:
        """Take out what is kept elsewhere of rows that are gone already; harmless twice.

        Gives how many things there were, by where. May raise ChatUnavailable: then ask again.
        """
        counts = {"jobs": 0, "messages": 0, "private_messages": 0, "files": 0, "uploads": 0}
        await self._take_out(tenant, traces, counts)
        return counts

    async def _forget(self, tenant: str, file: str, traces: Traces) -> dict[str, int]:
        """Take everything out; the rows, which tell what there is to do, go last."""
        counts = await self.take_out(tenant, traces)
        erased = await self.erasure.erase(tenant, file)
        if erased is not None:
            # A job that was still running may have added to it before it was cancelled, and
            # people may have asked what waits.
            await self._take_out(tenant, _beyond(erased, traces), counts)
            counts.update(erased.rows)
        return counts

    async def _take_out(self, tenant: str, traces: Traces, counts: dict[str, int]) -> None:
        # Jobs first: one that goes on would bring back what is taken out after it.
        counts["jobs"] += await self.queue.forget(traces.jobs) if traces.jobs else 0
        posted: tuple[MessageRef | Unsure, ...] = (*traces.messages, *traces.unsure)
        for one in posted:
            outcome = await self._retract(one)
            counts[outcome] = counts.get(outcome, 0) + 1
        for forget in self.told:
            for what in (*traces.documents, *traces.meetings):
                counts["private_messages"] += await forget(tenant, what)
        for sha256 in traces.files:
            counts["files"] += await self.store.remove(tenant, sha256)
        for platform, id_ in traces.uploads:
            if platform in self.uploads:
                counts["uploads"] += await self.uploads[platform](tenant, id_)

    async def _retract(self, message: MessageRef | Unsure) -> str:
        """Take a message back; gives under what name it is counted."""
        try:
            sent = message if isinstance(message, MessageRef) else await self._find(message)
            if sent is None:
                return "messages_never_sent"
            await self.chat.retract(sent)
        except ChatRefused:
            return "messages_refused"
        return "messages"

    async def _find(self, message: Unsure) -> MessageRef | None:
        return await self.chat.find(message.place, key=message.key)

    async def _remains(self, traces: Traces, counts: Mapping[str, int]) -> tuple[str, ...]:
        remains = []
        if any(platform not in self.uploads for platform, _ in traces.uploads):
            remains.append(UPLOAD_STAYS)
        if counts.get("messages_refused"):
            remains.append(MESSAGES_STAY)
        if not await self.erasure.scrub():
            remains.append(COPIES_STAY)
        return tuple(remains)


def _beyond(later: Traces, earlier: Traces) -> Traces:
    """Give what `later` has beyond `earlier`.

    Files, documents and meetings again: the same may be back, and shown to somebody else.
    """
    return Traces(
        rows={},
        jobs=tuple(key for key in later.jobs if key not in earlier.jobs),
        files=later.files,
        messages=tuple(one for one in later.messages if one not in earlier.messages),
        unsure=tuple(one for one in later.unsure if one not in earlier.unsure),
        uploads=tuple(one for one in later.uploads if one not in earlier.uploads),
        documents=later.documents,
        meetings=later.meetings,
    )
