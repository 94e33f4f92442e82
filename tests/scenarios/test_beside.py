"""Commands beside a running Clerk: they decide, export, and find the log as it is written."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.scenarios.beside import bot
from tests.scenarios.bills import SELLER, bill
from tests.scenarios.offices import Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """What is typed is the same on every platform."""
    async with office_on("local", tmp_path_factory.mktemp("data")) as opened:
        yield opened


async def test_the_command_line_decides_beside_a_running_clerk(office: Office) -> None:
    document = await office.dropped()
    refused = await bot(office.given, "review", "approve", document, "--as", "local:employee")
    assert refused[0] == 1
    assert "Only accounting can decide on this or edit it." in refused[2]
    done = await bot(
        office.given,
        "review",
        "approve",
        document,
        "--as",
        "local:accountant-2",
        "--reason",
        "by phone",
    )
    assert done[0] == 0, done[2]
    await office.lena.card(document, until=says("Approved by Mei Lin", "by phone"))
    late = await office.arun.decide(await office.arun.card(document), "flag", "and yet")
    assert late.kind == "none"
    assert (await bot(office.given, "audit", "verify"))[0] == 0
    assert (await bot(office.given, "jobs", "failed"))[1] == "no jobs\n"


async def test_what_was_approved_is_exported(office: Office) -> None:
    document = await office.dropped_as(
        bill("R-export", off="1.00", seller=replace(SELLER, name="=cmd()")), "e.xml"
    )
    await office.arun.decide(await office.arun.card(document), "approve", "agreed")
    days = ("--from", "2026-03-02", "--to", "2026-03-02", "--by", "issued")
    status, printed, said = await bot(office.given, "export", *days, "--format", "json")
    assert status == 0, said
    [record] = [one for one in json.loads(printed) if json.dumps(one).count(document)]
    assert "=cmd()" in json.dumps(record)
    status, table, _ = await bot(office.given, "export", *days)
    assert "'=cmd()" in table
