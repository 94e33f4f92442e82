"""Two companies in one Teams share a Clerk: nothing of one is seen or done by the other."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import House, build
from bot.ledger.tables import Base
from bot.ledger.vouching import SqlVouching
from bot.settings import Settings
from handlers.exports import Exports, Wanted
from tests.doubles.teams import cards, storage
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import Message
from tests.drawn.names import Party
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.offices import PUBLIC, unhurried
from tests.scenarios.people import PATIENCE, Seen, says
from tests.scenarios.teams_neighbours import FILE, SUBMIT, Company, action_of, is_form, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

REASON = "as agreed with the seller"
OTHER = Party(
    "Ostsee Technik GmbH", "Kaistraße 1", "18055 Rostock", "DE136695976", "DE16383025541218953106"
)


@dataclass
class Street:
    """Both companies: `cards` and `told` by the file, there and with accounting."""

    teams: TeamsDouble
    house: House
    ours: Company
    theirs: Company
    cards: dict[str, Seen]
    told: dict[str, Seen]
    sellers: dict[str, str]

    async def state(self, file: str) -> tuple[str, int] | None:
        tenant = self.ours.id if file == "ours" else self.theirs.id
        case = await self.house.ledger.kept.reviews.case(tenant, self.cards[file].document)
        return None if case is None else (case.review.state, case.review.revision)


@pytest.fixture(scope="module", autouse=True)
def _nobody_waits() -> Iterator[None]:
    """Refuse at once what stands nowhere here: each try would wait a second, for nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.teams.kept.AGAIN", ())
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with teams_double() as teams:
        ours, theirs = (
            Company.settle(teams, "ours", "en-US"),
            Company.settle(teams, "theirs", "zh-CN"),
        )
        given = teams.environment(ours.hall.tenant) | {
            "BOT_DATA_DIR": str(tmp_path_factory.mktemp("street")),
            "BOT_DIGEST_AT": "off",
            "BOT_WEB_PORT": "0",
            "BOT_PUBLIC_URL": PUBLIC,
            "BOT_TEAMS_TENANTS": f"{ours.id},{theirs.id}",
            "BOT_ACCOUNTANTS": ",".join(f"teams:{one.id}:{one.arun.id}" for one in (ours, theirs)),
            "BOT_ACCOUNTING_CHANNELS": ",".join(
                f"teams:{one.id}:{one.accounting.id}" for one in (ours, theirs)
            ),
        }
        async with unhurried(), build(Settings.model_validate(given)) as house:
            assert house.platforms.listener is not None
            teams.deliveries.url = f"{house.platforms.listener.url}/teams/messages"
            for one in (ours, theirs):
                for held in (
                    one.accounting,
                    *map(one.hall.tenant.personal, (one.lena.person, one.arun.person)),
                ):
                    await teams.act.install(held, one.arun.person)
            yield await _inhabited(teams, house, ours, theirs)


async def _inhabited(teams: TeamsDouble, house: House, ours: Company, theirs: Company) -> Street:
    own, other = bill("R-1", off="1.00"), bill("R-2", off="1.00", seller=OTHER)
    drops = {
        "ours": (ours, own),
        "theirs": (theirs, other),
        "copy": (theirs, own),
    }
    cards = {
        name: await co.dropped(f"{name}.xml", content) for name, (co, content) in drops.items()
    }
    told = {
        name: await co.arun.card(cards[name].document, "accounting")
        for name, (co, _) in drops.items()
    }
    return Street(
        teams, house, ours, theirs, cards, told, {"ours": SELLER.name, "theirs": OTHER.name}
    )


async def test_the_same_file_is_another_document_next_door(street: Street) -> None:
    ours, copy, theirs = (street.cards[one].document for one in ("ours", "copy", "theirs"))
    assert ours != copy
    archive = street.house.ledger.kept.archive
    assert await archive.get(street.theirs.id, ours) is None
    assert await archive.get(street.ours.id, copy) is None
    assert ours not in street.theirs.seen()
    seen = street.ours.seen()
    assert not [one for one in (copy, theirs, street.sellers["theirs"]) if one in seen]
    # Neither its number nor its seller is known there from next door.
    assert "批准" in street.told["copy"].words + str(street.told["copy"].buttons)
    assert [
        one
        for one in ("见过", "重复", "seen before", "same file")
        if one in street.cards["copy"].words
    ] == []


async def test_the_queue_of_each_is_its_own(street: Street) -> None:
    ours, theirs = street.ours, street.theirs
    assert (await ours.asks("queue all")).listed == {street.cards["ours"].document}
    listed = {street.cards[one].document for one in ("theirs", "copy")}
    assert (await theirs.asks("queue all")).listed == listed


@pytest.mark.parametrize("verdict", ["approve", "reject", "edit"])
async def test_a_press_on_what_stands_next_door_does_nothing(street: Street, verdict: str) -> None:
    own, other = street.told["theirs"].raw, street.told["ours"].raw
    before, theirs = street.ours.seen(), street.theirs
    action = action_of(other, f"review.{verdict}")
    tries = (
        await theirs.press(theirs.arun.person, theirs.accounting, own, action),
        # As if their connector told of the very card next door.
        await theirs.press(theirs.arun.person, theirs.accounting, other, action),
        await theirs.press(theirs.arun.person, street.ours.accounting, other, action),
        await theirs.press(street.ours.arun.person, street.ours.accounting, other, action),
    )
    for answered in tries:
        assert street.sellers["ours"] not in words_of(answered)
        assert not is_form(answered)
    assert await street.state("ours") == ("pending", 1)
    assert await street.state("theirs") == ("pending", 1)
    assert street.ours.seen() == before


async def test_an_accountant_of_one_is_nobody_in_the_other(street: Street) -> None:
    guest, theirs = street.ours.arun.person, street.theirs
    theirs.hall.tenant.people[guest.id] = guest
    theirs.accounting.members.add(guest.id)
    told: Message = street.told["theirs"].raw
    answered = await theirs.press(guest, theirs.accounting, told, action_of(told, "review.approve"))
    assert not is_form(answered)
    assert "You can see no such document" in words_of(answered)
    assert await street.state("theirs") == ("pending", 1)
    theirs.accounting.members.remove(guest.id)


async def test_a_form_that_was_opened_next_door_is_not_taken(street: Street) -> None:
    ours, theirs = street.ours, street.theirs
    told: Message = street.told["ours"].raw
    form = await ours.arun.form(street.told["ours"], "review.reject")
    [action] = [one for one in cards.buttons(form.raw) if one.get("verb") == SUBMIT]
    filled = {str(one["id"]): REASON for one in cards.inputs(form.raw)}
    for held, message in (
        (ours.accounting, told),
        (theirs.accounting, told),
        (theirs.accounting, street.told["theirs"].raw),
    ):
        answered = await theirs.press(theirs.arun.person, held, message, action, filled)
        assert street.sellers["ours"] not in words_of(answered)
    assert await street.state("ours") == ("pending", 1)
    assert await street.state("theirs") == ("pending", 1)


async def test_a_file_that_is_offered_next_door_is_given_to_nobody_here(street: Street) -> None:
    ours, theirs, act = street.ours, street.theirs, street.teams.act
    [offer, *_] = [one for one in await ours.arun.read("accounting") if one.file == "ours.json"]
    [button] = [one.raw for one in offer.buttons if one.action == FILE]
    for held in (ours.accounting, theirs.accounting):
        answered = await theirs.press(theirs.arun.person, held, offer.raw, button)
        assert "/teams/files/" not in words_of(answered)
    own: Message = street.told["theirs"].raw
    answered = await theirs.press(theirs.arun.person, theirs.accounting, own, button)
    assert "/teams/files/" not in words_of(answered)
    # And what Teams asks in a chat of one's own: an upload that somebody else allowed.
    asks = await ours.asked_for("ours.json")
    lena, alone = theirs.lena.person, theirs.hall.rooms["invoices"]
    for held in (alone, ours.hall.rooms["invoices"]):
        session = storage.session(street.teams.world, "stolen.json")
        told = street.teams.told.consent(theirs.hall.tenant, held, lena, asks, session)
        assert (await street.teams.deliveries.send(told)).status == 200
    # It is there for whom it is: so none of this failed for another reason.
    assert json.loads(await ours.arun.fetch(offer))["invoice"]["vendor"] == street.sellers["ours"]
    assert (await act.accept(asks, ours.lena.person)).status == 200
    async with asyncio.timeout(PATIENCE):
        while not [one for one in street.teams.world.uploads.values() if one.content]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    stolen = [one for one in street.teams.world.uploads.values() if one.name == "stolen.json"]
    assert [one.content for one in stolen] == [b"", b""]


async def test_who_deletes_or_forgets_next_door_takes_nothing_away(street: Street) -> None:
    """Neither by what the neighbours' message is called, nor by deleting the same file."""
    ours, theirs = street.ours, street.theirs
    document, copy = street.cards["ours"].document, street.cards["copy"].document
    archive = street.house.ledger.kept.archive
    said = await theirs.asks(f"forget {document}")
    assert street.sellers["ours"] not in said.words
    message = ours.message("ours.xml")
    for held in (ours.hall.rooms["invoices"], theirs.hall.rooms["invoices"]):
        gone = street.teams.told.changed(
            theirs.hall.tenant, held, theirs.lena.person, message, "softDeleteMessage"
        )
        assert (await street.teams.deliveries.send(gone)).status == 200
    dropped = theirs.message("copy.xml")
    assert (await street.teams.act.delete(dropped, theirs.lena.person)).status == 200
    async with asyncio.timeout(PATIENCE):
        while await archive.get(theirs.id, copy) is not None or "copy." in theirs.seen():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    kept = await archive.get(ours.id, document)
    assert kept is not None
    store = street.house.ledger.kept.store
    assert b"".join([piece async for piece in store.open(ours.id, kept.sha256)])
    assert len(await ours.arun.cards(document, "accounting")) == 1


async def test_who_is_none_of_the_tenants_is_answered_nothing(street: Street) -> None:
    strangers = Company.settle(street.teams, "strangers", "en-US")
    before = len(street.teams.calls)
    for held in (strangers.hall.rooms["invoices"], strangers.accounting):
        message = street.teams.act.written(held, strangers.lena.person, "queue all")
        told = street.teams.told.message(
            strangers.hall.tenant, held, strangers.lena.person, message, mention=True
        )
        assert (await street.teams.deliveries.send(told)).status == 403
    told_of: Message = street.told["ours"].raw
    action = action_of(told_of, "review.approve")
    answered = await strangers.press(strangers.arun.person, street.ours.accounting, told_of, action)
    assert answered.status == 403
    assert len(street.teams.calls) == before


async def test_a_decision_is_heard_learned_and_exported_by_nobody_next_door(street: Street) -> None:
    ours, theirs = street.ours, street.theirs
    before = theirs.seen()
    answer = await ours.arun.decide(street.told["ours"], "approve", REASON)
    assert answer.kind == "none", answer
    await ours.arun.card(street.cards["ours"].document, "accounting", until=says("Approved by"))
    assert theirs.seen() == before
    assert street.sellers["ours"] in (await ours.asks("sellers")).words
    assert street.sellers["ours"] not in (await theirs.asks("sellers")).words
    exported = {one: await _exported(street, one) for one in (ours.id, theirs.id)}
    assert exported == {ours.id: [street.cards["ours"].document], theirs.id: []}


async def _exported(street: Street, tenant: str) -> list[str]:
    ledger = street.house.ledger
    exports = Exports(
        reviews=ledger.kept.reviews,
        archive=ledger.kept.archive,
        audit=ledger.kept.audit,
        vouching=SqlVouching(ledger.database, ledger.audit),
        zone=UTC,
        approve_passed=True,
    )
    today = datetime.now(UTC).date()
    wanted = Wanted(tenant, today - timedelta(1), today + timedelta(1))
    return [one.document.id for one in (await exports.choose(wanted)).records]


async def test_the_audit_of_each_names_nothing_of_the_other(street: Street) -> None:
    ours, theirs = street.ours, street.theirs
    chains = {one.id: await _audit(street, one.id) for one in (ours, theirs)}
    for own, other, mine, foreign in (
        (ours, theirs, "ours", "theirs"),
        (theirs, ours, "theirs", "ours"),
    ):
        assert street.cards[mine].document in chains[own.id]
        assert street.cards[foreign].document not in chains[own.id]
        assert other.id not in chains[own.id]
    assert (await street.house.ledger.audit.verify()).broken is None


async def _audit(street: Street, tenant: str) -> str:
    table = Base.metadata.tables["audit"]
    async with street.house.ledger.database.session() as session:
        rows = await session.execute(sa.select(table).where(table.c.tenant == tenant))
        return repr(rows.all())
