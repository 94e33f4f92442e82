"""Orders from the console go the same way, and what stands in a gate's way is told as it is."""

import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from handlers.forms import MOST_REASON
from handlers.ports import Facts, Job, QueueUnavailable
from handlers.reviews import Done, Order, Refused
from handlers.threads import refresh_job
from handlers.verdicts import Act, Case, Review
from pipelines.document.model import Invoice
from tests.fake_ledger import MORNING
from tests.handlers.bureau import (
    INVOICE,
    KEY,
    POLICY,
    Bureau,
    WatchedQueue,
    WatchedReviews,
    clear,
    flagged,
)

CONSOLE: Facts = {"os_user": "root", "os_uid": 0}


def typed(document: str, verdict: str = "approve", person: str = "local:anna") -> Order:
    """Make an order for the newest revision."""
    order = Order("t1", document, None, "approve", person, console=CONSOLE)
    return replace(order, verdict=verdict)  # type: ignore[arg-type]  # words of the test's own


async def test_an_order_is_carried_out_and_says_who_sat_there() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    order = replace(typed(document, "reject"), reason=" wrong sum ")
    done = await bureau.gate.decide(order)
    assert isinstance(done, Done)
    assert done.review == await bureau.review(document)
    assert (done.review.state, done.review.acts[-1].reason) == ("rejected", "wrong sum")
    [link] = bureau.audit.links
    assert link.actor == "local:anna"
    assert link.detail.items() >= {**CONSOLE, "revision": 1, "state": "rejected"}.items()
    assert len(bureau.queue.jobs) == 1


async def test_nobody_hides_behind_what_the_console_says() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    order = replace(typed(document), console={"verdict": "open", "why": "own", "os_user": "root"})
    assert await bureau.gate.decide(order) == Refused("reason")
    assert bureau.audit.links[0].detail == {
        "os_user": "root",
        "revision": None,
        "verdict": "approve",
        "why": "reason",
    }


@pytest.mark.parametrize("reason", [None, "", " \n "])
@pytest.mark.parametrize("verdict", ["approve", "reject"])
async def test_an_order_without_its_reason_is_refused(verdict: str, reason: str | None) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    order = replace(typed(document, verdict), reason=reason)
    assert await bureau.gate.decide(order) == Refused("reason")
    assert (await bureau.review(document)).acts == ()
    assert bureau.noted() == [("local:anna", "review.refused")]


async def test_a_reason_is_kept_as_far_as_a_form_would_take_it() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    done = await bureau.gate.decide(replace(typed(document), reason="x" * 5000))
    assert isinstance(done, Done)
    assert done.review.acts[-1].reason == "x" * (MOST_REASON - 1) + "…"


async def test_a_reason_is_kept_without_what_cannot_be_shown() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    done = await bureau.gate.decide(replace(typed(document), reason="a\x1b[2Jb \udce9\n c"))
    assert isinstance(done, Done)
    assert done.review.acts[-1].reason == "a[2Jb c"


@pytest.mark.parametrize("person", ["local:eva", "local:nobody", "slack:anna"])
async def test_the_console_lets_nobody_decide_who_may_not(person: str) -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    order = replace(typed(document, person=person), reason="because")
    refused = await bureau.gate.decide(order)
    assert isinstance(refused, Refused)
    assert refused.why == ("role" if person == "local:eva" else "unseen")


class AwayQueue(WatchedQueue):
    """A queue that takes nothing."""

    async def put(self, job: Job) -> bool:
        raise QueueUnavailable("OperationalError")


async def test_what_was_decided_is_told_as_decided_whatever_the_queue_does(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever configures logging may have silenced the loggers that were there before.
    monkeypatch.setattr(logging.getLogger("handlers.gate"), "disabled", False)
    bureau = Bureau()
    bureau.queue = AwayQueue()
    bureau.govern(POLICY)
    document = await bureau.file(flagged())
    assert isinstance(await bureau.gate.decide(replace(typed(document), reason="so")), Done)
    assert (await bureau.review(document)).state == "approved"
    [record] = [one for one in caplog.records if one.name == "handlers.gate"]
    assert "the queue did not answer (OperationalError)" in record.getMessage()
    await bureau.decisions.catch_up()
    assert "cards wait for the next look" in caplog.records[-1].getMessage()
    bureau.queue = WatchedQueue()
    bureau.govern(POLICY)
    await bureau.decisions.catch_up()
    assert [*bureau.queue.jobs.values()] == [refresh_job("t1", document, 2)]


async def test_without_its_key_the_audit_tells_nobody_what_a_reason_was() -> None:
    marks = []
    for key, reason in ((KEY, "no"), (KEY, "no"), (KEY, "not"), (b"another", "no")):
        bureau = Bureau(key=key)
        document = await bureau.file(flagged())
        await bureau.gate.decide(replace(typed(document, "reject"), reason=reason))
        marks.append(bureau.audit.links[0].detail["reason_hmac"])
    assert marks[0] == marks[1] == hmac.digest(KEY, b"no", "sha256").hex()
    assert len({*marks}) == 3


@pytest.mark.parametrize("invoice", [None, INVOICE])
async def test_an_edit_that_changes_nothing_is_none(invoice: Invoice | None) -> None:
    bureau = Bureau()
    document = await bureau.file(clear())
    order = replace(typed(document, "edit"), invoice=invoice)
    refused = await bureau.gate.decide(order)
    assert refused == Refused("unchanged")
    card = bureau.gate.refusal(refused, "en")
    assert [getattr(part, "text", "") for part in card.parts] == ["Nothing was changed."]


async def test_an_edit_is_a_new_revision() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    done = await bureau.gate.decide(replace(typed(document, "edit"), invoice=INVOICE))
    assert isinstance(done, Done)
    assert (done.review.revision, done.review.summary.errors) == (2, 0)


async def test_an_invoice_that_comes_with_another_verdict_changes_nothing() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.gate.decide(replace(typed(document, "reject"), reason="no"))
    other = INVOICE.model_copy(update={"vendor": "Somebody else"})
    order = replace(typed(document, "flag", "local:ben"), reason="sorry", invoice=other)
    assert isinstance(await bureau.gate.decide(order), Done)
    assert (await bureau.document(document)).reading == flagged()


@dataclass
class OvertakenReviews(WatchedReviews):
    """Reviews where somebody else's `act` comes in between once."""

    act: Act | None = None

    @asynccontextmanager
    async def holding(self, tenant: str, document_id: str) -> AsyncIterator[Case | None]:
        async with super().holding(tenant, document_id) as case:
            act, self.act = self.act, None
            if act is not None and case is not None:
                before = case.review
                self.ledger.reviews[tenant, document_id] = overtaken(before, act)
            yield case


def overtaken(before: Review, act: Act) -> Review:
    return replace(
        before,
        state="approved" if act.verdict == "approve" else "rejected",
        acts=(*before.acts, act),
        version=before.version + 1,
    )


async def test_whoever_is_overtaken_is_told_by_whom() -> None:
    bureau = Bureau()
    reviews = OvertakenReviews(bureau.ledger, apart=bureau.apart)
    reviews.act = Act("local:ben", "reject", 1, MORNING, "no")
    bureau = Bureau(ports=(reviews, bureau.ledger, bureau.audit))
    document = await bureau.file(flagged())
    outcome = await bureau.gate.decide(replace(typed(document), reason="fine"))
    assert outcome == Refused("decided", "Ben", MORNING, "rejected")
    assert bureau.noted() == [("local:anna", "review.refused")]
    assert bureau.queue.jobs == {}
