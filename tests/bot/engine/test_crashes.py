"""kill -9 at every boundary of a job, and a job that kills its process each time."""

import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME
from tests.bot.engine.lives import BOUNDARIES, STEPS
from tests.conftest import ROOT


def _live(scenario: str, folder: Path) -> list[str]:
    """Give what a program told that was killed, and started again, until it was done."""
    subprocess.run(
        [sys.executable, "-m", "tests.bot.engine.lives", scenario, str(folder)],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    return (folder / "told").read_text().splitlines()


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / FILE_NAME)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[str]]:
    """A process that was killed with a job at each boundary, and another that took over."""
    folder = tmp_path_factory.mktemp("lives")
    return folder, Counter(_live("boundaries", folder))


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_kill_at_a_boundary_loses_and_doubles_nothing(
    killed: tuple[Path, Counter[str]], boundary: str
) -> None:
    folder, told = killed
    place, at = boundary.split()
    for step in STEPS:
        # A step is done again only when the kill came between its effect and its checkpoint.
        doubled = step == int(at) and place in {"inside", "written"}
        assert told[f"did {step} {boundary}"] == (2 if doubled else 1)
    done = [step < int(at) or (step == int(at) and place == "after") for step in STEPS]
    lives = [1 if before else 2 for before in done]
    assert told[f"ended {boundary}: {lives}"] == 1
    assert _rows(folder, f"SELECT count(*) FROM entries WHERE entry = '{boundary}'") == [(1,)]


def test_every_job_ends_in_success(killed: tuple[Path, Counter[str]]) -> None:
    folder, told = killed
    statuses = _rows(folder, "SELECT status, count(*) FROM workflow_status GROUP BY 1")
    assert statuses == [("SUCCESS", len(BOUNDARIES))]
    assert not [line for line in told if line.startswith("failed")]


def test_a_job_that_kills_its_process_is_given_up_and_people_are_told(tmp_path: Path) -> None:
    told = Counter(_live("poison", tmp_path))
    assert told == {
        "began poison": 4,
        # The first try to tell them was killed as well.
        "failed poison MaxRecoveryAttemptsExceeded": 2,
        "began innocent": 1,
    }
    statuses = _rows(tmp_path, "SELECT workflow_uuid, status FROM workflow_status ORDER BY 1")
    assert statuses == [
        ("innocent", "SUCCESS"),
        ("poison", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"),
        ("poison#failed", "SUCCESS"),
    ]


def test_a_job_that_was_given_up_begins_again_with_all_its_attempts(tmp_path: Path) -> None:
    told = Counter(_live("poison again", tmp_path))
    assert told == {
        "began": 8,
        "failed poison MaxRecoveryAttemptsExceeded": 2,
        "retried True": 1,
    }
    assert _rows(tmp_path, "SELECT workflow_uuid, status FROM workflow_status ORDER BY 1") == [
        ("poison", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"),
        ("poison#failed", "SUCCESS"),
    ]


def test_a_kill_in_the_middle_of_a_retry_leaves_the_job_as_it_was(tmp_path: Path) -> None:
    told = _live("retried", tmp_path)
    assert told[:3] == ["one", "two", "failed key LookupError"]
    # A life was killed before each statement, and one after the last; all found the job failed.
    tries, [begun, *rest] = told[3:-3], told[-3:]
    assert set(tries) == {"failed LookupError"}
    assert begun == f"begun again, after {len(tries) - 1} statements"
    assert len(tries) > 6
    assert rest == ["two", "done"]
    assert _rows(tmp_path, "SELECT * FROM entries") == [("two",)]
    assert _rows(tmp_path, "SELECT workflow_uuid, status FROM workflow_status") == [
        ("key", "SUCCESS")
    ]
