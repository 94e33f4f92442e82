"""The command line as a person meets it: answers, one plain line for mistakes, exit statuses."""

import asyncio
import functools
import json
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.commands.doctor_reviews import kept_reviews, rules
from bot.settings import Settings
from tests.bot.commands.remembered import Remembered, remembered
from tests.bot.terminal import Ran, bot, start, typed
from tests.conftest import ROOT
from tests.drawn.bad import BAD
from tests.drawn.collection import Drawn, draw
from tests.drawn.plan import Carrier

__all__ = ["remembered", "typed"]  # fixtures

CONTRACT = {
    "file", "kind", "status", "invoice", "contract", "evidence", "findings", "edited",
    "recalled", "reader", "pages", "scan", "parts", "consulted", "usage",
}  # fmt: skip


@functools.cache
def of(carrier: Carrier) -> tuple[Drawn, ...]:
    """Give the drawn documents of a carrier."""
    return draw(3, carrier).documents


def a(carrier: Carrier, *, flagged: bool = False, folder: Path) -> Path:
    """Write the first drawn invoice of a carrier, one that must be flagged or one that is right."""
    for one in of(carrier):
        if one.truth["kind"] == "invoice" and bool(one.truth["must_flag"]) is flagged:
            return one.write(folder)
    raise LookupError(carrier)


async def test_json_keeps_the_contract_in_the_order_given(tmp_path: Path) -> None:
    """Bad files among good ones: an object a line for each, status 2 at the end."""
    good, flagged = a("text", folder=tmp_path), a("ubl", flagged=True, folder=tmp_path)
    bad = [one.write(tmp_path) for one in BAD.values()]
    ran = await bot("read", good, *bad, flagged, tmp_path / "absent.pdf", "--json")
    assert ran.status == 2
    assert ran.err == ""
    lines = [json.loads(line) for line in ran.out.splitlines()]
    names = [good.name, *(path.name for path in bad), flagged.name, "absent.pdf"]
    assert [line["file"] for line in lines] == names
    first, *failed, last, absent = lines
    assert set(first) == set(last) == CONTRACT
    assert (first["status"], last["status"]) == ("clear", "flagged")
    assert all(set(line) == {"file", "error"} for line in [*failed, absent])
    assert all(0 < len(line["error"]) < 200 and "\n" not in line["error"] for line in failed)


def test_a_flagged_document_is_an_answer(tmp_path: Path, typed: Callable[..., Ran]) -> None:
    ran = typed("read", a("ubl", flagged=True, folder=tmp_path))
    assert (ran.status, ran.err) == (0, "")
    assert "! " in ran.out


async def test_reading_keeps_nothing_and_draws_where_it_is_told(tmp_path: Path) -> None:
    picture, data = tmp_path / "where.png", tmp_path / "data"
    path = a("text", folder=tmp_path)
    ran = await bot("read", path, "--evidence", picture, "--language", "zh", BOT_DATA_DIR=str(data))
    assert (ran.status, ran.err) == (0, "")
    assert "销售方" in ran.out
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not data.exists()


def test_a_picture_that_cannot_be_written_is_a_plain_line(
    tmp_path: Path, typed: Callable[..., Ran]
) -> None:
    ran = typed("read", a("ubl", folder=tmp_path), "--evidence", tmp_path / "no" / "where.png")
    assert ran.status == 2
    assert "where.png cannot be written: No such file or directory" in ran.complaint


def test_remembering_finds_the_same_number_again(tmp_path: Path, typed: Callable[..., Ran]) -> None:
    data = str(tmp_path / "data")
    path = a("ubl", folder=tmp_path)
    again = tmp_path / "again.xml"
    again.write_bytes(path.read_bytes() + b"<!-- again -->")
    ran = typed("read", path, path, again, "--remember", "--json", BOT_DATA_DIR=data)
    assert ran.status == 0, ran.err
    first, same, other = (json.loads(line) for line in ran.out.splitlines())
    assert first == same
    assert [finding["rule"] for finding in other["findings"]] == ["duplicate"]
    second = typed("read", again, "--remember", BOT_DATA_DIR=data)
    assert second.status == 0
    document = second.out.strip().rpartition(" ")[2]
    forgotten = asyncio.run(bot("forget", "--file", document, BOT_DATA_DIR=data))
    assert forgotten.status == 0, forgotten.err
    assert json.loads(forgotten.out)["receipt"]["counts"]["documents"] == 1


SOCKET = {"SLACK_BOT_TOKEN": "xoxb-hunter2", "SLACK_APP_TOKEN": "xapp-hunter2"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-hunter2", "SLACK_SIGNING_SECRET": "hunter2"}


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["read", "a.pdf"], {}, "a.pdf: No such file or directory."),
        (["read", "a.pdf", "b.pdf", "--evidence", "o.png"], {}, "give one FILE"),
        ([], {"BOT_DOCUMENT_READERS": "oracle"}, "BOT_DOCUMENT_READERS.0: Input should be"),
        (["read", "."], {}, ".: This is no file."),
        (["read", "a.pdf", "--remember"], {"BOT_DATA_DIR": "/proc/none"}, "set BOT_DATA_DIR"),
        (["read"], {}, "the following arguments are required: FILE"),
        (["forget", "--file", "D-NONE"], {}, "nothing is kept in 'data'"),
        (["forget", "--meeting", "M-NONE"], {}, "nothing is kept in 'data'"),
        (["forget"], {}, "one of the arguments --file --meeting is required"),
        ([], {"BOT_LOCAL_WORKSPACE": "off"}, "there is nothing to serve"),
        ([], {"TEAMS_APP_ID": "7"}, "TEAMS_APP_ID needs TEAMS_TENANT_ID"),
        (
            [],
            {"BOT_TEAMS_PLAYGROUND": "on", "BOT_WEB_HOST": "0.0.0.0"},
            "BOT_TEAMS_PLAYGROUND=on believes whoever calls: set BOT_WEB_HOST=127.0.0.1",
        ),
        ([], {"SLACK_BOT_TOKEN": "xoxb-hunter2"}, "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket"),
        ([], SOCKET | {"SLACK_APP_TOKEN": "hunter2"}, "SLACK_APP_TOKEN is an App-Level Token"),
        ([], SOCKET | {"SLACK_BOT_TOKEN": "xapp-hunter2"}, "SLACK_BOT_TOKEN is the Bot User OAuth"),
        ([], SOCKET | {"SLACK_CLIENT_ID": "1.2"}, "SLACK_BOT_TOKEN is for one workspace and"),
        ([], {"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_SECRET and BOT_PUBLIC_URL must be set"),
        ([], HTTP | {"BOT_PUBLIC_URL": "ftp://hunter"}, "BOT_PUBLIC_URL 'ftp://hunter' is no"),
        ([], {"BOT_LOCAL_PORT": "eighty"}, "BOT_LOCAL_PORT: "),
        ([], {"BOT_SECRET_KEY": "hunter2"}, "BOT_SECRET_KEY has 7 bytes"),
        ([], {"BOT_TIMEZONE": "Mars/Olympus"}, "BOT_TIMEZONE: no time zone is called"),
        ([], {"BOT_REVIEW_TWO_OVER": "10,000"}, "BOT_REVIEW_TWO_OVER: '10' is not CURRENCY:AMOUNT"),
        (["review", "approve", "D-NONE", "--as", "local:admin"], {}, "nothing is kept in 'data'"),
        (["review", "praise", "D-NONE"], {}, "invalid choice: 'praise'"),
        (["audit", "verify", "--expect", "all"], {}, "--expect 'all' is not COUNT:HEAD"),
        (["export", "--from", "tomorrow", "--to", "2026-01-01"], {}, "'tomorrow' is not a day"),
        (["export", "--from", "20261122", "--to", "2026-11-22"], {}, "'20261122' is not a day"),
        (["jobs", "retry"], {}, "the following arguments are required: ID"),
    ],
)
def test_a_mistake_is_one_plain_line(
    typed: Callable[..., Ran], arguments: list[str], environment: dict[str, str], said: str
) -> None:
    ran = typed(*arguments, **environment)
    assert ran.status == 2
    assert said in ran.complaint
    assert "hunter2" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "verify", "--expect", "all"], "--expect 'all' is not COUNT:HEAD"),
        (["export", "--from", "tomorrow"], "'tomorrow' is not a day"),
        (["read", "a.pdf", "--readers", "oracle"], "BOT_DOCUMENT_READERS.0: Input should be"),
    ],
)
async def test_a_process_ends_with_that_line(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    ran = await bot(*arguments, cwd=tmp_path)
    assert ran.status == 2
    assert said in ran.complaint


async def test_doctor_says_what_works(tmp_path: Path, remembered: Remembered) -> None:
    settings = remembered.settings(tmp_path / "data")
    assert settings.secret_key
    key = settings.secret_key.get_secret_value()
    ran = await bot("doctor", BOT_DATA_DIR=str(settings.data_dir), BOT_SECRET_KEY=key)
    assert (ran.status, ran.err) == (0, "")
    assert "recognising child (OCR): starts" in ran.out
    assert "accounting channel: local:local:accounting" in ran.out
    assert "digest at 08:00 (UTC)" in ran.out
    assert "ok  waiting for accounting: documents: 2" in ran.out
    assert "ok  audit log: intact, links: 3" in ran.out
    assert "FAIL" not in ran.out


async def test_doctor_fails_for_what_will_not_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = await bot("doctor", BOT_DATA_DIR=str(tmp_path / "file"), BOT_SECRET_KEY="short")
    assert ran.status == 1
    failed = [line.split(":")[0] for line in ran.out.splitlines() if line.startswith("FAIL")]
    assert failed == ["FAIL  data folder", "FAIL  secret key"]


async def test_doctor_looks_at_the_rules_of_reviews(tmp_path: Path) -> None:
    settings = Settings.model_validate({
        "BOT_DATA_DIR": tmp_path,
        "BOT_ACCOUNTING_CHANNELS": "slack:T1:C1,local:local:cellar",
        "BOT_REVIEW_OWN": "true",
        "BOT_REVIEW_TWO_OVER": "off",
    })  # fmt: skip
    said = [(check.state, f"{check.what}: {check.detail}") for check in rules(settings)]
    assert [state for state, _ in said] == ["note", "note", "FAIL", "FAIL", "ok"]
    told = dict(said) | {text: state for state, text in said}
    assert any(text.startswith("who decides: ") and "(BOT_REVIEW_OWN)" in text for text in told)
    assert any(text.startswith("two people: never needed") for text in told)
    assert any("slack:T1:C1: no platform 'slack' is served here" in text for text in told)
    assert any("local:local:cellar: the local workspace has no such" in text for text in told)


async def test_doctor_looks_at_the_audit_log(tmp_path: Path, remembered: Remembered) -> None:
    settings = await asyncio.to_thread(remembered.settings, tmp_path / "data")
    await asyncio.to_thread(_tamper, settings.data_dir / "app.db")
    said = [check async for check in kept_reviews(settings)]
    assert [(check.state, check.what) for check in said] == [
        ("ok", "waiting for accounting"),
        ("FAIL", "audit log"),
    ]
    assert "local, link 1: this link was changed" in said[1].detail


def _tamper(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE audit SET actor = 'nobody' WHERE position = 1")


@pytest.mark.parametrize("newer", [True, False])
def test_a_database_that_cannot_be_used_is_said(
    tmp_path: Path, typed: Callable[..., Ran], newer: bool
) -> None:
    file = tmp_path / "app.db"
    if newer:
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
            database.execute("INSERT INTO alembic_version VALUES ('9999_from_the_future')")
    else:
        file.write_bytes(b"this is no database" * 1000)
    data = {"BOT_DATA_DIR": str(tmp_path), "BOT_LOCAL_PORT": "0"}
    said = "was made by a newer Clerk" if newer else "file is not a database"
    for command in ([], ["forget", "--file", "D-1"]):
        ran = typed(*command, **data)
        assert ran.status == 2
        assert said in ran.complaint
    if newer:  # the one that finds out what it is in the same way
        checked = typed("doctor", **data)
        assert checked.status == 1
        assert said in checked.out


async def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bro\xffken.xml"))
    path.write_bytes(a("ubl", folder=tmp_path).read_bytes())
    ran = await bot("read", path, "--json", PYTHONUTF8="1")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["file"] == "bro\udcffken.xml"


async def test_the_data_folder_is_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ran = await bot("read", a("ubl", folder=tmp_path), "--remember", BOT_DATA_DIR=str(data))
    assert ran.status == 0
    assert data.stat().st_mode & 0o077 == 0


async def test_being_told_to_end_leaves_no_copy_behind(tmp_path: Path) -> None:
    scans = [one.write(tmp_path) for one in of("scan")]
    process = await start("read", *map(str, scans * 5), cwd=ROOT, TMPDIR=str(tmp_path))
    while not [*tmp_path.glob("clerk-*/*/*/*/input")]:  # noqa: ASYNC110 - another process's file
        await asyncio.sleep(0.01)
    process.terminate()
    await process.communicate()
    assert process.returncode == 130
    assert [*tmp_path.glob("clerk-*")] == []


async def test_one_clerk_a_data_folder_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    data = {"BOT_DATA_DIR": str(tmp_path / "data"), "BOT_LOCAL_PORT": "0"}
    process = await start(cwd=ROOT, **data)
    assert process.stdout is not None
    ready = (await process.stdout.readline()).decode()
    assert "http://127.0.0.1:" in ready
    port = ready.split("http://127.0.0.1:")[1].split()[0]

    second = await bot(cwd=ROOT, **data)
    assert second.status == 2
    assert "already running" in second.complaint
    other = {"BOT_DATA_DIR": str(tmp_path / "other"), "BOT_LOCAL_PORT": port}
    taken = await bot(cwd=ROOT, **other)
    assert taken.status == 2
    assert f"port {port}" in taken.complaint

    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert (process.returncode, err.decode()) == (0, "")
    assert "stopping" in out.decode()


def test_help_does_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = parser().format_help()
    monkeypatch.setenv("COLUMNS", "40")
    assert parser().format_help() == wide
