"""Files dropped into a running Clerk: the answer in the thread, whatever was dropped."""

import asyncio
import functools
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import House
from bot.engine.erasure import TABLES as ENGINE_TABLES
from bot.ledger.inventory import FOLDER
from bot.ledger.inventory import TABLES as LEDGER_TABLES
from bot.ledger.workspace_rows import Draft, File, new_id
from bot.local.roster import PLATFORM as LOCAL
from bot.local.roster import TENANT
from bot.local.server import FOLDER as SHELF
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from handlers.chat import Place, Upload
from handlers.drops import job_of
from handlers.texts.catalogue import excuse
from pipelines.errors import MediaRejected
from tests.conftest import ROOT
from tests.drawn.bad import BAD, NAMES
from tests.drawn.collection import Drawn, draw
from tests.drawn.plan import Carrier
from tests.fake_ledger import stream
from tests.scenarios.dropping import Thread, Visitor, found

pytestmark = pytest.mark.asyncio(loop_scope="module")


@functools.cache
def one(carrier: Carrier, kind: str = "invoice", language: str | None = None) -> Drawn:
    """Give the first drawn document of a carrier that nothing is wrong with."""
    return next(
        drawn
        for drawn in draw(11, carrier).documents
        if drawn.truth["kind"] == kind
        and not drawn.truth["must_flag"]
        and (language is None or drawn.name.startswith(language))
    )


async def drop(visitor: Visitor, path: Path, **said: str) -> Thread:
    """Drop a file and wait for the answer to it."""
    head = await visitor.drop(path, **said)
    return await visitor.answered(head["id"])


@pytest.mark.parametrize("carrier", ["ubl", "cii", "facturx", "text"])
async def test_an_invoice_is_answered(visitor: Visitor, tmp_path: Path, carrier: Carrier) -> None:
    drawn = one(carrier)
    thread = await drop(visitor, drawn.write(tmp_path))
    [card] = thread.cards
    assert card["tone"] == "good", card
    assert drawn.truth["fields"]["vendor"] in card["title"]
    assert sorted(thread.files) == [f"{drawn.name}.evidence.png", f"{drawn.name}.json"]


async def test_a_chinese_person_is_answered_in_chinese(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(b"")
    thread = await drop(visitor, path, language="zh")
    assert "文件是空的" in thread.text()


async def test_the_same_file_again_is_the_same_document(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "twice.xml"
    path.write_bytes(one("ubl").content + b"<!-- twice -->")
    first = await drop(visitor, path)
    document = first.document
    second = await drop(visitor, path, name="another name.xml")
    assert "is the same file as" in second.cards[0]["title"]
    assert document in second.cards[0]["title"]
    assert second.files == []


async def test_the_same_number_in_other_bytes_is_a_duplicate(
    visitor: Visitor, tmp_path: Path
) -> None:
    path = tmp_path / "again.xml"
    path.write_bytes(one("cii").content + b"<!-- again -->")
    await drop(visitor, path)
    path.write_bytes(one("cii").content + b"<!-- and again -->")
    thread = await drop(visitor, path)
    assert thread.cards[0]["tone"] == "bad"
    assert "Seller and number were seen before" in thread.text()


async def test_an_event_delivered_again_and_again_is_one_job(
    house: House, visitor: Visitor, data_dir: Path
) -> None:
    drawn, vendor = one("ubl"), "Thrice and Company"
    said = drawn.truth["fields"]
    content = drawn.content.decode().replace(said["vendor"], vendor)
    content = content.replace(said["invoice_number"], "THRICE-1")
    upload = await undelivered(house, data_dir, "thrice.xml", content.encode())
    key = job_of(upload, datetime.now(UTC)).key
    assert upload.place.thread is not None
    # Three at once, and three more while the first job runs.
    for _ in range(2):
        await asyncio.gather(*(house.router.on_event(upload) for _ in range(3)))
    thread = await visitor.answered(upload.place.thread)
    # And three when it is long answered.
    await asyncio.gather(*(house.router.on_event(upload) for _ in range(3)))
    assert await rows(house, "SELECT workflow_uuid FROM workflow_status", key) == [key]
    [card] = thread.cards
    assert (card["title"].split(" · ")[:2], card["tone"]) == (["Invoice", vendor], "good")
    assert sorted(thread.files) == ["thrice.evidence.png", "thrice.json"]
    document = thread.document
    audit = "SELECT action FROM audit WHERE subject = :subject"
    async with house.ledger.database.session() as session:
        links = list(await session.scalars(sa.text(audit), {"subject": document}))
    assert links == ["document.read"]
    assert (await visitor.threads())[-1] == thread


async def rows(house: House, query: str, key: str) -> list[str]:
    """Give the first column of the rows whose own begins with `key`."""
    async with house.ledger.database.session() as session:
        found = await session.scalars(sa.text(query))
        return [one for one in found if one.startswith(key)]


async def undelivered(house: House, data_dir: Path, name: str, content: bytes) -> Upload:
    """Put a file into the workspace without telling Clerk of it, as an event on its way does."""
    file, size = new_id(), len(content)
    await Shelf(data_dir / SHELF).write(TENANT, file, stream(content))
    kept = File(file, name, "application/xml", size, dropped=True)
    body = drop_body(file, name, size)
    head = await house.ledger.workspace.add(
        Draft(TENANT, "invoices", None, "employee", body, file=kept)
    )
    return Upload(Place(LOCAL, TENANT, "invoices", head.id), "employee", file, name)


@pytest.mark.parametrize("bad", list(BAD))
async def test_a_bad_file_gets_a_clear_answer(visitor: Visitor, tmp_path: Path, bad: str) -> None:
    thread = await drop(visitor, BAD[bad].write(tmp_path))
    [card] = thread.cards
    assert (card["title"], card["tone"]) == (f"I could not read {BAD[bad].name}", "bad")
    refusals = [MediaRejected(reason, **BAD[bad].figures) for reason in BAD[bad].reasons]
    assert [part["text"] for part in card["parts"]] in [[excuse(one, "en")] for one in refusals]
    assert thread.files == []


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
async def test_a_strange_name_is_shown_and_never_a_path(
    visitor: Visitor, tmp_path: Path, data_dir: Path, name: str
) -> None:
    path = tmp_path / "plain"
    path.write_bytes(one("ubl").content + f"<!-- {name.encode()!r} -->".encode())
    thread = await drop(visitor, path, name=name)
    assert thread.cards[0]["tone"] in {"good", "bad"}
    assert all("/" not in file and "\u202e" not in file for file in [*thread.files, thread.name])
    assert not list(data_dir.parent.rglob("passwd*"))


async def test_a_good_file_is_still_answered_after_all_that(
    visitor: Visitor, tmp_path: Path
) -> None:
    path = tmp_path / "still.xml"
    path.write_bytes(one("ubl").content + b"<!-- still -->")
    thread = await drop(visitor, path)
    assert sorted(thread.files) == ["still.evidence.png", "still.json"]


async def test_help_is_seen_by_who_asked(visitor: Visitor) -> None:
    await visitor.say("/clerk help")
    private = [one for one in await visitor.messages() if one["private"]]
    assert private[-1]["body"]["title"] == "What Clerk does"
    assert not [one for one in await visitor.messages("admin") if one["private"]]


async def test_forgetting_leaves_nothing_of_a_file(
    visitor: Visitor, tmp_path: Path, data_dir: Path
) -> None:
    canary = "Canary-7731-Seller"
    content = one("ubl").content.decode()
    said = one("ubl").truth["fields"]
    path = tmp_path / "Canary-7731-name.xml"
    content = content.replace(said["invoice_number"], "CANARY-1")
    path.write_text(content.replace(said["vendor"], canary))
    thread = await drop(visitor, path)
    assert canary in thread.text()
    assert await found(data_dir, "Canary-7731"), "the search finds what is there"
    document = thread.document

    receipt = json.loads(await forget(data_dir, document))

    assert receipt["receipt"]["counts"]["messages"] == 3
    assert receipt["signature"]
    assert await found(data_dir, "Canary-7731") == []
    assert "Canary-7731" not in json.dumps(await visitor.messages())


async def test_all_that_a_clerk_at_work_keeps_is_in_the_inventory(
    house: House, visitor: Visitor, tmp_path: Path, data_dir: Path
) -> None:
    """Whatever keeps something must say what becomes of it when a file is forgotten."""
    path = tmp_path / "kept.xml"
    path.write_bytes(one("ubl").content + b"<!-- kept -->")
    assert len((await drop(visitor, path)).files) == 2
    assert {path.name for path in data_dir.iterdir()} == set(FOLDER)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    async with house.ledger.database.session() as session:
        found = set(await session.scalars(sa.text(tables)))
    assert found == {*LEDGER_TABLES, *ENGINE_TABLES, "alembic_version"}


async def forget(data_dir: Path, document: str) -> str:
    """Run `python -m bot forget` beside the running Clerk."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "forget", "--file", document,
        cwd=ROOT, env={"BOT_DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    printed, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return printed.decode()
