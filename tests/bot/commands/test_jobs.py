"""`python -m bot jobs`: the table, what is tried again or cancelled, and what is kept of that."""

import asyncio
import json
import os
import pwd
import re
import sys
from argparse import Namespace
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa

from bot.commands.faults import UsageFault
from bot.commands.jobs import jobs
from bot.engine.engine import Engine
from bot.engine.jobs import find, put
from bot.engine.pace import Pace
from bot.ledger.database import FILE_NAME, Database
from bot.settings import Settings
from handlers.ports import Job, Steps
from tests.conftest import ROOT

TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d CST"
CANNOT = "nothing to try again"


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    """A data folder with a ledger, and no job in it."""
    copy(migrated, tmp_path / FILE_NAME)
    return _settings(tmp_path)


def _settings(folder: Path) -> Settings:
    key, zone = "x" * 40, "Asia/Shanghai"
    return Settings.model_validate(
        {"BOT_DATA_DIR": folder, "BOT_SECRET_KEY": key, "BOT_TIMEZONE": zone}
    )


async def _put(settings: Settings, *keys: str) -> None:
    database = Database(settings.data_dir / FILE_NAME)
    for key in keys:
        assert await put(database, Job("document", key, {"tenant": "T1"}))


async def _work(settings: Settings, *keys: str, broken: bool = False) -> None:
    """Let a Clerk run until it has done, or failed at, the jobs that wait."""
    database, told = Database(settings.data_dir / FILE_NAME), asyncio.Queue[str]()

    async def handle(job: Job, steps: Steps) -> None:
        if broken:
            raise LookupError
        told.put_nowait(job.key)

    async def failed(job: Job, type_name: str) -> None:
        told.put_nowait(job.key)

    folder = settings.data_dir
    async with (
        Engine(database, handle=handle, failed=failed, concurrency=1, data_dir=folder),
        asyncio.timeout(30),
    ):
        assert [await told.get() for _ in keys] == list(keys)
    await database.close()


async def _run(settings: Settings, action: str | None = None, key: str | None = None) -> int:
    return await jobs(settings, Namespace(action=action, id=key))


async def _state(settings: Settings, key: str) -> str:
    found = await find(Database(settings.data_dir / FILE_NAME), key)
    assert found is not None
    return found.state


async def _audit(settings: Settings) -> list[tuple[object, ...]]:
    database = Database(settings.data_dir / FILE_NAME)
    query = sa.text("SELECT tenant, actor, action, subject, detail FROM audit ORDER BY position")
    async with database.session() as session:
        found = (await session.execute(query)).all()
    await database.close()
    return [(*row[:4], json.loads(row[4])) for row in found]


async def test_no_jobs_is_one_line(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for action in (None, "failed"):
        assert await _run(settings, action) == 0
    assert capsys.readouterr() == ("no jobs\n" * 2, "")


@pytest.mark.parametrize(
    ("action", "key"),
    [(None, None), ("failed", None), ("retry", "T1:F2"), ("cancel", "T1:F2")],
)
async def test_a_data_folder_with_nothing_in_it_is_not_the_one_that_is_meant(
    tmp_path: Path, action: str | None, key: str | None
) -> None:
    with pytest.raises(UsageFault, match="nothing is kept in"):
        await _run(_settings(tmp_path / "never started"), action, key)
    assert not (tmp_path / "never started").exists()


async def test_what_is_not_done_is_shown_in_a_table(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await _put(settings, "T1:F1")
    await _work(settings, "T1:F1")
    await _put(settings, "T1:F2")
    await _work(settings, "T1:F2", broken=True)
    await _put(settings, "T1:发票")
    assert await _run(settings) == 0
    head, failed, waiting = capsys.readouterr().out.splitlines()
    assert head.split() == ["job", "kind", "state", "tries", "put", "changed", "why"]
    assert re.fullmatch(
        rf"  T1:F2    document  failed       1  {TIME}  {TIME}  LookupError", failed
    )
    assert re.fullmatch(rf"  T1:发票  document  waiting      0  {TIME}  {TIME}", waiting)
    assert await _run(settings, "failed") == 0
    _, only = capsys.readouterr().out.splitlines()
    assert only.split() == failed.split()


async def test_a_failed_job_is_tried_again_once(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await _put(settings, "T1:F1")
    await _work(settings, "T1:F1", broken=True)
    assert await _run(settings, "retry", "T1:F1") == 0
    assert capsys.readouterr() == ("T1:F1 is tried again\n", "")
    assert await _run(settings, "retry", "T1:F1") == 1
    assert capsys.readouterr() == ("", f"T1:F1 is waiting: {CANNOT}\n")
    await _work(settings, "T1:F1")
    assert await _run(settings, "retry", "T1:F1") == 1
    assert capsys.readouterr() == ("", f"T1:F1 is done: {CANNOT}\n")
    who = {"os_uid": os.getuid(), "os_user": pwd.getpwuid(os.getuid()).pw_name}
    me = ("T1", f"console:uid:{os.getuid()}")
    assert await _audit(settings) == [
        (*me, "job.retry_asked", "T1:F1", who),
        (*me, "job.retried", "T1:F1", who),
        (*me, "job.retry_asked", "T1:F1", who),
        (*me, "job.retry_refused", "T1:F1", {**who, "why": "waiting"}),
        (*me, "job.retry_asked", "T1:F1", who),
        (*me, "job.retry_refused", "T1:F1", {**who, "why": "done"}),
    ]


async def test_a_job_is_cancelled_once_and_can_be_tried_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await _put(settings, "T1:F1")
    assert await _run(settings, "cancel", "T1:F1") == 0
    assert capsys.readouterr() == ("T1:F1 is cancelled\n", "")
    assert await _run(settings, "cancel", "T1:F1") == 1
    assert capsys.readouterr() == ("", "T1:F1 is cancelled: nothing to cancel\n")
    assert await _state(settings, "T1:F1") == "cancelled"
    assert await _run(settings, "retry", "T1:F1") == 0
    assert await _state(settings, "T1:F1") == "waiting"
    assert [link[2] for link in await _audit(settings)] == [
        "job.cancel_asked",
        "job.cancelled",
        "job.cancel_asked",
        "job.cancel_refused",
        "job.retry_asked",
        "job.retried",
    ]


async def test_a_running_clerk_does_what_another_process_says(settings: Settings) -> None:
    told, go, folder = asyncio.Queue[str](), asyncio.Event(), settings.data_dir
    tries = 0

    async def handle(job: Job, steps: Steps) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise LookupError
        told.put_nowait("tried again")
        await go.wait()

    async def failed(job: Job, type_name: str) -> None:
        told.put_nowait(type_name)

    async def bot_jobs(action: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "jobs", action, "T1:F1",
            cwd=ROOT,
            env={"BOT_DATA_DIR": str(folder), "BOT_SECRET_KEY": "x" * 40},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        return (await process.communicate())[0]

    database, soon = Database(folder / FILE_NAME), Pace(idle=0.02)
    async with (
        Engine(
            database, handle=handle, failed=failed, concurrency=1, data_dir=folder, pace=soon
        ) as engine,
        asyncio.timeout(60),
    ):
        await engine.put(Job("document", "T1:F1", {"tenant": "T1"}))
        assert await told.get() == "LookupError"
        assert await bot_jobs("retry") == b"T1:F1 is tried again\n"
        assert await told.get() == "tried again"
        assert await bot_jobs("retry") == b"T1:F1 is running: nothing to try again\n"
        assert await bot_jobs("cancel") == b"T1:F1 is cancelled\n"
        assert await told.get() == "JobCancelled"
    await database.close()


async def test_a_job_that_is_not_there(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await _put(settings, "T1:F1")
    for action in ("retry", "cancel"):
        assert await _run(settings, action, "T1:F2") == 1
    assert capsys.readouterr() == ("", "there is no job 'T1:F2'\n" * 2)
    assert await _audit(settings) == []
