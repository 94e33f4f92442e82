"""The Withdrawing port in memory, over the tables of a FakeLedger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.chat import MessageRef, Place
from handlers.erasure import Traces, Unsure
from handlers.meetings.records import Meeting
from handlers.ports import Drop
from handlers.withdrawals import Arrival, Withdrawn
from tests.fake_ledger import FakeLedger


@dataclass
class FakeWithdrawing:
    """Takes arrivals out of `ledger`."""

    ledger: FakeLedger
    keeps_passed: bool = False

    async def arrivals(
        self, tenant: str, *, file: tuple[str, str] | None = None, document: str | None = None
    ) -> Sequence[Arrival]:
        def is_meant(drop: Drop, brought: str | None) -> bool:
            if file is not None:
                return (drop.place.platform, drop.file) == file
            meeting = self.ledger.meetings.get((tenant, document or ""))
            pieces = () if meeting is None else meeting.pieces
            return brought == document or drop.key in {piece.drop.key for piece in pieces}

        found = [
            Arrival(drop, brought, self._is_held(tenant, brought))
            for (owner, _), (drop, brought) in self.ledger.drops.items()
            if owner == tenant and is_meant(drop, brought)
        ]
        return sorted(found, key=lambda one: (one.drop.received_at, one.drop.key))

    async def withdraw(self, tenant: str, keys: Sequence[str], at: datetime | None) -> Withdrawn:
        drops = self.ledger.drops
        there = [(drops[tenant, key]) for key in keys if (tenant, key) in drops]
        held = {one for _, one in there if one and self._is_held(tenant, one)}
        for drop, brought in there:
            if brought in held and at is not None:
                marked = replace(drop, withdrawn_at=drop.withdrawn_at or at)
                drops[tenant, drop.key] = (marked, brought)
                document, marks = self.ledger.documents[tenant, str(brought)]
                if document.drop.key == drop.key:
                    self.ledger.documents[tenant, str(brought)] = (
                        replace(document, drop=marked),
                        marks,
                    )
        going = [(drop, brought) for drop, brought in there if brought not in held]
        shared = self._hand_over(tenant, [drop for drop, _ in going], going)
        documents = {brought for _, brought in going if brought} - shared
        reopened = self._reopened(tenant, {drop.key for drop, _ in going})
        return Withdrawn(
            self._take_out(tenant, [drop for drop, _ in going], documents, reopened),
            tuple(sorted(held)),
            tuple(sorted(shared)),
            tuple(sorted(one.id for one in reopened)),
        )

    def _reopened(self, tenant: str, keys: set[str]) -> list[Meeting]:
        """Give the meetings that stay with another file, as they are without these."""
        found = list[Meeting]()
        for (owner, _), meeting in self.ledger.meetings.items():
            left = tuple(one for one in meeting.pieces if one.drop.key not in keys)
            if owner == tenant and left and len(left) < len(meeting.pieces):
                first = left[0].drop
                emptied = replace(
                    meeting, pieces=left, place=first.place, user=first.user, names={},
                    language=first.language, received_at=first.received_at, state="asked",
                    chosen_by=None, timeline=None, revision=meeting.revision + 1,
                )  # fmt: skip
                found.append(emptied)
        return found

    def _is_held(self, tenant: str, document: str | None) -> bool:
        review = self.ledger.reviews.get((tenant, document or ""))
        return review is not None and (
            review.was_decided or (self.keeps_passed and review.state == "passed")
        )

    def _hand_over(
        self, tenant: str, drops: Sequence[Drop], going: Sequence[tuple[Drop, str | None]]
    ) -> set[str]:
        keys, shared = {drop.key for drop in drops}, set[str]()
        for document in {brought for _, brought in going if brought}:
            others = [one for one in self.ledger.brought(tenant, document) if one.key not in keys]
            if not others:
                continue
            shared.add(document)
            heir = min(others, key=lambda one: (one.received_at, one.key))
            kept, marks = self.ledger.documents[tenant, document]
            if kept.drop.key in keys:
                self.ledger.documents[tenant, document] = (replace(kept, drop=heir), marks)
                self._bequeath(tenant, kept.drop, heir)
        return shared

    def _bequeath(self, tenant: str, first: Drop, heir: Drop) -> None:
        for (owner, key), (job, sent) in list(self.ledger.outbox.items()):
            elsewhere = isinstance(sent, MessageRef) and sent.place != first.place
            if (owner, job) == (tenant, first.key) and elsewhere and key.startswith(first.key):
                del self.ledger.outbox[owner, key]
                renamed = heir.key + key.removeprefix(first.key)
                self.ledger.outbox[owner, renamed] = (heir.key, sent)

    def _take_out(
        self, tenant: str, drops: Sequence[Drop], documents: set[str], reopened: Sequence[Meeting]
    ) -> Traces:
        ledger, jobs = self.ledger, [drop.key for drop in drops]
        left = [piece.drop.key for one in reopened for piece in one.pieces]
        ended = {
            one.id
            for (owner, _), one in ledger.meetings.items()
            if owner == tenant and {piece.drop.key for piece in one.pieces} <= set(jobs)
        }
        known = ended | {one.id for one in reopened}
        posted = ledger._messages(tenant, [*jobs, *left])
        outbox = [(key, ledger.outbox[tenant, key][1]) for _, key in posted]
        counts = ledger._counts(tenant, documents | known, jobs)
        traces = Traces(
            rows={**counts, "meetings": len(ended), "outbox": len(posted)},
            jobs=(*jobs, *ledger._refreshes(tenant, documents | known)),
            files=tuple(sorted(ledger._files(tenant, documents | known, {*jobs, *left}))),
            messages=tuple(sent for _, sent in outbox if isinstance(sent, MessageRef)),
            unsure=tuple(Unsure(to, key) for key, to in outbox if isinstance(to, Place)),
            uploads=(),
            documents=tuple(sorted(documents)),
            meetings=tuple(sorted(ended)),
        )
        ledger._delete(tenant, documents | known, jobs)
        for message in posted:
            ledger.outbox.pop(message, None)
        for one in reopened:
            ledger.meetings[tenant, one.id] = one
        for key in left:
            ledger.contents.pop((tenant, key), None)
        kept = {
            (drop.place.platform, drop.file)
            for (owner, _), (drop, _) in ledger.drops.items()
            if owner == tenant
        }
        uploads = {(drop.place.platform, drop.file) for drop in drops} - kept
        return replace(traces, uploads=tuple(sorted(uploads)))
