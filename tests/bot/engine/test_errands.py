"""What people are told of the jobs that they wait for."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine import jobs
from bot.engine.errands import EngineErrands
from bot.ledger.database import FILE_NAME, Database
from handlers.chat import Place, Upload
from handlers.drops import job_of
from handlers.ports import Job
from handlers.status import Unread
from tests.bot.engine.conftest import Ground
from tests.fake_ledger import MORNING

HERE = Place("slack", "T1", "C1", "17.000100")


def dropped(file: str, user: str = "U1", place: Place = HERE) -> Job:
    return job_of(Upload(place, user, file, "a.pdf"), MORNING)


async def test_where_no_engine_ever_was_nothing_is_to_be_done(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    await database.migrate()
    assert await EngineErrands(database).of("T1", "slack:U1") == Unread(0, 0)
    await database.close()


@pytest.mark.parametrize(
    ("tenant", "person", "unread"),
    [
        ("T1", "slack:U1", Unread(3, 2)),
        ("T1", "slack:U2", Unread(1, 0)),
        ("T2", "slack:U1", Unread(1, 0)),
        ("T1", "local:U1", Unread(0, 0)),
        ("T", "slack:U1", Unread(0, 0)),
        ("T1", "slack:", Unread(0, 0)),
    ],
)
async def test_everybody_waits_for_their_own(
    ground: Ground, tenant: str, person: str, unread: Unread
) -> None:
    elsewhere = replace(HERE, tenant="T2")
    put = [
        *(dropped(f"F{number}") for number in range(6)),
        dropped("G", "U2"),
        dropped("H", place=elsewhere),
        Job("review", "review:T1:D-1:2", {"tenant": "T1", "user": "U1"}),
    ]
    for job in put:
        await jobs.put(ground.database, job)
    states = {"F0": "ERROR", "F1": "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "F2": "SUCCESS"}
    for file, state in {**states, "F3": "PENDING"}.items():
        await ground.execute(
            f"UPDATE workflow_status SET status = '{state}'"
            f" WHERE workflow_uuid = '{dropped(file).key}'"
        )
    assert await EngineErrands(ground.database).of(tenant, person) == unread
