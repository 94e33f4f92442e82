"""Until when a contract must be given notice of, or when it ends, and who is yet to be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Literal, Protocol

from handlers.ports import Drop
from pipelines.document.periods import later, period
from pipelines.document.terms import Contract

Sort = Literal["notice", "expiry"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which notice can be given, or the last day of a term."""

    sort: Sort
    day: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a document of a tenant is due for."""

    tenant: str
    document_id: str
    due: Due


class Deadlines(Protocol):
    """What people are to be reminded of, one deadline a document; it goes with its document."""

    async def keep(self, deadline: Deadline) -> None:
        """Keep the deadline of a document; harmless when it has one."""
        ...

    async def near(self, until: date) -> Sequence[Deadline]:
        """Give what is due by a day, of all tenants, and was not told yet; the earliest first."""
        ...

    async def told(self, tenant: str, document_id: str) -> None:
        """Note that people were reminded."""
        ...

    async def between(self, tenant: str, first: date, last: date) -> Sequence[Deadline]:
        """Give what is due from `first` to `last`, told or not, the earliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Outlook:
    """A contract seen from the day on which it was dropped.

    `days` is how long before a deadline people are reminded in its thread; 0: they are not.
    """

    dropped: date
    days: int = 0

    def ahead(self, contract: Contract) -> Due | None:
        """Give the first deadline that was not over by then."""
        return next((due for due in dues(contract) if due.day >= self.dropped), None)

    def over(self, contract: Contract) -> Due | None:
        """Give the first deadline, where that was over by then."""
        return next((due for due in dues(contract)[:1] if due.day < self.dropped), None)

    def reminds_on(self, due: Due) -> date | None:
        """Give the day of the reminder: after that of the card, which tells of the deadline too."""
        if not self.days:
            return None
        # The calendar begins where no contract does, but a stranger's may pretend to.
        room = min(self.days, due.day.toordinal() - 1)
        return min(due.day, max(due.day - room * DAY, self.dropped + DAY))


def outlook_of(drop: Drop, zone: tzinfo, days: int = 0) -> Outlook:
    """Look at a contract from the day on which it was dropped in `zone`."""
    return Outlook(drop.received_at.astimezone(zone).date(), days)


def dues(contract: Contract) -> tuple[Due, ...]:
    """Give the deadlines of a contract, the earliest first, as far as they can be reckoned.

    The end of one that renews itself is none where it is known until when that can be prevented.
    """
    return tuple(_dues(contract))


def reckoned_end(contract: Contract) -> date | None:
    """Give the last day of a term by its first day and its length, where it is not stated."""
    length = period(contract.term)
    if contract.expiry_date is not None or contract.effective_date is None or length is None:
        return None
    end = later(contract.effective_date, length)
    # A year from 1 March on ends on the last of February: who acts by then is not late.
    return None if end is None or end <= contract.effective_date else end - DAY


def last_day(contract: Contract) -> date | None:
    """Give the last day of a term, stated or reckoned."""
    return contract.expiry_date or reckoned_end(contract)


def _dues(contract: Contract) -> Iterator[Due]:
    end = last_day(contract)
    if end is None:
        return
    notice = contract.model_copy(update={"expiry_date": end}).notice_deadline
    if notice is not None and contract.auto_renewal is not False:
        yield Due("notice", notice)
    if notice is None or not contract.auto_renewal:
        yield Due("expiry", end)
