"""What people decided on documents: a review, the acts on it, and the Reviews port."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

from handlers.ports import Drop
from pipelines.document.model import Invoice, Reading

# passed: every check did, and nobody objected; pending: a person has to decide.
State = Literal["passed", "pending", "approved", "rejected"]
Verdict = Literal["approve", "reject", "edit", "flag"]


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did to one revision of a document; `person` as `person_id` names them."""

    person: str
    verdict: Verdict
    revision: int
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of a revision; `errors` counts its findings of that severity."""

    vendor: str | None
    issue_date: date | None
    currency: str | None
    total: Decimal | None
    errors: int


@dataclass(frozen=True, slots=True)
class Review:
    """Where a document stands with people. One that is no invoice or receipt has none.

    `acts` are all there were, oldest first; `version` grows by one with each. `since` is when it
    came into its state.
    """

    tenant: str
    document_id: str
    revision: int
    state: State
    since: datetime
    summary: Summary
    acts: tuple[Act, ...] = ()
    version: int = 1

    @property
    def approvals(self) -> tuple[Act, ...]:
        """Who approved this revision so far."""
        return tuple(
            act for act in self.acts if act.verdict == "approve" and act.revision == self.revision
        )

    @property
    def decision(self) -> Act | None:
        """The act that decided, while it stands."""
        return self.acts[-1] if self.acts and self.state in {"approved", "rejected"} else None

    @property
    def was_decided(self) -> bool:
        """Whether people decided on it once; it may have been reopened since."""
        later = (*(act.revision for act in self.acts[1:]), self.revision)
        return self.state in {"approved", "rejected"} or any(
            act.verdict == "flag" and act.revision < then
            for act, then in zip(self.acts, later, strict=False)
        )

    @property
    def last_editor(self) -> str | None:
        """Who edited the document last."""
        return next((act.person for act in reversed(self.acts) if act.verdict == "edit"), None)


@dataclass(frozen=True, slots=True)
class Case:
    """A review and how its document arrived, the first arrival first."""

    review: Review
    drops: tuple[Drop, ...]


class Reviews(Protocol):
    """Where the documents of each tenant stand with people."""

    async def open(self, review: Review) -> None:
        """Keep the review of a new document; harmless when there is one."""
        ...

    async def case(self, tenant: str, document_id: str) -> Case | None:
        """Give the review of a document with its arrivals."""
        ...

    def holding(self, tenant: str, document_id: str) -> AbstractAsyncContextManager[Case | None]:
        """Give the same in a transaction of its own that nobody else can act in.

        All that is written inside is kept together at its end. Nothing slow belongs there, and
        no call of Chat or Queue.
        """
        ...

    async def move(self, before: Review, after: Review) -> bool:
        """Let `after`, which has one act more, take the place of `before`.

        A compare-and-set on document, revision, state and version: False when somebody was first.
        """
        ...

    async def waiting(self, tenant: str) -> Sequence[Case]:
        """Give all that are pending, the oldest first."""
        ...

    async def closed(self, tenant: str, first: datetime, end: datetime) -> Sequence[Case]:
        """Give what was decided, or passed, at or after `first` and before `end`."""
        ...

    async def issued(self, tenant: str, first: date, last: date) -> Sequence[Case]:
        """Give the reviews of documents issued from `first` to `last`, in any state."""
        ...

    async def undated(self, tenant: str) -> Sequence[Case]:
        """Give the reviews of documents that state no day of issue, in any state."""
        ...

    async def unshown(self) -> Sequence[tuple[str, str, int]]:
        """Give tenant, document and version of those that `shown` was not called for."""
        ...

    async def shown(self, tenant: str, document_id: str, version: int) -> None:
        """Note that the cards tell `version`; an older one than is noted changes nothing."""
        ...


def opened(tenant: str, document_id: str, reading: Reading, at: datetime) -> Review:
    """Make the review of a document that was just read: pending where a check failed."""
    state: State = "pending" if reading.status == "flagged" else "passed"
    return Review(tenant, document_id, 1, state, at, summary(reading))


def summary(reading: Reading) -> Summary:
    """Give what lists show of `reading`."""
    invoice = reading.invoice or Invoice()
    return Summary(
        vendor=invoice.vendor,
        issue_date=invoice.issue_date,
        currency=invoice.currency,
        total=invoice.total,
        errors=sum(one.severity == "error" for one in reading.findings),
    )
