"""The accounting channel is there for accountants and the administrator, and for nobody else."""

import pytest

from bot.local.directory import LocalDirectory
from bot.local.roster import MEMBERS
from handlers.chat import Attachment, Card, Place
from handlers.people import Person
from tests.bot.local.conftest import Rig
from tests.bot.local.test_feed import listening

ACCOUNTING = Place("local", "local", "accounting")
INSIDERS = ("accountant-1", "accountant-2", "admin")


async def test_only_who_reads_the_channel_is_told_that_it_is_there(rig: Rig) -> None:
    for query, there in [("", False), ("?as=employee", False)] + [
        (f"?as={user}", True) for user in INSIDERS
    ]:
        told = await (await rig.get(f"/api/workspace{query}")).json()
        found = [one["restricted"] for one in told["channels"] if one["id"] == "accounting"]
        assert found == ([True] if there else [])
    assert (await rig.get("/api/workspace?as=ghost")).status == 400


@pytest.mark.parametrize("user", [*INSIDERS, "employee"])
async def test_history_and_speaking_and_dropping_are_for_readers(rig: Rig, user: str) -> None:
    await rig.chat.post(ACCOUNTING, Card("Waiting"), key="a")
    inside = user in INSIDERS
    history = await rig.get(f"/api/channels/accounting/messages?as={user}")
    assert history.status == (200 if inside else 404)
    saying = {"user": user, "language": "en", "text": "/clerk help"}
    said = await rig.post("/api/channels/accounting/messages", saying)
    assert said.status == (201 if inside else 404)
    dropped = await rig.drop("a.pdf", b"x", channel="accounting", user=user)
    assert dropped.status == (201 if inside else 404)
    assert len(rig.uploads) == len(rig.commands) == (1 if inside else 0)
    kept = [path for path in (rig.folder / "workspace").rglob("*") if path.is_file()]
    assert len(kept) == (1 if inside else 0)
    if not inside:
        # The channel answers as one that is not there.
        nowhere = await rig.get(f"/api/channels/nowhere/messages?as={user}")
        assert await history.json() == await nowhere.json()


async def test_a_file_is_for_who_sees_its_message(rig: Rig) -> None:
    image = Attachment("page.png", "image/png", b"png", "the page")
    await rig.chat.send_file(ACCOUNTING, image, key="f")
    (sent,) = (await rig.history("accounting", "admin"))["messages"]
    path = f"/api/files/{sent['body']['file']}"
    for user, status in [("admin", 200), ("accountant-1", 200), ("employee", 404), ("ghost", 400)]:
        assert (await rig.get(f"{path}?as={user}")).status == status
    assert (await rig.get(path)).status == 400


async def test_the_feed_tells_readers_only_and_goes_on_for_the_others(rig: Rig) -> None:
    async with listening(rig, viewer="employee") as outside, listening(rig, viewer="admin") as ins:
        for channel, title in (("accounting", "A"), ("general", "B"), ("accounting", "C")):
            await rig.chat.post(Place("local", "local", channel), Card(title), key=title)
        await rig.chat.post(Place("local", "local", "general"), Card("D"), key="D")
        assert await outside.titles(2) == ["B", "D"]
        assert await ins.titles(4) == ["A", "B", "C", "D"]


async def test_the_directory_knows_the_people_and_what_they_read() -> None:
    directory = LocalDirectory()
    for one in MEMBERS:
        person = await directory.person("local", f"local:{one.id}")
        assert person == Person(f"local:{one.id}", one.name, one.role)
        assert await directory.sees("local", person.id, Place("local", "local", "general", "t"))
        assert await directory.sees("local", person.id, ACCOUNTING) is (one.id in INSIDERS)
        assert not await directory.sees("local", person.id, Place("local", "local", "nowhere"))
        assert not await directory.sees("local", person.id, Place("local", "theirs", "general"))
        assert not await directory.sees("local", person.id, Place("slack", "local", "general"))


@pytest.mark.parametrize(
    ("tenant", "id_"),
    [
        ("local", "local:ghost"),
        ("local", "slack:admin"),
        ("local", "admin"),
        ("local", "local:"),
        ("theirs", "local:admin"),
    ],
)
async def test_a_stranger_is_an_employee_who_reads_nothing(tenant: str, id_: str) -> None:
    directory = LocalDirectory()
    assert await directory.person(tenant, id_) == Person(id_, id_, "employee")
    for channel in ("general", "accounting"):
        assert not await directory.sees(tenant, id_, Place("local", "local", channel))
