"""The gate of the gate: not one branch of the policy, and of what carries it out, is untested."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = (
    "reviews",
    "gate",
    "decisions",
    "twins",
    "likeness",
    "marks",
    "vendors",
    "accounts",
    "recall",
)
TOO_LITTLE = 2
TESTS = (
    "test_reviews",
    "test_reviews_limits",
    "test_gate",
    "test_decisions",
    "test_decisions_strange",
    "test_looks",
    "test_twins",
    "test_likeness",
    "test_vendors",
    "test_accounts",
    "test_recall",
)


def coverage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command, *rest = arguments
    return subprocess.run(
        [sys.executable, "-m", "coverage", command, f"--data-file={data}", *rest],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the tests of reviews; gives what was run of the rooms, and by which test."""
    folder = tmp_path_factory.mktemp("coverage")
    (folder / "rc").write_text("[run]\nbranch = true\ndynamic_context = test_function\n")
    rooms = ",".join(f"{ROOT}/handlers/{room}.py" for room in ROOMS)
    tests = [f"tests/handlers/{name}.py" for name in TESTS]
    quiet = ("-q", "-p", "no:cacheprovider")
    options = (f"--rcfile={folder / 'rc'}", f"--include={rooms}")
    done = coverage(folder / "data", "run", *options, "-m", "pytest", *quiet, *tests)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "data"


def report(data: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    """Report what the tests, or those `chosen`, left out."""
    options = ("--show-missing", "--fail-under=100", "--precision=2")
    return coverage(data, "report", *options, *chosen)


def test_every_branch_is_tested(ran: Path) -> None:
    whole = report(ran)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    for room in ROOMS:
        assert f"handlers/{room}.py" in whole.stdout


def test_a_branch_that_is_not_tested_shows(ran: Path) -> None:
    some = report(ran, "--contexts=^(?!.*hundreds_of_rates)")
    assert some.returncode == TOO_LITTLE, some.stdout + some.stderr
    assert "->" in some.stdout, "all lines were run, and one way out of one was not taken"
