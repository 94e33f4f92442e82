"""Taking back what somebody dropped: the wish as a durable job, and what may go with it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Protocol

from handlers.chat import Card, Language, MessageRef, Place, Text
from handlers.drops import key_of
from handlers.erasure import Traces, Unsure
from handlers.people import person_id
from handlers.ports import Drop, Facts, Job
from handlers.texts.catalogue import texts

KIND = "withdrawal"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A file was deleted on the platform; `place` is where, as far as the platform tells.

    `user` is who deleted it, None where the platform does not say. `message` is the one that it
    was deleted with: the same file may be shared again, in another one. `change` tells the edit
    that took it out of a message from others, or the deletion of one that can be undeleted: that
    may happen to it again.
    """

    platform: str
    tenant: str
    file: str
    place: Place | None = None
    user: str | None = None
    message: str | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One arrival of a file, and what it brought; `held`: that is kept, whoever takes it back."""

    drop: Drop
    document: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of it when arrivals were taken back: `traces` are to be taken out elsewhere.

    `held` are documents that stay as people decided on them, `shared` those that stay for what
    other people dropped. Both have cards that tell of it, or no longer name who took theirs back.
    `reopened` are meetings with another file: nothing is known of them any more.
    """

    traces: Traces
    held: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()


class Withdrawing(Protocol):
    """Takes single arrivals out of what is kept; the same file of other people stays.

    A document goes with its last arrival, unless it is held: people decided on it once, or it
    counts in exports without that. So does a meeting; with any file of it goes all that was made of
    it, as that tells what was in the file.
    """

    async def arrivals(
        self, tenant: str, *, file: tuple[str, str] | None = None, document: str | None = None
    ) -> Sequence[Arrival]:
        """Give the arrivals of a file, by its platform and its id there, or of what it brought.

        `document` is the id of a document, or of a meeting.
        """
        ...

    async def withdraw(self, tenant: str, keys: Sequence[str], at: datetime | None) -> Withdrawn:
        """Take the arrivals of `keys` out, in one transaction.

        Those of held documents stay and are marked as deleted on the platform `at` that time;
        None: they were not, and are as before. Keys of what is not there (any more) change nothing.
        """
        ...


class Sharing(Protocol):
    """Whether a platform shows a file in a channel."""

    async def is_shared(self, withdrawal: Withdrawal) -> bool:
        """Tell whether its file is still shared in its place, by another message than its own.

        Raises ChatUnavailable, or ChatRefused where Clerk may not ask.
        """
        ...


def withdrawal_job(withdrawal: Withdrawal, at: datetime) -> Job:
    """Make the job that forgets what was deleted, as told `at` that time.

    Told again, it is the same job.
    """
    gone, place = withdrawal, withdrawal.place
    where = () if place is None else (place.channel, gone.message or "", gone.change or "")
    return Job(
        kind=KIND,
        key=key_of(KIND, gone.platform, gone.tenant, gone.file, *where),
        payload={
            "platform": gone.platform,
            "tenant": gone.tenant,
            "file": gone.file,
            "channel": None if place is None else place.channel,
            "message": gone.message,
            "person": gone.user and person_id(gone.platform, gone.user),
            "at": at.isoformat(),
        },
    )


def late_job(drop: Drop, at: datetime) -> Job:
    """Make the job that forgets an arrival whose file was deleted before it could be fetched."""
    return Job(
        kind=KIND,
        key=key_of(KIND, drop.key, drop.received_at.isoformat()),
        payload={
            "platform": drop.place.platform,
            "tenant": drop.place.tenant,
            "file": drop.file,
            "channel": None,
            "message": None,
            "person": None,
            "at": at.isoformat(),
        },
    )


def withdrawal_of(payload: Facts) -> Withdrawal:
    """Give what a job is about."""
    platform, tenant = str(payload["platform"]), str(payload["tenant"])
    channel, message = payload.get("channel"), payload.get("message")
    return Withdrawal(
        platform=platform,
        tenant=tenant,
        file=str(payload["file"]),
        place=None if channel is None else Place(platform, tenant, str(channel)),
        message=None if message is None else str(message),
    )


def facts_of(gone: Withdrawn) -> Facts:
    """Write down what is still to be taken out, for the checkpoint of a job: ids, and no words."""
    traces = gone.traces
    kinds: Mapping[str, Iterable[Sequence[object]]] = {
        "job": ((key,) for key in traces.jobs),
        "file": ((sha256,) for sha256 in traces.files),
        "document": ((one,) for one in traces.documents),
        "meeting": ((one,) for one in traces.meetings),
        "upload": traces.uploads,
        "message": ((*_spot(one.place), one.id) for one in traces.messages),
        "unsure": ((*_spot(one.place), one.key) for one in traces.unsure),
        "held": ((one,) for one in gone.held),
        "shared": ((one,) for one in gone.shared),
        "reopened": ((one,) for one in gone.reopened),
    }
    return {
        f"{kind} {number}": json.dumps(list(one))
        for kind, several in kinds.items()
        for number, one in enumerate(several)
    }


def withdrawn_of(tenant: str, facts: Facts) -> Withdrawn:
    """Give back what `facts_of` wrote down; the counts of rows are in the audit."""
    found = defaultdict[str, list[list[str]]](list)
    for name, value in facts.items():
        found[name.partition(" ")[0]].append(json.loads(str(value)))

    def there(one: list[str]) -> Place:
        return Place(one[0], tenant, one[1], one[2])

    traces = Traces(
        rows={},
        jobs=tuple(one for [one] in found["job"]),
        files=tuple(one for [one] in found["file"]),
        documents=tuple(one for [one] in found["document"]),
        meetings=tuple(one for [one] in found["meeting"]),
        uploads=tuple((platform, file) for platform, file in found["upload"]),
        messages=tuple(MessageRef(there(one), one[3]) for one in found["message"]),
        unsure=tuple(Unsure(there(one), one[3]) for one in found["unsure"]),
    )
    kinds = ("held", "shared", "reopened")
    held, shared, reopened = (tuple(one for [one] in found[kind]) for kind in kinds)
    return Withdrawn(traces, held, shared, reopened)


def _spot(place: Place) -> tuple[str, str, str | None]:
    return place.platform, place.channel, place.thread


def with_note(card: Card, drops: Sequence[Drop], language: Language, zone: tzinfo) -> Card:
    """Say on a card that what it tells of was deleted where it was dropped, and is kept."""
    at = min((drop.withdrawn_at for drop in drops if drop.withdrawn_at), default=None)
    if at is None:
        return card
    day = at.astimezone(zone).date().isoformat()
    note = Text(texts(language).withdrawing.deleted_but_held.format(date=day))
    return replace(card, parts=(note, *card.parts))


# Whether a file is still to be seen, by the platform that can tell.
Sharings = Mapping[str, Sharing]
