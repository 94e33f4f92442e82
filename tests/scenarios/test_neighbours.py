"""Two workspaces install one Clerk: nothing of one is seen by the other, nor any token."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import House, build
from bot.ledger.database import FILE_NAME
from bot.ledger.tables import Base
from bot.settings import Settings
from handlers.chat import ChatRefused
from handlers.verdicts import Verdict
from tests.bot.slack.installing_double import CLIENT, CLIENT_SECRET, Browser
from tests.doubles.slack import events
from tests.doubles.slack.deliveries import SECRET
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.gestures import Dropped
from tests.doubles.slack.state import Message
from tests.drawn.collection import draw
from tests.scenarios.idle import rested
from tests.scenarios.neighbours import (
    ACCOUNTANT,
    ANN,
    CHANNEL,
    PATIENCE,
    Company,
    Heard,
    document_in,
    listening,
    until,
    value_of,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

OURS, THEIRS = "T0OURS", "T0THEIRS"
KEY = "key-of-a-test-" * 4


@dataclass
class Read:
    """A file that a company dropped, and its card."""

    dropped: Dropped
    card: Message

    @property
    def document(self) -> str:
        return str(document_in(self.card.blocks))


@dataclass
class Street:
    """Both companies, each with a flagged invoice of its own and one that both have."""

    slack: SlackDouble
    house: House
    ours: Company
    theirs: Company
    read: dict[str, Read]
    vendors: dict[str, str]


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    """Listen to all that is logged."""
    with listening() as handler:
        yield handler


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("street")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def street(folder: Path, heard: Heard) -> AsyncIterator[Street]:
    async with slack_double() as slack:
        slack.world.rotates = True
        teams = [slack.world.add_team(one, name=f"Company {one}") for one in (OURS, THEIRS)]
        settings = Settings.model_validate(
            {
                "BOT_DATA_DIR": folder,
                "BOT_SECRET_KEY": KEY,
                "BOT_DIGEST_AT": "off",
                "BOT_WEB_PORT": 0,
                "BOT_PUBLIC_URL": "https://clerk.example.com",
                "SLACK_CLIENT_ID": CLIENT,
                "SLACK_CLIENT_SECRET": CLIENT_SECRET,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": slack.api_url,
                "BOT_ACCOUNTANTS": ",".join(f"slack:{one}:{ACCOUNTANT}" for one in (OURS, THEIRS)),
            }
        )
        async with build(settings) as house:
            assert house.platforms.listener is not None
            url = house.platforms.listener.url
            slack.deliveries.url = f"{url}/slack/events"
            for team in teams:
                assert (await Browser(url).install(team.id)).status == 200
            ours, theirs = (
                Company.settle(slack, house, team, locale)
                for team, locale in zip(teams, ("en-US", "zh-CN"), strict=True)
            )
            yield await _inhabited(slack, house, ours, theirs)


async def _inhabited(slack: SlackDouble, house: House, ours: Company, theirs: Company) -> Street:
    flagged = [
        one
        for one in draw(11, "ubl").documents
        if one.truth["kind"] == "invoice" and one.truth["must_flag"]
    ]
    sellers = {one.truth["fields"]["vendor"]: one for one in flagged}
    own, other = list(sellers.values())[:2]
    drops = {
        OURS: await ours.drop("ours.xml", own.content),
        THEIRS: await theirs.drop("theirs.xml", other.content),
        "copy": await theirs.drop("copy.xml", own.content),
    }
    read = {
        name: Read(one, await (ours if name == OURS else theirs).card(one))
        for name, one in drops.items()
    }
    vendors = {OURS: own.truth["fields"]["vendor"], THEIRS: other.truth["fields"]["vendor"]}
    return Street(slack, house, ours, theirs, read, vendors)


async def state(street: Street, tenant: str, document: str) -> str | None:
    case = await street.house.ledger.kept.reviews.case(tenant, document)
    return None if case is None else case.review.state


async def test_the_same_file_is_another_document_next_door(street: Street) -> None:
    ours, copy = street.read[OURS].document, street.read["copy"].document
    assert ours != copy
    archive = street.house.ledger.kept.archive
    assert await archive.get(THEIRS, ours) is None
    assert await archive.get(OURS, copy) is None
    assert ours not in street.theirs.seen()
    assert copy not in street.ours.seen()
    assert street.read[THEIRS].document not in street.ours.seen()
    assert street.vendors[THEIRS] not in street.ours.seen()
    assert not [one for one in street.theirs.messages() if "is the same file" in one.text]


async def test_each_is_answered_in_the_language_of_its_own_person_of_that_name(
    street: Street,
) -> None:
    assert "Approve" in json.dumps(street.read[OURS].card.blocks)
    assert "批准" in json.dumps(street.read[THEIRS].card.blocks, ensure_ascii=False)


@pytest.mark.parametrize("where", ["command", "home"])
async def test_the_queue_of_each_is_its_own(street: Street, where: str) -> None:
    for company, own, other in (
        (street.ours, street.vendors[OURS], street.vendors[THEIRS]),
        (street.theirs, street.vendors[THEIRS], street.read[OURS].document),
    ):
        if where == "command":
            said = await company.command(ACCOUNTANT, "queue")
        else:
            said = await company.home(ACCOUNTANT)
        assert own in said
        assert other not in said


@pytest.mark.parametrize("verdict", ["approve", "reject", "edit"])
async def test_a_button_with_the_neighbours_document_does_nothing(
    street: Street, verdict: Verdict
) -> None:
    ours, theirs = street.read[OURS], street.read[THEIRS]
    said, before = street.ours.said(), len(street.theirs.told_in_private(ACCOUNTANT))
    await street.theirs.press(theirs.card, ACCOUNTANT, verdict, value_of(ours.card, verdict))
    await until(lambda: street.theirs.told_in_private(ACCOUNTANT)[before:])
    assert await state(street, OURS, ours.document) == "pending"
    assert await state(street, THEIRS, theirs.document) == "pending"
    assert street.theirs.modals() == []
    assert ours.document not in street.theirs.seen()
    assert street.ours.said() == said


async def test_a_form_that_was_opened_next_door_is_not_taken(street: Street) -> None:
    ours = street.read[OURS]
    await street.ours.press(ours.card, ACCOUNTANT, "edit", value_of(ours.card, "edit"))
    [view] = await until(street.ours.modals)
    assert ours.document in view["private_metadata"]
    stolen = street.slack.act.submit(street.theirs.team, view, ACCOUNTANT, {})
    answered = await street.theirs.send(stolen)
    assert ours.document.encode() not in answered.body
    assert street.vendors[OURS].encode() not in answered.body
    case = await street.house.ledger.kept.reviews.case(OURS, ours.document)
    assert case is not None
    assert case.review.revision == 1


async def test_a_file_of_the_neighbours_is_not_read(street: Street) -> None:
    hidden = street.slack.act.drop(street.ours.team, CHANNEL, ANN, [("f.xml", b"<classified/>")])
    told = events.file_share(street.slack.world, street.ours.team, CHANNEL, hidden.message)
    forged = {**told["event"], "ts": street.slack.world.ts()}
    await street.theirs.tell(forged)
    await until(lambda: street.theirs.said_under(forged["ts"]))
    await until(lambda: "⏳" not in street.theirs.said_under(forged["ts"]))
    assert "classified" not in street.theirs.seen()
    assert not [one for one in street.slack.calls if hidden.files[0].id in one.path]


async def test_who_deletes_or_forgets_next_door_takes_nothing_away(street: Street) -> None:
    """Neither by the neighbours' ids, nor by deleting the same file of one's own."""
    ours, copy = street.read[OURS], street.read["copy"]
    archive = street.house.ledger.kept.archive
    said = await street.theirs.command(ANN, f"forget {ours.document}")
    assert street.vendors[OURS] not in said
    for file in (ours.dropped.files[0].id, copy.dropped.files[0].id):
        await street.theirs.tell({"type": "file_deleted", "file_id": file, "event_ts": "1.1"})
    async with asyncio.timeout(PATIENCE):
        while await archive.get(THEIRS, copy.document) is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    kept = await archive.get(OURS, ours.document)
    assert kept is not None
    store = street.house.ledger.kept.store
    assert b"".join([piece async for piece in store.open(OURS, kept.sha256)])
    assert ours.card in street.ours.messages()


async def test_the_audit_of_each_names_nothing_of_the_other(street: Street) -> None:
    chains = {one: await _audit(street, one) for one in (OURS, THEIRS)}
    for own, other in ((OURS, THEIRS), (THEIRS, OURS)):
        assert street.read[own].document in chains[own]
        assert street.read[other].document not in chains[own]
        assert other not in chains[own]
    assert (await street.house.ledger.audit.verify()).broken is None


async def _audit(street: Street, tenant: str) -> str:
    async with street.house.ledger.database.session() as session:
        rows = await session.execute(
            sa.select(Base.metadata.tables["audit"]).where(sa.column("tenant") == tenant)
        )
        return repr(rows.all())


async def test_a_decision_next_door_is_heard_by_nobody_else(street: Street) -> None:
    await rested(street.house.ledger.database)
    said = street.theirs.said()
    ours = street.read[OURS]
    await street.ours.press(ours.card, ACCOUNTANT, "reject", value_of(ours.card, "reject"))
    await until(lambda: len(street.ours.modals()) > 1)
    assert street.theirs.said() == said
    assert ours.document not in street.theirs.seen()


async def test_where_clerk_is_removed_its_work_ends_and_next_door_it_goes_on(
    street: Street,
) -> None:
    event = {"type": "app_uninstalled"}
    payload = events.envelope(street.slack.world, street.ours.team, event)
    await street.ours.send(payload)
    assert street.house.ledger.slack is not None
    workspaces = street.house.ledger.slack.workspaces
    with pytest.raises(ChatRefused):
        await workspaces.get(OURS)
    assert (await workspaces.get(THEIRS)).tenant == THEIRS
    dropped = street.slack.act.drop(street.ours.team, CHANNEL, ANN, [("late.xml", b"<late/>")])
    await street.ours.send(street.slack.act.told(dropped))
    again = await street.theirs.drop("again.xml", b"<nothing/>")
    await until(lambda: street.theirs.said_under(again.message.ts))
    assert street.ours.said_under(dropped.message.ts) == ""


async def test_no_secret_is_kept_or_logged_in_clear(
    street: Street, folder: Path, heard: Heard
) -> None:
    world = street.slack.world
    secrets = [
        *(team.token for team in world.teams.values()),
        *world.refreshing,
        CLIENT_SECRET,
        SECRET,
        KEY,
    ]
    kept = b"".join(one.read_bytes() for one in sorted(folder.glob(f"{FILE_NAME}*")))
    said = "\n".join(heard.lines)
    assert OURS in said
    assert OURS.encode() in kept
    for one in secrets:
        assert one
        assert one not in said
        assert one.encode() not in kept
    shown = street.ours.seen() + street.theirs.seen()
    assert not [one for one in secrets if one in shown]
