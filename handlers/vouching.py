"""What the audit log is told of a document, and whether what is kept of it is what was told."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.ports import Document, Facts, Json
from handlers.verdicts import Act, Review, Verdict, summary
from pipelines.document.model import Reading

READ = "document.read"
DONE: Mapping[Verdict, str] = {
    "approve": "review.approved",
    "reject": "review.rejected",
    "edit": "review.edited",
    "flag": "review.flagged",
}
_VERDICTS: Mapping[str, Verdict] = {action: verdict for verdict, action in DONE.items()}
TOLD = frozenset({READ, *_VERDICTS})


class Vouching(Protocol):
    """Whether the audit log vouches for what is kept of documents."""

    async def doubted(self, tenant: str, documents: Collection[str]) -> Collection[str]:
        """Give those of `documents` that stand otherwise than the log says, as far as it is whole.

        None of those that have no review is among them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the log that tells what a document says or how it stands."""

    actor: str
    action: str
    subject: str
    detail: Facts


def digest(reading: Reading) -> str:
    """Give the hash of a reading; a field that a later Clerk adds to all readings changes none."""
    said = reading.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_facts(document: Document) -> Facts:
    """Give what the log is told when a document was read."""
    return {
        "sha256": document.sha256,
        "revision": document.revision,
        "status": document.reading.status,
        "reading_sha256": digest(document.reading),
    }


def act_facts(before: Review, after: Review, reading: Reading) -> Facts:
    """Give what the log is told of an act: on what it was done, and what it leaves."""
    return {
        "revision": before.revision,
        "at": after.acts[-1].at.isoformat(),
        "state": after.state,
        "version": after.version,
        "leaves_revision": after.revision,
        "reading_sha256": digest(reading),
    }


def lives(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    """Give the entries on each document, by its id: from the last time on that it was read.

    What was forgotten and dropped again has the id that it had.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.action == READ:
            found[entry.subject] = [entry]
        elif entry.action in TOLD:
            found.setdefault(entry.subject, []).append(entry)
    return found


def doubt(review: Review, readings: Mapping[int, Reading], life: Sequence[Entry]) -> str | None:
    """Say in what a document, with its `readings` by revision, is not as the log says."""
    return _doubt_of_acts(review, life) or _doubt_of_values(review, readings, life)


def _doubt_of_acts(review: Review, life: Sequence[Entry]) -> str | None:
    if not life or life[0].action != READ:
        return "nothing in the log says that it was read"
    if [_act(act) for act in review.acts] != [_told(entry) for entry in life[1:]]:
        return "what people did to it is not what the log says"
    return None if _stands(review, life) else "it stands otherwise than the log says"


def _doubt_of_values(
    review: Review, readings: Mapping[int, Reading], life: Sequence[Entry]
) -> str | None:
    said = dict(_said(life))
    for revision in sorted({*readings, *said, review.revision}):
        if revision not in readings or revision not in said:
            return f"revision {revision} is not both kept and in the log"
        if said[revision] not in {None, digest(readings[revision])}:
            return f"revision {revision} says something else than the log was told"
    is_listed = summary(readings[review.revision]) == review.summary
    return None if is_listed else "lists do not show what it says"


def _act(act: Act) -> tuple[Json, ...]:
    return act.person, act.verdict, act.revision, act.at.isoformat()


def _told(entry: Entry) -> tuple[Json, ...]:
    verdict = _VERDICTS.get(entry.action)
    return entry.actor, verdict, entry.detail.get("revision"), entry.detail.get("at")


def _stands(review: Review, life: Sequence[Entry]) -> bool:
    last = life[-1].detail
    if len(life) == 1:
        state = "pending" if last.get("status") == "flagged" else "passed"
        return (review.state, review.revision, review.version) == (state, 1, 1)
    stands = review.state, review.revision, review.version
    decision = review.decision
    return stands == (last.get("state"), last.get("leaves_revision"), last.get("version")) and (
        decision is None or decision.at == review.since
    )


def _said(life: Sequence[Entry]) -> Iterator[tuple[int, Json]]:
    """Give the hash of each revision; None where an earlier Clerk told none."""
    for entry in life:
        revision = entry.detail.get("leaves_revision", entry.detail.get("revision"))
        if isinstance(revision, int):
            yield revision, entry.detail.get("reading_sha256")
