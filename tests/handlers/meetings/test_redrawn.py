"""What a report tells from elsewhere changed: card and files are drawn anew, nothing else is."""

from dataclasses import replace
from pathlib import Path

from tests.handlers.meetings.stage import Stage, recording
from tests.handlers.meetings.test_writing import read, stage_with
from tests.handlers.tasks.bureau import words


def reports(stage: Stage) -> list[str]:
    """Give the keys of the reports in the thread."""
    return [one.key or "" for one in stage.chat.said if "report.md" in (one.key or "")]


async def test_its_files_take_the_place_of_those_before(tmp_path: Path) -> None:
    stage = stage_with(tmp_path)
    await read(stage)
    [before], names, run = reports(stage), stage.meeting.names, stage.meeting.run
    await stage.recordings.redraw("t1", stage.meeting.id)
    await stage.queue.settle()
    [after] = reports(stage)
    assert after != before
    [drawn] = [
        one for one in stage.chat.attachments(stage.meeting.place) if one.name == "report.md"
    ]
    assert drawn.bundle is not None
    assert drawn.bundle.title == "Files of this meeting"
    assert before in drawn.bundle.replaces
    assert after not in drawn.bundle.replaces
    assert (stage.meeting.names, stage.meeting.run, stage.meeting.state) == (names, run, "done")


async def test_nothing_is_drawn_of_what_is_under_way_or_gone(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    await stage.recordings.redraw("t1", "M-NONE")
    await stage.drop(recording())
    chosen = await stage.meetings.choose(stage.meeting, "running", by="local:eva", when=("asked",))
    assert chosen
    await stage.recordings.redraw("t1", chosen.id)
    await stage.queue.settle()
    assert stage.meeting.revision == chosen.revision
    assert reports(stage) == []


async def test_who_is_named_is_named_in_what_is_proposed_and_a_new_run_proposes_anew(
    tmp_path: Path,
) -> None:
    stage = stage_with(tmp_path)
    meeting = await read(stage)
    assert "Owner: Ben" in proposals(stage)
    names = {f"speaker {number}": "Xenia" for number in range(2)}
    await stage.submit("rename", f"{meeting.id}:{meeting.revision}", **names)
    assert "Owner: Xenia" in proposals(stage)
    [found] = await stage.tasks.of_meeting("t1", meeting.id)
    decided = replace(found, state="dropped")
    assert await stage.tasks.change(decided, by="local:eva", when=("proposed",))
    await stage.press("start")
    assert "Dropped by Eva" in proposals(stage)
    assert "All of it is decided on." in proposals(stage)


def proposals(stage: Stage) -> str:
    """Give what the card of proposals says; there is one."""
    [card] = [one for one in stage.chat.cards(stage.meeting.place) if "Decisions" in one.title]
    return words(card)
