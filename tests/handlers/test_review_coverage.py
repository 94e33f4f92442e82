"""The gate of the gate: not one branch of the policy, and of what carries it out, is untested."""

import subprocess
import sys
from pathlib import Path

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


def report(data: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of reviews, or those `chosen`, and report what they left out."""
    rooms = ",".join(f"{ROOT}/handlers/{room}.py" for room in ROOMS)
    tests = [f"tests/handlers/{name}.py" for name in TESTS]
    quiet = ("-q", "-p", "no:cacheprovider", *chosen)
    ran = coverage(data, "run", "--branch", f"--include={rooms}", "-m", "pytest", *quiet, *tests)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return coverage(data, "report", "--show-missing", "--fail-under=100", "--precision=2")


def test_every_branch_is_tested(tmp_path: Path) -> None:
    whole = report(tmp_path / "data")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    for room in ROOMS:
        assert f"handlers/{room}.py" in whole.stdout


def test_a_branch_that_is_not_tested_shows(tmp_path: Path) -> None:
    some = report(tmp_path / "data", "-k", "not hundreds_of_rates")
    assert some.returncode == TOO_LITTLE, some.stdout + some.stderr
    assert "->" in some.stdout, "all lines were run, and one way out of one was not taken"
