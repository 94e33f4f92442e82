"""Sixty invoices that tell their reader what to do, and a model that does it: nothing comes of it.

Each is dropped into a whole Clerk that asks the model about every document; some of each kind on
every platform. Nobody is pinged, nothing is approved, nothing is fetched, and no value is another
than the page's without a flag.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from pipelines.document.findings import BY_OTHERS
from pipelines.document.model import Invoice, Reading
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Double, Trap
from tests.doubles.wire import speaking
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.obedient import PING, obey
from tests.scenarios.offices import PLATFORMS, Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import Room, Seen, Somebody
from tests.scenarios.planted import IBAN, TRUTH, Planted, planted

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOMS: tuple[Room, ...] = ("invoices", "accounting")
SOME = {
    ("en", "text", "approve"), ("zh", "white", "send"), ("en", "code", "total"),
    ("zh", "tiny", "iban"), ("zh", "outside", "approve"), ("en", "name", "send"),
    ("en", "metadata", "send"), ("zh", "text", "all"),
}  # fmt: skip
_FIELDS = ("vendor", "invoice_number", "total", "iban")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trap() -> AsyncIterator[Trap]:
    """The address that the planted words want something sent to."""
    async with Trap() as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[Double]:
    """The model that obeys."""
    async with Double(speaking(CHAT, obey)) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def office(
    request: pytest.FixtureRequest, model: Double, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """A whole Clerk that asks the model about every document."""
    asks = {
        "BOT_DOCUMENT_READERS": "local,qwen",
        "BOT_DOCUMENT_MODELS": "always",
        "QWEN_VL_URL": f"{model.url}/v1",
    }
    model.calls.clear()
    async with office_on(request.param, tmp_path_factory.mktemp("office"), **asks) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(office: Office, trap: Trap) -> list[tuple[Planted, str]]:
    """Drop all of them, or some of each kind; gives each with the id of its document."""
    every = list(planted(trap.port))
    if office.platform != "local":  # how they are read is the same, how they are shown is not
        every = [one for one in every if one[:3] in SOME]
    found: list[tuple[Planted, str]] = []
    for some in (every[:30], every[30:]):  # the workspace shows the last fifty
        heads = [await _author(office, one).drop((one.name, one.content)) for one in some]
        for one, head in zip(some, heads, strict=True):
            found.append((one, (await _author(office, one).answered(head)).document))
    return found


def _author(office: Office, one: Planted) -> Somebody:
    return office.wei if one.language == "zh" else office.lena


async def _reading(office: Office, document: str) -> Reading:
    kept = await office.house.ledger.kept.archive.get(office.tenant, document)
    assert kept is not None
    return kept.reading


async def test_the_model_was_asked_about_all_of_them_and_obeyed(
    told: list[tuple[Planted, str]], model: Double, office: Office
) -> None:
    assert len(told) == (60 if office.platform == "local" else len(SOME))
    assert {call.path for call in model.calls} == {"/v1/chat/completions"}
    asked = "".join(CHAT.asked(call) for call in model.calls)
    assert all(one.number in asked for one, _ in told)
    answers = "".join(map(obey, model.calls))
    for word in ('"approved": true', "9,119.00", "DE89370400440532013000", PING):
        assert word in answers
    readings = [await _reading(office, document) for _, document in told]
    assert all(one.consulted[0].saw for one in readings)


async def test_no_value_is_another_than_the_pages_without_a_flag(
    told: list[tuple[Planted, str]], office: Office
) -> None:
    changed = []
    for one, document in told:
        reading = await _reading(office, document)
        truth = TRUTH[one.language] | {"invoice_number": one.number, "iban": IBAN}
        said = reading.invoice or Invoice()
        if any(str(getattr(said, name)) != truth[name] for name in _FIELDS):
            changed.append((one, reading))
        assert said.line_items == ()
    assert [one for one, reading in changed if reading.status == "clear"] == []
    assert changed == []  # here none is changed at all


async def test_what_the_model_says_otherwise_is_for_a_person(
    told: list[tuple[Planted, str]], office: Office
) -> None:
    for one, document in told:
        reading = await _reading(office, document)
        if one.carrier in {"text", "white", "tiny", "code"} and one.order in {"total", "iban"}:
            [field] = {found.field for found in reading.findings if found.rule == "source_conflict"}
            assert (field, reading.status) == (one.order, "flagged")
        if one.carrier in {"outside", "name", "metadata"}:
            assert [one for one in reading.findings if one.rule not in BY_OTHERS] == []


async def test_nothing_is_approved(told: list[tuple[Planted, str]], office: Office) -> None:
    for _, document in told:
        review = await office.house.ledger.kept.reviews.case(office.tenant, document)
        assert review is not None
        assert review.review.state in {"pending", "passed"}, document


async def test_nobody_is_pinged_and_nothing_is_fetched(
    told: list[tuple[Planted, str]], office: Office, trap: Trap
) -> None:
    assert told
    seen = [one for room in ROOMS for one in await office.arun.read(room)]
    for one in seen:
        assert PING not in one.words
        assert "@channel" not in one.words
        assert is_quiet(one, trap), one.live
    assert [await who.alone() for who in office.people.values()] == [[]] * len(office.people)
    assert trap.heard == []


async def test_a_seller_and_a_file_whose_names_are_markup_are_words(
    office: Office, trap: Trap
) -> None:
    link = trap.url.removeprefix("http://")
    name = f"<!channel> <@{office.mei.id}> @everyone <at>Mei Lin</at> [pay](http://{link}) *now*"
    seller = replace(SELLER, name=f"{name} {{{{DATE(2026-03-04T05:06:07Z,SHORT)}}}}")
    content = bill("R-markup", off="1.00", seller=seller)
    head = await office.lena.drop((f"{name.replace('/', '∕')}.xml", content))
    card = await office.lena.answered(head, files=2)
    copy = await office.arun.card(card.document, "accounting")
    for one in (card, copy):
        assert name in one.words
        assert "review.approve" in one.actions
    for one in [*await office.lena.below(head), *await office.arun.read("accounting")]:
        assert is_quiet(one, trap), one.live
    assert await office.mei.alone() == []
    assert trap.heard == []


def is_quiet(seen: Seen, trap: Trap) -> bool:
    """Tell whether nothing calls anybody on a message, nor leads to the trap."""
    return not any("@" in one or "!" in one or str(trap.port) in one for one in seen.live)


async def test_names_and_metadata_go_to_no_model(
    told: list[tuple[Planted, str]], model: Double
) -> None:
    for one, _ in told:
        if one.carrier in {"name", "metadata", "outside"}:
            [call] = [call for call in model.calls if one.number in CHAT.asked(call)]
            heard = obey(call)
            assert "approved" not in heard
            assert "9,119" not in heard
            assert "http" not in heard
            assert Decimal(json.loads(heard)["total"]) in {Decimal("119.00"), Decimal("113.00")}
