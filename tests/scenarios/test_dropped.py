"""Files dropped into a running Clerk: the answer in the thread, whatever was dropped."""

import asyncio
import functools
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.engine.erasure import TABLES as ENGINE_TABLES
from bot.ledger.inventory import FOLDER
from bot.ledger.inventory import TABLES as LEDGER_TABLES
from handlers.texts.catalogue import excuse
from pipelines.errors import MediaRejected
from tests.drawn.bad import BAD, NAMES
from tests.drawn.collection import Drawn, draw
from tests.drawn.plan import Carrier
from tests.scenarios.beside import bot
from tests.scenarios.dropping import found
from tests.scenarios.offices import Office
from tests.scenarios.people import Seen

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSED = ("All checks passed.", "Passed, with ")


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


def is_clear(card: Seen) -> bool:
    """Tell whether nothing was found that a person has to look at."""
    return any(one in card.words for one in PASSED)


@pytest.mark.parametrize("carrier", ["ubl", "cii", "facturx", "text"])
async def test_an_invoice_is_answered(office: Office, carrier: Carrier) -> None:
    drawn = one(carrier)
    head = await office.lena.drop((drawn.file, drawn.content))
    card = await office.lena.answered(head, files=2)
    assert is_clear(card)
    assert drawn.truth["fields"]["vendor"] in card.words
    names = sorted(seen.file for seen in await office.lena.below(head) if seen.file)
    assert names == [f"{drawn.name}.evidence.png", f"{drawn.name}.json"]


async def test_a_chinese_person_is_answered_in_chinese(office: Office) -> None:
    card = await office.wei.answered(await office.wei.drop(("空.pdf", b"")))
    assert "文件是空的" in card.words


async def test_the_same_file_again_is_the_same_document(office: Office) -> None:
    content = one("ubl").content + b"<!-- twice -->"
    first = await office.lena.answered(await office.lena.drop(("twice.xml", content)), files=2)
    head = await office.lena.drop(("another name.xml", content))
    second = await office.lena.answered(head)
    assert "is the same file as" in second.words
    assert first.document in second.words
    assert [seen.file for seen in await office.lena.below(head) if seen.file] == []


async def test_the_same_number_in_other_bytes_is_a_duplicate(office: Office) -> None:
    content = one("cii").content + b"<!-- again -->"
    await office.lena.answered(await office.lena.drop(("again.xml", content)), files=2)
    head = await office.lena.drop(("again.xml", content + b"<!-- and again -->"))
    card = await office.lena.answered(head, files=2)
    assert not is_clear(card)
    assert "Seller and number were seen before" in card.words


async def test_an_event_delivered_again_and_again_is_one_job(office: Office) -> None:
    drawn, vendor = one("ubl"), "Thrice and Company"
    said = drawn.truth["fields"]
    content = drawn.content.decode().replace(said["vendor"], vendor)
    content = content.replace(said["invoice_number"], "THRICE-1")
    before = await office.jobs()
    head = await office.lena.drop(("thrice.xml", content.encode()))
    # Three at once while the first job runs.
    await asyncio.gather(*(office.lena.retell(head) for _ in range(3)))
    card = await office.lena.answered(head, files=2)
    seen = await office.lena.below(head)
    # And three when it is long answered.
    await asyncio.gather(*(office.lena.retell(head) for _ in range(3)))
    assert await office.jobs() == before + 1
    assert (vendor in card.words, is_clear(card)) == (True, True)
    assert sorted(one.file for one in seen) == ["", "thrice.evidence.png", "thrice.json"]
    assert await office.audited(card.document) == ["document.read"]
    assert await office.lena.below(head) == seen


@pytest.mark.parametrize("bad", list(BAD))
async def test_a_bad_file_gets_a_clear_answer(office: Office, tmp_path: Path, bad: str) -> None:
    path = BAD[bad].write(tmp_path)
    content = await asyncio.to_thread(path.read_bytes)
    head = await office.lena.drop((BAD[bad].name, content))
    card = await office.lena.answered(head)
    assert f"I could not read {BAD[bad].name}" in card.words
    refusals = [MediaRejected(reason, **BAD[bad].figures) for reason in BAD[bad].reasons]
    assert [one for one in refusals if excuse(one, "en") in card.words]
    assert [seen.file for seen in await office.lena.below(head) if seen.file] == []


async def test_a_strange_name_is_shown_and_never_a_path(office: Office) -> None:
    heads = []
    for name in NAMES:
        content = one("ubl").content + f"<!-- {name.encode()!r} -->".encode()
        heads.append(await office.lena.drop((name, content)))
    for head in heads:
        await office.lena.answered(head, files=2)
        names = [seen.file for seen in await office.lena.below(head)]
        assert all("\u202e" not in name for name in names)
        # Slack and Teams save a file under a name of their own; this one they show.
        assert office.platform != "local" or all("/" not in name for name in names)
    assert not list(office.data_dir.parent.rglob("passwd*"))


async def test_a_good_file_is_still_answered_after_all_that(office: Office) -> None:
    content = one("ubl").content + b"<!-- still -->"
    head = await office.lena.drop(("still.xml", content))
    await office.lena.answered(head, files=2)
    names = sorted(seen.file for seen in await office.lena.below(head) if seen.file)
    assert names == ["still.evidence.png", "still.json"]


async def test_help_is_seen_by_who_asked(office: Office) -> None:
    before = await office.sofia.alone()
    told = await office.lena.asks("help", "What Clerk does")
    assert told in await office.lena.alone()
    assert await office.sofia.alone() == before


async def test_who_dropped_it_says_that_it_shall_be_forgotten(office: Office) -> None:
    document = await office.dropped()
    question = await office.lena.asks(f"forget {document}", document)
    await office.lena.press(question, "withdrawal.forget")
    await office.lena.gone(document)
    await office.lena.told(f"Forgotten: {document}")


async def test_forgetting_leaves_nothing_of_a_file(office: Office) -> None:
    canary = "Canary-7731-Seller"
    content = one("ubl").content.decode()
    said = one("ubl").truth["fields"]
    content = content.replace(said["invoice_number"], "CANARY-1")
    content = content.replace(said["vendor"], canary)
    head = await office.lena.drop(("Canary-7731-name.xml", content.encode()))
    card = await office.lena.answered(head, files=2)
    assert canary in card.words
    assert await found(office.data_dir, "Canary-7731"), "the search finds what is there"

    told = await bot(office.given, "forget", "--file", card.document, "--tenant", office.tenant)

    receipt = json.loads(told[1])
    assert receipt["receipt"]["counts"]["messages"] == 3
    assert receipt["signature"]
    assert await found(office.data_dir, "Canary-7731") == []
    assert "Canary-7731" not in str(await office.lena.read())


async def test_all_that_a_clerk_at_work_keeps_is_in_the_inventory(office: Office) -> None:
    """Whatever keeps something must say what becomes of it when a file is forgotten."""
    assert {path.name for path in office.data_dir.iterdir()} <= set(FOLDER)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    async with office.house.ledger.database.session() as session:
        found = set(await session.scalars(sa.text(tables)))
    assert found == {*LEDGER_TABLES, *ENGINE_TABLES, "alembic_version"}
