"""A transcript that Clerk has already: it is a meeting at once, and nobody is asked again."""

import hashlib
from collections.abc import AsyncIterator

from handlers.meetings.consent import Consent
from handlers.meetings.desk import Books
from handlers.meetings.records import Meeting, Piece
from handlers.meetings.telling import CLERK
from handlers.ports import Drop
from pipelines.media import MediaType


class Supplying:
    """Makes meetings of transcripts, in steps each of which is harmless twice: note, keep, begin.

    It is noted first what the store is to hold: whoever forgets the meeting meanwhile finds it.
    """

    def __init__(self, books: Books, consent: Consent) -> None:
        self._books = books
        self._consent = consent

    async def note(self, drop: Drop, vtt: bytes) -> Meeting:
        """Keep that a transcript arrived; gives its meeting. To be called in a transaction."""
        meetings = self._books.meetings
        meeting = await meetings.arrived(drop, "transcript")
        sha256 = hashlib.sha256(vtt).hexdigest()
        piece = Piece("transcript", drop, sha256, MediaType.VTT.value, len(vtt))
        await meetings.fetched(meeting.tenant, meeting.id, piece)
        return meeting

    async def find(self, tenant: str, meeting_id: str) -> Meeting | None:
        """Give a meeting that was noted; None: it was forgotten meanwhile."""
        return await self._books.meetings.get(tenant, meeting_id)

    async def keep(self, meeting: Meeting, vtt: bytes) -> None:
        """Put it in the store, unless the meeting was forgotten meanwhile."""
        tenant, store = meeting.tenant, self._books.store
        kept = await store.put(tenant, _whole(vtt), limit=len(vtt))
        if not await self._books.archive.holds(tenant, kept.sha256):
            await store.remove(tenant, kept.sha256)

    async def begin(self, meeting: Meeting) -> None:
        """Have it read, once."""
        begun = await self._consent.begin(meeting, CLERK, ("asked",))
        now = begun or await self._books.meetings.get(meeting.tenant, meeting.id)
        if now is not None and now.state == "running":
            await self._consent.put(now)  # a crash may have kept it from being put


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
