"""`python -m bot review`: the same gate as the buttons, and who sat at the machine."""

import json
import os
import pwd
from datetime import timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.faults import UsageFault
from bot.commands.review import review
from bot.engine.jobs import listed
from bot.ledger.archive import SqlArchive
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.reviews import SqlReviews
from bot.settings import Settings
from handlers.ports import Document
from pipelines.document.model import Invoice
from tests.bot.commands.remembered import ME, READER, Remembered, asked, settings_of

ARUN, MEI, LENA = "local:accountant-1", "local:accountant-2", "local:employee"
CHINA = timezone(timedelta(hours=8), "CST")
ADMIN = f"console:local:uid:{READER}"


class Console:
    """Somebody at the machine, with a data folder of their own."""

    def __init__(
        self, settings: Settings, ids: dict[str, str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.settings = settings
        self.ids = ids
        self._capsys = capsys

    async def review(self, verdict: str, name: str, who: str, *more: str) -> tuple[int, str]:
        """Type a command about a document; gives the exit status and the one line of it."""
        words = ["review", verdict, self.ids.get(name, name), "--as", who, *more]
        status = await review(self.settings, await asked(*words))
        printed = self._capsys.readouterr()
        quiet, said = (printed.err, printed.out) if status == 0 else (printed.out, printed.err)
        assert quiet == ""
        [line] = said.splitlines()
        return status, line

    async def document(self, name: str) -> Document:
        """Give a document as it is kept now."""
        database = Database(self.settings.data_dir / FILE_NAME)
        document = await SqlArchive(database).get("local", self.ids[name])
        await database.close()
        assert document is not None
        return document

    async def invoice(self, name: str) -> Invoice:
        """Give what a document says now."""
        invoice = (await self.document(name)).reading.invoice
        assert invoice is not None
        return invoice

    async def audit(self, name: str) -> list[tuple[str, str, dict[str, object]]]:
        """Give actor, action and detail of the links about a document's review."""
        database = Database(self.settings.data_dir / FILE_NAME)
        query = sa.text(
            "SELECT actor, action, detail FROM audit WHERE subject = :subject"
            " AND action LIKE 'review.%' ORDER BY position"
        )
        async with database.session() as session:
            rows = (await session.execute(query, {"subject": self.ids[name]})).all()
        await database.close()
        return [(actor, action, json.loads(detail)) for actor, action, detail in rows]


@pytest.fixture
def console(remembered: Remembered, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A machine on which a few invoices were read."""
    settings = remembered.settings(tmp_path / "data", BOT_ADMINS=ADMIN)
    return Console(settings, remembered.ids, capsys)


async def test_an_accountant_overrides_a_failed_check_with_a_reason(console: Console) -> None:
    status, line = await console.review("approve", "wrong", ARUN)
    assert (status, line) == (1, "Not done: This needs a reason.")
    status, line = await console.review("approve", "wrong", ARUN, "--reason", "agreed")
    assert status == 0
    assert line.startswith(f"{console.ids['wrong']}, revision 1 · Approved by Arun Mehta · 20")
    assert line.endswith(" · Approved")


async def test_the_time_is_told_in_the_zone(console: Console) -> None:
    console.settings = console.settings.model_copy(update={"zone": CHINA})
    status, line = await console.review("reject", "wrong", ARUN, "--reason", "not ours")
    assert (status, line.endswith(" CST · Rejected")) == (0, True)


async def test_the_audit_log_says_for_whom_and_who_sat_there(console: Console) -> None:
    status, line = await console.review("approve", "wrong", LENA, "--reason", "mine")
    assert (status, "You can see no such document" in line) == (1, True)
    await console.review("reject", "wrong", ARUN, "--reason", "not ours")
    refused, rejected = await console.audit("wrong")
    for _, _, detail in (refused, rejected):
        assert detail["os_uid"] == os.getuid()
        assert detail["os_user"] == pwd.getpwuid(os.getuid()).pw_name
    assert refused[:2] == (LENA, "review.refused")
    assert refused[2]["why"] == "unseen"
    assert rejected[:2] == (ARUN, "review.rejected")
    assert "not ours" not in json.dumps(rejected)


async def test_who_dropped_it_does_not_decide(console: Console) -> None:
    status, line = await console.review("approve", "wrong", ME, "--reason", "mine")
    assert status == 1
    assert "You dropped this document" in line


async def test_who_had_it_read_speaks_for_whom_they_name_and_is_written_down(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: READER)
    assert (await console.review("approve", "wrong", ARUN, "--reason", "agreed"))[0] == 0
    [approved] = await console.audit("wrong")
    assert (approved[0], approved[2]["os_uid"]) == (ARUN, READER)


async def test_a_reason_is_told_without_what_steers_a_terminal(console: Console) -> None:
    await console.review("reject", "wrong", ARUN, "--reason", "\x1b[2Jnot\n ours\x00")
    database = Database(console.settings.data_dir / FILE_NAME)
    case = await SqlReviews(database).case("local", console.ids["wrong"])
    await database.close()
    assert case
    assert case.review.acts[-1].reason == "[2Jnot ours"


async def test_over_the_amount_it_takes_two(console: Console) -> None:
    status, line = await console.review("approve", "dear", ARUN, "--reason", "agreed")
    assert status == 0
    assert "Waiting for accounting" in line
    assert line.endswith("somebody else has to approve as well.")
    status, line = await console.review("approve", "dear", ARUN, "--reason", "agreed")
    assert status == 1
    assert "You approved this already" in line
    status, line = await console.review("approve", "dear", MEI, "--reason", "agreed")
    assert status == 0
    assert line.endswith(" · Approved")


async def test_who_is_late_is_told_who_was_first(console: Console) -> None:
    await console.review("reject", "wrong", ARUN, "--reason", "not ours")
    status, line = await console.review("approve", "wrong", MEI, "--reason", "agreed")
    assert status == 1
    assert line.startswith("Not done: Arun Mehta was first: Rejected, 20")


async def test_nothing_is_decided_where_every_check_passed(console: Console) -> None:
    status, line = await console.review("approve", "right", ARUN)
    assert status == 1
    assert "every check passed" in line


async def test_an_edit_is_checked_again_and_somebody_else_decides(console: Console) -> None:
    status, line = await console.review("edit", "wrong", ARUN, "--set", "total=118.00")
    assert status == 0
    assert "revision 2 · Edited by Arun Mehta" in line
    assert line.endswith("Waiting for accounting · 1 check failed")
    status, line = await console.review(
        "edit", "wrong", ARUN, "--set", "total=119.00", "--set", "buyer="
    )
    assert (status, line.endswith("revision 3")) == (0, False)
    assert line.endswith("Waiting for accounting")
    assert (str((await console.invoice("wrong")).total)) == "119.00"
    status, line = await console.review("approve", "wrong", ARUN)
    assert status == 1
    assert "You edited this document last" in line
    assert (await console.review("approve", "wrong", MEI))[0] == 0


async def test_lines_come_from_a_file(console: Console, tmp_path: Path) -> None:
    lines = [
        {"description": "=cmd()", "qty": 1.125, "unit_price": 40.00, "total": 45.00},
        {"description": "Rest", "total": "55.00"},
    ]
    path = tmp_path / "lines.json"
    path.write_text(json.dumps(lines))
    status, _ = await console.review(
        "edit", "wrong", ARUN, "--lines", str(path), "--set", "total=119.00"
    )
    assert status == 0
    items = (await console.invoice("wrong")).line_items
    assert [one.description for one in items] == ["=cmd()", "Rest"]
    assert [str(one.total) for one in items] == ["45.0", "55.00"]
    assert [one.qty for one in items] == [Decimal("1.125"), None]
    [finding] = (await console.document("wrong")).reading.findings
    assert finding.rule == "near_duplicate", "right has the same total now"


@pytest.mark.parametrize(
    ("setting", "who", "status", "said"),
    [
        ({}, ARUN, 0, "Approved"),
        ({"BOT_REVIEW_ROLES": "admin"}, ARUN, 1, "Only accounting can decide on this or edit it."),
        ({"BOT_REVIEW_TWO_OVER": "EUR:100"}, ARUN, 0, "somebody else has to approve as well."),
        ({"BOT_REVIEW_TWO_OVER": "USD:100"}, ARUN, 0, "somebody else has to approve as well."),
        ({"BOT_REVIEW_TWO_OVER": "USD:100,*:500"}, ARUN, 0, "Approved"),
        ({"BOT_REVIEW_OWN": "true"}, ME, 0, "Approved"),
        ({"BOT_ACCOUNTANTS": "slack:local:U1"}, "slack:U1", 0, "Approved by slack:U1"),
        ({"BOT_ACCOUNTANTS": "slack:local:U1"}, "slack:U2", 1, "You can see no such document."),
        ({"BOT_ACCOUNTANTS": "slack:T1:U1"}, "slack:U1", 1, "You can see no such document."),
    ],
)
async def test_settings_rule(
    console: Console, setting: dict[str, str], who: str, status: int, said: str
) -> None:
    console.settings = settings_of(console.settings.data_dir, **{"BOT_ADMINS": ADMIN, **setting})
    ended, line = await console.review("approve", "wrong", who, "--reason", "agreed")
    assert ended == status
    assert said in line


async def test_the_next_clerk_draws_the_cards(console: Console) -> None:
    await console.review("reject", "wrong", ARUN, "--reason", "not ours")
    database = Database(console.settings.data_dir / FILE_NAME)
    jobs = await listed(database, failed=False)
    await database.close()
    assert [(job.kind, job.state) for job in jobs] == [("review", "waiting")]
    assert jobs[0].key == f"review:local:{console.ids['wrong']}:2"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["approve", "D-NONE", "--as", ARUN], "there is no invoice or receipt 'D-NONE'"),
        (["approve", "wrong", "--as", ARUN, "--tenant", "T1"], "of the tenant 'T1'"),
        (["approve", "wrong", "--as", "Arun"], "--as 'Arun' is not PLATFORM:USER"),
        (["approve", "wrong", "--as", ARUN, "--set", "total=1"], "belong to edit"),
        (["edit", "wrong", "--as", ARUN], "edit needs --set FIELD=VALUE or --lines"),
        (["edit", "wrong", "--as", ARUN, "--set", "total"], "'total' is not FIELD=VALUE"),
        (["edit", "wrong", "--as", ARUN, "--set", "=1"], "'=1' is not FIELD=VALUE"),
        (["edit", "wrong", "--as", ARUN, "--set", "total=1.0.0"], "total: “1.0.0” is not"),
        (["edit", "wrong", "--as", ARUN, "--set", "sum=1"], "sum: "),
        (["edit", "wrong", "--as", ARUN, "--set", "tax=1", "--set", "tax=2"], "tax is given twice"),
        (["edit", "wrong", "--as", ARUN, "--set", "total=120.00"], "Nothing was changed"),
    ],
)
async def test_what_cannot_be_meant_changes_nothing(
    console: Console, words: list[str], said: str
) -> None:
    words[1] = console.ids.get(words[1], words[1])
    with pytest.raises(UsageFault) as fault:
        await review(console.settings, await asked("review", *words))
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert await console.audit("wrong") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"total: 1", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff", "is not a text in UTF-8"),
        (b"{}", "is not a JSON list of lines"),
        (b"[1]", "line item 0: it is an object of description, qty, unit_price, total"),
        (b'[{}, {"price": 1}]', "line item 1: it is an object of"),
        (b'[{"total": true}]', "line item 0, total: it is a text, a number or null"),
        (b'[{"total": NaN}]', "is not JSON"),
        (b'[{"total": 1e999999999}]', "line_items.0.total: "),
        (b'[{"total": "many"}]', "line_items.0.total: "),
        (b"[" + b"1," * 600_000 + b"1]", "is larger than"),
    ],
)
async def test_a_file_of_lines_that_cannot_be_meant(
    console: Console, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "lines.json"
    path.write_bytes(content)
    with pytest.raises(UsageFault) as fault:
        await console.review("edit", "wrong", ARUN, "--lines", str(path))
    assert said in str(fault.value)
    assert (await console.document("wrong")).revision == 1


async def test_where_nothing_is_kept_there_is_nothing_to_decide(tmp_path: Path) -> None:
    typed = await asked("review", "approve", "D-1", "--as", ARUN)
    with pytest.raises(UsageFault, match=r"nothing is kept in '.*none'; see BOT_DATA_DIR"):
        await review(settings_of(tmp_path / "none"), typed)
    assert not (tmp_path / "none").exists()
