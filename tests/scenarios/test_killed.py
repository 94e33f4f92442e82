"""kill -9 in every step of a document: after the restart there is one result and one reply."""

import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.scenarios.bills import bill
from tests.scenarios.dropping import Message, Thread
from tests.scenarios.mortal import POINTS, file_name


@dataclass(frozen=True)
class Lives:
    """What came of a life that was ended with a job at each point, and of the next one."""

    ended: int
    reached: list[str]
    threads: dict[str, list[Thread]]
    accounting: list[Message]

    def thread(self, point: str) -> Thread:
        """Give the one thread of the file whose job was killed at `point`."""
        [thread] = self.threads.get(file_name(point), [])
        return thread


def named(card: dict[str, Any]) -> list[str]:
    """Give the documents that the footer of a card names."""
    return re.findall(r"\bD-[A-Z2-7]{10}\b", card["footer"] or "")


def documents(thread: Thread) -> list[str]:
    """Give the documents that the cards of a thread are about."""
    return [id_ for card in thread.cards for id_ in named(card)]


def live(*arguments: object) -> tuple[int, str]:
    """Live one life; gives how it ended and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.mortal", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Lives:
    """Drop one file a point, die with all their jobs there, and live again."""
    data, files = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("files")
    content = bill("N-7", off="1.00")
    for point in POINTS:
        # The same invoice with other bytes: a comment behind it tells the files apart.
        (files / file_name(point)).write_bytes(content + f"<!-- {point} -->".encode())
    ended, reached = live(data, files)
    _, printed = live(data)
    left = json.loads(printed)
    threads: dict[str, list[Thread]] = {}
    for said in left["threads"]:
        thread = Thread(**said)
        threads.setdefault(thread.name, []).append(thread)
    return Lives(ended, reached.splitlines(), threads, left["accounting"])


def test_the_first_life_ended_by_sigkill(lives: Lives) -> None:
    assert lives.ended == -signal.SIGKILL


@pytest.mark.parametrize("point", POINTS)
def test_a_job_killed_anywhere_ends_in_one_reply(lives: Lives, point: str) -> None:
    assert point in lives.reached
    thread = lives.thread(point)
    assert thread.is_settled
    [card] = thread.cards
    assert any(part["kind"] == "fields" for part in card["parts"]), card
    assert sorted(thread.files) == [f"{point}.evidence.png", f"{point}.json"]


@pytest.mark.parametrize("point", POINTS)
def test_its_file_became_a_document_of_its_own(lives: Lives, point: str) -> None:
    every = [one for threads in lives.threads.values() for one in threads]
    [own] = documents(lives.thread(point))
    assert own.startswith("D-")
    assert [own in documents(one) for one in every].count(True) == 1


@pytest.mark.parametrize("point", POINTS)
def test_accounting_is_told_of_it_once(lives: Lives, point: str) -> None:
    own = documents(lives.thread(point))
    told = [
        one
        for one in lives.accounting
        if one["body"]["kind"] == "card" and named(one["body"]) == own
    ]
    [card] = told
    below = [one["body"]["name"] for one in lives.accounting if one["thread"] == card["id"]]
    assert sorted(below) == [f"{point}.evidence.png", f"{point}.json"]


def test_all_but_the_first_repeat_its_seller_and_number(lives: Lives) -> None:
    said = [thread.text() for threads in lives.threads.values() for thread in threads]
    repeats = [text for text in said if "were seen before" in text]
    assert len(repeats) == len(POINTS) - 1
