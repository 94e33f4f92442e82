"""A whole job in Slack, with each of its calls going wrong: the same is said in the end."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.slack.rendered import Profile
from handlers.chat import Place
from tests.bot.slack.speaking import Room, speaking
from tests.doubles.faults import Fault
from tests.doubles.slack import faults
from tests.doubles.slack.double import METHODS
from tests.fake_queue import InMemorySteps
from tests.handlers.office import FLAGGED, READING, Office, ScriptedReader

PDF = b"%PDF-1.7\n" + b"x" * 3000
HERE, ACCOUNTING = Place("local", "t1", "invoices"), Place("local", "t1", "accounting")
TITLE = "Invoice · Northmoor Analytics Ltd · 1,320.00 GBP"
FILES = ["发票 <01>.evidence.png", "发票 <01>.json"]
FAULTS: dict[str, Fault] = {
    "nothing": faults.cut(),
    "cut before": faults.cut(),
    "cut after": faults.cut(done=True),
    "429 for long": faults.limited(3600),
}
CALLS = 18  # of a job of a flagged document, without a fault


def break_call(room: Room, fault: Fault, at: int) -> "itertools.count[int]":
    """Let the call that is the `at`th of all go wrong; gives what counts them."""
    counted = itertools.count()

    def is_it(_: Mapping[str, Any]) -> bool:
        return next(counted) == at

    for method in (*METHODS, "upload", "download"):
        room.slack.faults.add(method, fault, when=is_it)
    return counted


async def answered(
    room: Room, scratch: Path, fault: Fault, at: int, reading: object = FLAGGED
) -> int:
    """Do a job whose `at`th call goes wrong; gives how many calls it made."""
    team = room.slack.world.add_team("t1")
    room.slack.act.join(team, "eva", HERE.channel, ACCOUNTING.channel)
    root = room.slack.act.say(team, HERE.channel, "eva", "here it is")
    upload = room.drop(replace(HERE, thread=root.ts), "eva", "发票 <01>.pdf", PDF)
    reader = ScriptedReader(says=reading)  # type: ignore[arg-type]
    office = Office(scratch, reader=reader, speaks=room.chat)
    counted = break_call(room, fault, at)
    await office.documents.on_upload(upload)
    (job,) = office.queue.jobs.values()
    await office.documents.on_job(job, InMemorySteps())
    assert reader.shown == [PDF]
    assert room.shown(upload.place, "eva") == [TITLE, *FILES]
    return next(counted)


def told_to_accounting(room: Room) -> list[str]:
    """Give what stands below the one card that accounting got."""
    (card,) = room.said(ACCOUNTING)
    return room.shown(replace(ACCOUNTING, thread=card.ts), "arun")


async def test_a_job_makes_so_many_calls(tmp_path: Path) -> None:
    async with speaking() as room:
        assert await answered(room, tmp_path, FAULTS["nothing"], at=-1) == CALLS
        assert told_to_accounting(room) == FILES


@pytest.mark.parametrize("at", range(CALLS))
@pytest.mark.parametrize("name", [name for name in FAULTS if name != "nothing"])
async def test_each_call_may_go_wrong(tmp_path: Path, name: str, at: int) -> None:
    async with speaking() as room:
        await answered(room, tmp_path, FAULTS[name], at)
        assert told_to_accounting(room) == FILES


@pytest.mark.parametrize("profile", ["rich", "classic"])
async def test_what_passed_is_told_in_its_thread_only(tmp_path: Path, profile: Profile) -> None:
    async with speaking(profile=profile) as room:
        await answered(room, tmp_path, FAULTS["nothing"], at=-1, reading=READING)
        assert room.said(ACCOUNTING) == []
