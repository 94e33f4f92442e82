"""kill -9 between press, commit, card and note: one decision, and the cards tell the truth."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.scenarios.deciding import actions, written
from tests.scenarios.mortal_reviews import LIVES, POINTS, REASON, Found, points

ARUN, MEI, SOFIA = "local:accountant-1", "local:accountant-2", "local:admin"
NAMES = {ARUN: "Arun Mehta", MEI: "Mei Lin", SOFIA: "Sofia Rossi"}
LABELS = {"approve": "Approved by", "reject": "Rejected by", "edit": "Edited by"}


@dataclass(frozen=True)
class Lives:
    """How each life ended, which points it reached, and what the last one found."""

    ended: list[int]
    reached: list[str]
    found: dict[str, Found]


def live(folder: Path, life: int) -> tuple[int, str]:
    """Live one life; gives how it ended and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.mortal_reviews", str(folder), str(life)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Lives:
    """Die with something at each point, then live on."""
    folder = tmp_path_factory.mktemp("lives")
    deaths = [live(folder, life) for life in range(1, LIVES)]
    ended, printed = live(folder, LIVES)
    return Lives(
        ended=[*(status for status, _ in deaths), ended],
        reached="".join(said for _, said in deaths).splitlines(),
        found={point: Found(**one) for point, one in json.loads(printed).items()},
    )


def test_every_life_but_the_last_ended_by_sigkill_with_all_it_had_at_its_points(
    lives: Lives,
) -> None:
    assert lives.ended == [*[-signal.SIGKILL] * (LIVES - 1), 0]
    assert lives.reached == [point for life in range(1, LIVES) for point in points(life)]
    assert sorted(lives.reached) == sorted(POINTS)


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_anywhere_leaves_one_decision(lives: Lives, point: str) -> None:
    """Who died before the commit decided nothing: whoever presses after that does."""
    verdict, moment = point.split()
    found = lives.found[point]
    who = SOFIA if moment == "moved" else MEI if verdict == "second" else ARUN
    expected = {
        "approve": ("approved", 1, [["approve", who, "1"]]),
        "reject": ("rejected", 1, [["reject", who, "1"]]),
        "edit": ("pending", 2, [["edit", who, "1"]]),
        "second": ("approved", 1, [["approve", ARUN, "1"], ["approve", who, "1"]]),
    }
    assert (found.state, found.revision, found.acts) == expected[verdict]
    assert found.audit == [
        {"approve": "review.approved", "reject": "review.rejected", "edit": "review.edited"}[act]
        for act, _, _ in found.acts
    ]


@pytest.mark.parametrize("point", POINTS)
def test_a_document_has_taught_what_was_decided_and_nothing_else(lives: Lives, point: str) -> None:
    found = lives.found[point]
    approved = ["account", "currency", "name", "rate", "seller", "tax_id"]
    taught = {"approved": approved, "rejected": [], "pending": ["seen_account"]}
    assert found.taught == taught[found.state]


@pytest.mark.parametrize("point", POINTS)
def test_who_presses_after_it_is_told_who_was_first(lives: Lives, point: str) -> None:
    verdict, moment = point.split()
    again = lives.found[point].again
    if moment == "moved":
        assert again["outcome"] == "none"
        return
    assert again["outcome"] == "told"
    assert again["card"]["title"] == "Not done"
    first = NAMES[MEI if verdict == "second" else ARUN]
    said = "changed the document" if verdict == "edit" else "was first"
    assert f"{first} {said}" in written(again)


@pytest.mark.parametrize("point", POINTS)
def test_every_card_tells_what_is_true(lives: Lives, point: str) -> None:
    found = lives.found[point]
    assert [card["channel"] for card in found.cards] == ["invoices", "accounting"]
    for card in found.cards:
        said = written(card)
        for verdict, who, _ in found.acts:
            assert said.count(f"{LABELS[verdict]} {NAMES[who]}") == 1
        assert said.count(REASON) == sum(act != "edit" for act, _, _ in found.acts)
        assert f"revision {found.revision}" in card["body"]["footer"]
        assert ("review.approve" in actions(card)) is (found.state == "pending")
