"""`python -m bot export`: files that open, what it says beside them, and what the audit keeps."""

import asyncio
import csv
import hashlib
import io
import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copy

import openpyxl
import pytest
import simplejson
import sqlalchemy as sa

from bot.app import open_ledger
from bot.arguments import parser
from bot.commands.audit import audit
from bot.commands.export import export
from bot.commands.faults import UsageFault
from bot.holdings import Ledger
from bot.ledger.database import FILE_NAME
from bot.ledger.tables import AuditRow
from bot.settings import Settings
from handlers.ports import Facts
from handlers.verdicts import Act, Review, opened
from handlers.vouching import DONE, READ, act_facts, read_facts
from pipelines.document.model import Invoice, LineItem
from tests.fake_ledger import a_document, a_drop, a_reading
from tests.handlers.pile import ARUN, MISMATCH

DECIDED = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # the 22nd in Shanghai
PAPERS = {
    "F1": Invoice(
        vendor="=cmd()",
        invoice_number="-7",
        total=Decimal("1234567890123456.70"),
        currency="EUR",
        line_items=(LineItem(description="@SUM(A1)", qty=Decimal(3), total=Decimal("0.30")),),
    ),
    "F2": Invoice(vendor="上海某某有限公司", total=Decimal("120.10"), currency="EUR"),
    "F3": Invoice(vendor="Acme", total=Decimal("20.05"), currency="EUR", credit_note=True),
}


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    """A data folder with a ledger in it."""
    copy(migrated, tmp_path / FILE_NAME)
    return Settings.model_validate(
        {"BOT_DATA_DIR": tmp_path, "BOT_SECRET_KEY": "x" * 40, "BOT_TIMEZONE": "Asia/Shanghai"}
    )


@pytest.fixture
async def ledger(settings: Settings) -> AsyncIterator[Ledger]:
    """The ledger, with three documents that were approved and one that waits."""
    async with open_ledger(settings) as ledger:
        for name, invoice in PAPERS.items():
            await approve(ledger, await keep(ledger, name, invoice))
        await keep(ledger, "F4", Invoice(vendor="Zeta", total=Decimal(1)))
        yield ledger


async def keep(ledger: Ledger, name: str, invoice: Invoice) -> Review:
    reading = a_reading(invoice=invoice, findings=(MISMATCH,))
    document = a_document(a_drop("local", name, name=f"{name}.pdf"), name, reading=reading)
    await ledger.kept.archive.add(document, frozenset())
    review = opened("local", document.id, reading, DECIDED)
    await ledger.kept.reviews.open(review)
    await tell(ledger, document.id, READ, read_facts(document))
    return review


async def tell(ledger: Ledger, document: str, action: str, detail: Facts) -> None:
    """Write in the audit log what Arun did, as is written when somebody does it."""
    await ledger.kept.audit.append(
        "local", actor=ARUN.id, action=action, subject=document, detail=detail
    )


async def approve(ledger: Ledger, review: Review) -> None:
    act = Act(ARUN.id, "approve", 1, DECIDED, "checked")
    after = Review(
        review.tenant, review.document_id, 1, "approved", DECIDED, review.summary, (act,), 2
    )
    assert await ledger.kept.reviews.move(review, after)
    document = await ledger.kept.archive.get("local", review.document_id)
    assert document
    facts = act_facts(review, after, document.reading)
    await tell(ledger, document.id, DONE["approve"], facts)


async def asking(*words: str) -> Namespace:
    """Read a command line; without days, the day of the decisions."""
    days = [] if "--from" in words else ["--from", "2026-11-22", "--to", "2026-11-22"]
    return await asyncio.to_thread(lambda: parser().parse_args(["export", *words, *days]))


async def written(settings: Settings, path: Path, *words: str) -> bytes:
    """Export to a file; gives what is in it."""
    assert await export(settings, await asking(*words, "--out", str(path))) == 0
    return await asyncio.to_thread(path.read_bytes)


async def test_the_spreadsheet_opens_and_sums(
    settings: Settings, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = await written(settings, tmp_path / "out.xlsx", "--format", "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    header, *rows = book["Documents"].iter_rows()
    names = [cell.value for cell in header]
    cells = {
        str(row[names.index("file")].value): dict(zip(names, row, strict=True)) for row in rows
    }
    hostile = cells["F1.pdf"]
    assert (hostile["vendor"].value, hostile["vendor"].data_type) == ("=cmd()", "s")
    assert (hostile["invoice_number"].value, hostile["invoice_number"].data_type) == ("-7", "s")
    assert hostile["total"].value == "1234567890123456.70"
    sums = [cells[name]["total"].value for name in ("F2.pdf", "F3.pdf")]
    assert sum(Decimal(str(one)) for one in sums) == Decimal("100.05")
    assert cells["F2.pdf"]["decided_at"].value == datetime(2026, 11, 22, 7, 30)  # noqa: DTZ001
    [_, line] = book["Lines"].iter_rows(values_only=True)
    assert line[4:] == ("@SUM(A1)", 3, None, "EUR", 0.3)
    assert book.properties.title == "Documents by day decided, 2026-11-22 to 2026-11-22"
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "3 documents exported, 1 left out: 1 waiting for a decision\n"


async def test_csv_goes_to_standard_output(
    settings: Settings, ledger: Ledger, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert await export(settings, await asking()) == 0
    told = capsysbinary.readouterr()
    rows = {
        row["file"]: row
        for row in csv.DictReader(io.StringIO(told.out.decode("utf-8-sig"), newline=""))
    }
    assert (rows["F1.pdf"]["vendor"], rows["F1.pdf"]["invoice_number"]) == ("'=cmd()", "'-7")
    assert [rows[f"{name}.pdf"]["total"] for name in PAPERS] == [
        "1234567890123456.70", "120.10", "-20.05",
    ]  # fmt: skip
    assert rows["F2.pdf"]["vendor"] == "上海某某有限公司"
    assert rows["F2.pdf"]["decided_at"] == "2026-11-22T07:30:00+08:00"
    assert told.err == b"3 documents exported, 1 left out: 1 waiting for a decision\n"


async def test_json_keeps_every_digit(settings: Settings, ledger: Ledger, tmp_path: Path) -> None:
    content = await written(settings, tmp_path / "out.json", "--format", "json", "--status", "all")
    found = {one["file"]: one for one in simplejson.loads(content, use_decimal=True)}
    assert set(found) == {"F1.pdf", "F2.pdf", "F3.pdf", "F4.pdf"}
    assert str(found["F1.pdf"]["invoice"]["total"]) == "1234567890123456.70"
    assert found["F1.pdf"]["invoice"]["vendor"] == "=cmd()"
    assert found["F3.pdf"]["invoice"]["total"] == Decimal("20.05")
    assert found["F3.pdf"]["decision"]["deciders"] == ["local:arun"]
    assert found["F4.pdf"]["decision"]["state"] == "pending"
    totals = [one["invoice"]["total"] for one in json.loads(content)]
    assert all(isinstance(total, int | float) for total in totals)


async def test_the_days_are_the_zones(settings: Settings, ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    for day, documents in (("2026-11-21", 0), ("2026-11-22", 3), ("2026-11-23", 0)):
        content = await written(settings, out, "--from", day, "--to", day)
        assert content.count(b"\r\n") == documents + 1


async def test_what_passed_counts_if_the_setting_says_so(
    settings: Settings, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = a_reading(invoice=Invoice(vendor="Quiet"))
    document = a_document(a_drop("local", "F5"), "F5", reading=passed)
    await ledger.kept.archive.add(document, frozenset())
    await ledger.kept.reviews.open(opened("local", document.id, passed, DECIDED))
    await tell(ledger, document.id, READ, read_facts(document))
    await written(settings, tmp_path / "out.csv")
    assert "1 passed but approved by nobody (BOT_APPROVE_PASSED)" in capsys.readouterr().err
    lenient = settings.model_copy(update={"approve_passed": True})
    assert b"Quiet" in await written(lenient, tmp_path / "out.csv")
    assert "4 documents exported, 1 left out" in capsys.readouterr().err


async def test_nothing_to_export_is_an_answer(
    settings: Settings, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("--from", "2020-01-01", "--to", "2020-12-31")
    for form in ("csv", "xlsx", "json"):
        content = await written(settings, tmp_path / "out", "--format", form, *days)
        assert content
        assert capsys.readouterr().err == "0 documents exported, none left out\n"


async def test_the_audit_keeps_what_was_taken(
    settings: Settings, ledger: Ledger, tmp_path: Path
) -> None:
    before = (await ledger.audit.heads()).get("local", (0, ""))[0]
    content = await written(settings, tmp_path / "out.csv")
    assert (await ledger.audit.heads())["local"][0] == before + 1
    assert (await ledger.audit.verify()).broken is None
    async with ledger.database.session() as session:
        link = await session.get(AuditRow, ("local", before + 1))
    assert link is not None
    assert (link.action, link.subject) == ("export.written", "2026-11-22/2026-11-22")
    assert link.actor.startswith("console:uid:")
    assert link.detail["sha256"] == hashlib.sha256(content).hexdigest()
    assert (link.detail["format"], link.detail["documents"], link.detail["left_out"]) == (
        "csv",
        3,
        1,
    )


class Terminal(io.StringIO):
    """A standard output that somebody looks at."""

    def isatty(self) -> bool:
        return True


async def test_a_terminal_gets_no_spreadsheet(
    settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    before = await ledger.audit.heads()
    with pytest.raises(UsageFault, match=r"give --out FILE\.xlsx"):
        await export(settings, await asking("--format", "xlsx"))
    assert await ledger.audit.heads() == before


async def test_what_a_person_can_put_right(
    settings: Settings, ledger: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(UsageFault, match="2026-11-23 is later than --to 2026-11-22"):
        await export(settings, await asking("--from", "2026-11-23", "--to", "2026-11-22"))
    with pytest.raises(UsageFault, match=r"absent/out\.csv cannot be written: No such file"):
        await export(settings, await asking("--out", str(tmp_path / "absent" / "out.csv")))
    empty = settings.model_copy(update={"data_dir": tmp_path / "nowhere"})
    with pytest.raises(UsageFault, match="nothing is kept in"):
        await export(empty, await asking())
    assert not await asyncio.to_thread((tmp_path / "nowhere").exists)


async def test_a_tenant_of_which_nothing_is_kept_gets_no_log_by_it(
    settings: Settings, ledger: Ledger, tmp_path: Path
) -> None:
    before = await ledger.audit.heads()
    with pytest.raises(UsageFault, match="nothing is kept of the tenant 'lokal'"):
        await export(settings, await asking("--tenant", "lokal", "--out", str(tmp_path / "out")))
    assert await ledger.audit.heads() == before
    assert not await asyncio.to_thread((tmp_path / "out").exists)


async def test_what_states_no_day_is_told_of(
    settings: Settings, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = await written(settings, tmp_path / "out.json", "--by", "issued", "--format", "json")
    assert json.loads(content) == []
    said = "0 documents exported, 3 left out: 3 without an issue date\n"
    assert capsys.readouterr().err == said


async def test_a_decision_that_the_log_does_not_tell_of_never_leaves(
    settings: Settings, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = "UPDATE reviews SET state = 'approved' WHERE state = 'pending'"
    async with ledger.database.session() as session:
        await session.execute(sa.text(forged))
    for which in ("approved", "all"):
        words = ("--format", "json", "--status", which)
        content = await written(settings, tmp_path / "out.json", *words)
        assert [one["decision"]["state"] for one in json.loads(content)] == ["approved"] * 3
        said = "3 documents exported, 1 left out: 1 not as the audit log says"
        assert capsys.readouterr().err.startswith(said)
    asked = await asyncio.to_thread(lambda: parser().parse_args(["audit", "verify"]))
    assert await audit(settings, asked) == 1
    assert capsys.readouterr().err.endswith("it stands otherwise than the log says\n")
