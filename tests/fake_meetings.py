"""The Meetings and Policies ports in memory, over the tables of a FakeLedger."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.chat import Place
from handlers.meetings.pairing import joined, meeting_id
from handlers.meetings.records import (
    Kept,
    Meeting,
    Passage,
    Picture,
    Piece,
    Policy,
    Role,
    State,
)
from handlers.ports import Clock, Drop
from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Timeline
from tests.fake_erasure import Heard
from tests.fake_ledger import FakeClock, FakeLedger


@dataclass
class FakeMeetings:
    """Meetings of `ledger`."""

    ledger: FakeLedger = field(default_factory=FakeLedger)
    clock: Clock = field(default_factory=FakeClock)

    async def arrived(self, drop: Drop, role: Role) -> Meeting:
        await self.ledger.arrived(drop, None)
        found = await self.of_drop(drop)
        if found is not None:
            return found
        ours = [one for one in self._all() if _channel(one.place) == _channel(drop.place)]
        now = self.clock.now()
        meeting = joined(drop, role, ours)
        begun = meeting or Meeting(
            tenant=drop.place.tenant,
            id=meeting_id(drop),
            place=drop.place,
            user=drop.user,
            language=drop.language,
            received_at=drop.received_at,
            since=now,
            state="asked",
            pieces=(),
            revision=-1,
        )
        pieces = sorted(
            (*begun.pieces, Piece(role, drop)), key=lambda one: (one.drop.received_at, one.drop.key)
        )
        return self._keep(
            replace(begun, pieces=tuple(pieces), since=now, revision=begun.revision + 1)
        )

    async def get(self, tenant: str, meeting_id: str) -> Meeting | None:
        kept = self.ledger.meetings.get((tenant, meeting_id))
        return None if kept is None else self._whole(kept)

    async def of_drop(self, drop: Drop) -> Meeting | None:
        where = (drop.place.tenant, drop.key)
        found = (
            one
            for one in self._all()
            if where in {(one.tenant, piece.drop.key) for piece in one.pieces}
        )
        return next(found, None)

    async def of_thread(self, place: Place) -> Sequence[Meeting]:
        there = [
            one
            for one in self._all()
            if place.thread is not None and any(piece.drop.place == place for piece in one.pieces)
        ]
        return sorted(there, key=lambda one: (one.received_at, one.id))

    async def choose(
        self, meeting: Meeting, state: State, *, by: str, when: Sequence[State]
    ) -> Meeting | None:
        kept = await self.get(meeting.tenant, meeting.id)
        if kept is None or kept.state not in when or kept.run != meeting.run:
            return None
        chosen = replace(kept, state=state, chosen_by=by, since=self.clock.now())
        run, revision = kept.run + (state == "running"), kept.revision + 1
        return self._keep(replace(chosen, run=run, revision=revision))

    async def ended(self, tenant: str, meeting_id: str, run: int, state: State) -> bool:
        kept = await self.get(tenant, meeting_id)
        if kept is None or (kept.run, kept.state) != (run, "running"):
            return False
        self._keep(replace(kept, state=state, revision=kept.revision + 1))
        return True

    async def fetched(self, tenant: str, meeting_id: str, piece: Piece) -> bool:
        kept = await self.get(tenant, meeting_id)
        key = piece.drop.key
        if kept is None or key not in {one.drop.key for one in kept.pieces}:
            return False
        pieces = tuple(piece if one.drop.key == key else one for one in kept.pieces)
        await self.ledger.fetched(piece.drop, piece.sha256)
        self._keep(replace(kept, pieces=pieces))
        return True

    async def plan(
        self, tenant: str, meeting_id: str, run: int, passages: Sequence[Passage], *, basis: str
    ) -> Sequence[Passage]:
        if (tenant, meeting_id) not in self.ledger.meetings:
            return ()
        if not await self.passages(tenant, meeting_id, run):
            windows = self.ledger.passages.setdefault((tenant, meeting_id), [])
            known = {
                (one.passage.start_s, one.passage.end_s): one.passage.said
                for one in windows
                if one.basis == basis and one.passage.said is not None
            }
            for one in passages:
                said = one.said or known.get((one.start_s, one.end_s))
                windows.append(Heard(run, basis, replace(one, said=said)))
        return await self.passages(tenant, meeting_id, run)

    async def passages(self, tenant: str, meeting_id: str, run: int) -> Sequence[Passage]:
        windows = self.ledger.passages.get((tenant, meeting_id), ())
        ours = [one.passage for one in windows if one.run == run]
        return sorted(ours, key=lambda one: one.number)

    async def heard(self, tenant: str, meeting_id: str, run: int, passage: Passage) -> None:
        for one in self.ledger.passages.get((tenant, meeting_id), ()):
            if (one.run, one.passage.number) == (run, passage.number):
                one.passage = replace(one.passage, said=passage.said)

    async def wrote(self, tenant: str, meeting_id: str, run: int, minutes: Minutes) -> bool:
        kept = await self.get(tenant, meeting_id)
        if kept is None or (kept.run, kept.state) != (run, "running"):
            return False
        self.ledger.written.setdefault((tenant, meeting_id), {})[run] = minutes
        return True

    async def minutes(self, tenant: str, meeting_id: str, run: int) -> Minutes | None:
        return self.ledger.written.get((tenant, meeting_id), {}).get(run)

    async def pictured(self, tenant: str, meeting_id: str, pictures: Sequence[Picture]) -> bool:
        found = await self.get(tenant, meeting_id)
        if found is None or found.state != "running":
            return False
        kept = self.ledger.pictures.setdefault((tenant, meeting_id), {})
        for one in pictures:
            kept.setdefault(one, False)
        return True

    async def tell(
        self, tenant: str, meeting_id: str, timeline: Timeline, pictures: Sequence[Picture]
    ) -> Meeting | None:
        kept = await self.get(tenant, meeting_id)
        if kept is None:
            return None
        noted = self.ledger.pictures.get((tenant, meeting_id), {})
        shown = {**dict.fromkeys(noted, False), **dict.fromkeys(pictures, True)}
        self.ledger.pictures[tenant, meeting_id] = shown
        return self._keep(replace(kept, timeline=timeline, revision=kept.revision + 1))

    async def rename(
        self, tenant: str, meeting_id: str, names: dict[str, str], *, revision: int
    ) -> Meeting | None:
        kept = await self.get(tenant, meeting_id)
        if kept is None or kept.revision != revision:
            return None
        return self._keep(replace(kept, names=dict(names), revision=revision + 1))

    async def over(self, kept: Kept, before: datetime) -> Sequence[Meeting]:
        every = (replace(one, timeline=None) for one in self._all())
        found = [one for one in every if one.since < before and self._keeps(one, kept)]
        return sorted(found, key=lambda one: (one.received_at, one.id))

    async def drop_recording(self, tenant: str, meeting_id: str) -> Sequence[str]:
        return await self._drop_file(tenant, meeting_id, "recording")

    async def drop_pictures(self, tenant: str, meeting_id: str) -> Sequence[str]:
        kept = await self.get(tenant, meeting_id)
        if kept is None:
            return ()
        gone = self.ledger.pictures.pop((tenant, meeting_id), {})
        self._keep(replace(kept, revision=kept.revision + 1))
        return sorted({one.sha256 for one in gone})

    async def _drop_file(self, tenant: str, meeting_id: str, role: Role) -> Sequence[str]:
        kept = await self.get(tenant, meeting_id)
        if kept is None:
            return ()
        self._keep(replace(kept, revision=kept.revision + 1))
        gone = [one for one in kept.pieces if one.role == role and one.sha256]
        for one in gone:
            await self.ledger.fetched(one.drop, None)
        return [str(one.sha256) for one in gone]

    def _keeps(self, meeting: Meeting, kept: Kept) -> bool:
        where = (meeting.tenant, meeting.id)
        held = {one.role for one in meeting.pieces if one.sha256}
        return {
            "recording": "recording" in held,
            "pictures": bool(self.ledger.pictures.get(where)),
            "all": True,
        }[kept]

    def _all(self) -> list[Meeting]:
        return [self._whole(one) for one in self.ledger.meetings.values()]

    def _keep(self, meeting: Meeting) -> Meeting:
        self.ledger.meetings[meeting.tenant, meeting.id] = meeting
        return self._whole(meeting)

    def _whole(self, meeting: Meeting) -> Meeting:
        """Give a meeting with what other tables hold of it."""
        tenant = meeting.tenant
        contents = self.ledger.contents
        pieces = (
            replace(one, sha256=contents.get((tenant, one.drop.key))) for one in meeting.pieces
        )
        pictures = self.ledger.pictures.get((tenant, meeting.id), {})
        shown = sorted((one for one, is_shown in pictures.items() if is_shown), key=_image)
        return replace(meeting, pieces=tuple(pieces), pictures=tuple(shown))


@dataclass
class FakePolicies:
    """Policies by platform, tenant and channel, and who said them."""

    said: dict[tuple[str, str, str], tuple[Policy, str]] = field(default_factory=dict)

    async def policy(self, place: Place) -> Policy | None:
        return self.said.get(_channel(place), (None, ""))[0]

    async def set(self, place: Place, policy: Policy, *, by: str) -> None:
        self.said[_channel(place)] = (policy, by)


def _channel(place: Place) -> tuple[str, str, str]:
    return place.platform, place.tenant, place.channel


def _image(picture: Picture) -> str:
    return picture.image
