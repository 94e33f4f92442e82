"""What every Erasure tells of the jobs that were about a file."""

from dataclasses import replace

from handlers.ports import Document
from handlers.threads import refresh_job
from handlers.verdicts import Act, opened
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop


async def kept(ledger: Ledger, tenant: str, file: str, acts: int) -> Document:
    """Keep a document of which people did so much."""
    document = a_document(a_drop(tenant, file), f"of {file}")
    await ledger.archive.add(document, frozenset())
    review = opened(tenant, document.id, document.reading, MORNING)
    await ledger.reviews.open(review)
    for number in range(acts):
        act = Act(f"local:{number}", "flag", 1, MORNING, "why")
        version = review.version + 1
        after = replace(review, state="pending", acts=(*review.acts, act), version=version)
        assert await ledger.reviews.move(review, after)
        review = after
    return document


def refreshes(document: Document, versions: int) -> set[str]:
    """Give the keys of the jobs that let the document's cards tell what people did."""
    return {
        refresh_job(document.tenant, document.id, version + 1).key for version in range(versions)
    }


async def test_every_job_that_drew_the_cards_of_a_document_is_told(ledger: Ledger) -> None:
    document = await kept(ledger, "t1", "F1", acts=2)
    again = a_drop("t1", "F2", minutes=1)
    await ledger.archive.arrived(again, document.id)
    await kept(ledger, "t1", "F3", acts=1)
    await kept(ledger, "t2", "F1", acts=1)
    jobs = {document.drop.key, again.key} | refreshes(document, 3)
    for file in ("F1", "F2", document.id):
        traces = await ledger.erasure.traces("t1", file)
        assert traces
        assert (set(traces.jobs), len(traces.jobs)) == (jobs, 5)
    erased = await ledger.erasure.erase("t1", "F1")
    assert erased
    assert set(erased.jobs) == jobs


async def test_one_job_drew_what_nobody_did_anything_to(ledger: Ledger) -> None:
    document = await kept(ledger, "t1", "F1", acts=0)
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert set(traces.jobs) == {document.drop.key} | refreshes(document, 1)


async def test_what_waits_for_nobody_was_only_read(ledger: Ledger) -> None:
    document = a_document(a_drop("t1", "F1"), "a contract")
    await ledger.archive.add(document, frozenset())
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert traces.jobs == (document.drop.key,)
