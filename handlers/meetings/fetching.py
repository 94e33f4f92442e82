"""The files of a meeting are fetched once somebody said so: scanned, screened, kept."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.chat import FileGone
from handlers.drops import is_spoken, rejection, uploaded
from handlers.intake import Intake
from handlers.lacks import FileDeleted, lack_of
from handlers.meetings.desk import Books
from handlers.meetings.records import Piece, Role
from handlers.people import person_id
from handlers.ports import Facts
from pipelines.errors import MediaRejected
from pipelines.media import MediaType
from pipelines.scanning import Infected

# What a file is that was looked at, and is none of ours.
UNREAD = ""


class Fetching:
    """Brings the files of meetings into the store; `intakes` go by what a file is to be."""

    def __init__(self, books: Books, intakes: Mapping[Role, Intake]) -> None:
        self.intakes = intakes
        self._meetings = books.meetings
        self._archive = books.archive
        self._store = books.store
        self._audit = books.audit

    async def fetch(self, tenant: str, meeting_id: str, role: Role) -> Facts:
        """Have the store hold a meeting's file of a role.

        Gives `drop`, `sha256`, `type` and `scan`; or `rejected` with the figures, or `gone`;
        nothing where there is no such file, or no meeting any more.
        """
        meeting = await self._meetings.get(tenant, meeting_id)
        piece = None if meeting is None else meeting.piece(role)
        if piece is None:
            return {}
        try:
            return await self._kept(tenant, piece) or await self._fetch(tenant, meeting_id, piece)
        except MediaRejected as refusal:
            return await self._turned_away(tenant, meeting_id, piece, refusal)
        except FileGone as gone:
            await self._note(piece, "meeting.gone", {"role": role, "why": lack_of(gone)})
            deleted = {"deleted": True} if isinstance(gone, FileDeleted) else {}
            return {"drop": piece.drop.key, "gone": lack_of(gone), **deleted}

    async def release(self, tenant: str, sha256: str) -> None:
        """Take a file out of the store unless somebody needs it."""
        if not await self._archive.holds(tenant, sha256):
            await self._store.remove(tenant, sha256)

    async def _kept(self, tenant: str, piece: Piece) -> Facts:
        """Tell of a file that an earlier run fetched, once it was scanned again; else nothing."""
        if piece.sha256 is None or not piece.media_type:
            return {}
        kept = piece.sha256, MediaType(piece.media_type)
        try:
            async with self.intakes[piece.role].lay_out(tenant, *kept, "not_configured") as laid:
                return _facts(piece, laid.scan)
        except KeyError:
            return {}

    async def _fetch(self, tenant: str, meeting_id: str, piece: Piece) -> Facts:
        intake = self.intakes[piece.role]
        async with intake.fetched(uploaded(piece.drop)) as (media, scan):
            kept = replace(piece, sha256=media.sha256, media_type=media.type.value, size=media.size)
            # Noted first: whoever forgets the meeting meanwhile finds what is put there.
            if not await self._meetings.fetched(tenant, meeting_id, kept):
                return {}
            await intake.keep_file(tenant, media)
            if not await self._meetings.fetched(tenant, meeting_id, kept):
                await self.release(tenant, media.sha256)
                return {}
            return _facts(kept, scan)

    async def _turned_away(
        self, tenant: str, meeting_id: str, piece: Piece, refusal: MediaRejected
    ) -> Facts:
        await self._meetings.fetched(
            tenant, meeting_id, replace(piece, sha256=None, media_type=UNREAD)
        )
        found: Facts = {}
        if isinstance(refusal, Infected):
            await self.intakes[piece.role].discard(uploaded(piece.drop))
            found = refusal.figures
        detail: Facts = {"role": piece.role, "reason": refusal.reason.value, **found}
        await self._note(piece, "meeting.rejected", detail)
        return {"drop": piece.drop.key, **rejection(refusal)}

    async def _note(self, piece: Piece, action: str, detail: Facts) -> None:
        drop = piece.drop
        actor = person_id(drop.place.platform, drop.user)
        await self._audit.append(
            drop.place.tenant, actor=actor, action=action, subject=drop.file, detail=detail
        )


def _facts(piece: Piece, scan: str) -> Facts:
    return {
        "drop": piece.drop.key,
        "sha256": piece.sha256,
        "type": piece.media_type,
        "scan": scan,
        **({"spoken": True} if is_spoken(piece.drop) else {}),
    }
