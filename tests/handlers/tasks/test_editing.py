"""What people write in the form of a task, and where it is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from handlers import people
from handlers.chat import ChatUnavailable, Errors, Form, Input, Place, Told, Turned
from handlers.people import Person
from handlers.tasks.standing import Standings
from tests.handlers.tasks.bureau import SENDS, Bureau, a_meeting, minutes, words


async def test_what_is_forgotten_while_a_form_is_open_is_gone() -> None:
    here = Bureau()
    await here.propose()
    form = await here.press("edit")
    assert isinstance(form, Form)
    await here.ledger.erase("t1", "M-1")
    outcome = await here.submit(form.value, text="Else")
    assert isinstance(outcome, Told)
    assert "It was deleted" in words(outcome.card)


async def test_a_form_that_is_late_changes_nothing() -> None:
    here = Bureau()
    await here.propose()
    form = await here.press("edit")
    assert isinstance(form, Form)
    await here.press("confirm", user="ben")
    outcome = await here.submit(form.value, text="Else")
    assert isinstance(outcome, Told)
    assert "changed meanwhile" in words(outcome.card)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"day": "Friday"}, "day"),
        ({"day": "2026-13-01"}, "day"),
        ({"name": "x" * 61}, "name"),
        ({"person": "oscar"}, "person"),
    ],
)
async def test_what_is_wrong_in_a_form_is_said(values: dict[str, str], wrong: str) -> None:
    here = Bureau()
    await here.propose()
    form = await here.press("edit", nth=1)
    assert isinstance(form, Form)
    outcome = await here.submit(form.value, **values)
    assert isinstance(outcome, Errors)
    assert set(outcome.by_input) == {wrong}


async def test_an_edit_moves_what_people_were_told() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    opened = await here.press("open")
    assert isinstance(opened, Told)
    form = await here.press("edit", on=opened.card)
    assert isinstance(form, Form)
    values = {one.name: one.value for one in form.inputs if hasattr(one, "value")}
    assert values == {
        "text": "Send the draft", "person": "ana", "name": "Ana", "day": "2026-11-27",
    }  # fmt: skip
    assert isinstance(await here.submit(form.value, **values), Turned)
    assert (await here.task("Send the draft")).revision == 1
    changed = {**values, "person": "ben", "name": "", "day": "2026-11-30", "text": "Send it"}
    await here.submit(form.value, **changed)
    task = await here.task("Send it")
    assert (task.user, task.owner, task.due_words, str(task.due)) == ("ben", "", "", "2026-11-30")
    assert here.told("ana") == []
    assert [one.title for one in here.told("ben")] == ["For you: Send it"]


async def test_a_label_that_people_named_counts_under_its_name() -> None:
    here = Bureau()
    meeting = replace(a_meeting(), names={"Speaker 1": "Ana"})
    here.ledger.meetings["t1", "M-1"] = meeting
    said = SENDS.model_copy(update={"owner": "Speaker 1"})
    await here.propose(minutes(said, decisions=()))
    assert "Owner: Ana (Ana Lopez)" in words(here.card)
    await here.press("confirm")
    assert len(here.told("ana")) == 1


@pytest.mark.parametrize(
    ("values", "owner", "user"),
    [
        ({"person": "ben"}, "", "ben"),
        ({"person": "ben", "name": "Benny"}, "Benny", "ben"),
        ({"person": "ana"}, "Ana", "ana"),
        ({"person": "", "name": ""}, "", None),
        ({"person": "", "name": "Xenia"}, "Xenia", None),
    ],
)
async def test_a_name_that_was_left_is_nobody_elses(
    values: dict[str, str], owner: str, user: str | None
) -> None:
    here = Bureau()
    await here.propose()
    form = await here.press("edit", nth=1)
    assert isinstance(form, Form)
    await here.submit(form.value, **values)
    task = await here.task("Send the draft")
    assert (task.owner, task.user) == (owner, user)


async def test_the_report_names_whom_somebody_chose() -> None:
    here = Bureau()
    await here.propose()
    form = await here.press("edit", nth=1)
    assert isinstance(form, Form)
    await here.submit(form.value, person="ben", day="2026-11-30")
    await here.press("confirm", nth=1)
    await here.press("drop", nth=2)
    told = await Standings(here.tasks, here.people).of("t1", "M-1")
    assert [(one.text, one.state, one.owner) for one in told] == [
        ("Send the draft", "confirmed", "Ben"),
        ("Pay the bill", "dropped", "Ben"),
    ]
    assert told[0].due
    assert (str(told[0].due.day), told[0].due.words) == ("2026-11-30", "")


async def opened(here: Bureau) -> Form:
    """Open the form of the one task that is confirmed."""
    told = await here.press("open")
    assert isinstance(told, Told)
    form = await here.press("edit", on=told.card)
    assert isinstance(form, Form)
    return form


@pytest.mark.parametrize("gone", [("person",), ()])
async def test_whose_name_is_written_for_what_is_confirmed_is_told(gone: tuple[str, ...]) -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    form = await opened(here)
    values = {"person": "", "name": "Ben"}
    await here.submit(form.value, **{name: values[name] for name in values if name not in gone})
    assert here.told("ana") == []
    assert [one.title for one in here.told("ben")] == ["For you: Send the draft"]
    assert "Owner: Ben" in words(here.card)
    assert "Ben was told" in words(here.card)


async def test_who_has_left_is_not_told_how_a_task_goes_on() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    here.people.reading["general"].remove("local:ana")
    form = await opened(here)
    await here.submit(form.value, text="Send the secret", person="ana", name="Ana")
    assert (await here.task("Send the secret")).user == "ana"
    assert here.told("ana") == []


async def test_of_a_name_among_the_first_of_many_nobody_is_certain() -> None:
    here = Bureau()
    crowd = [Person(f"local:u{one:03}", f"Guest {one}", "employee") for one in range(300)]
    here.people.know(crowd, channels=["general"])
    await here.propose()
    assert "Owner: Ana · " in words(here.card)
    await here.press("confirm", nth=1)
    assert (await here.task("Send the draft")).user is None
    assert here.told("ana") == []
    form = await opened(here)
    await here.submit(form.value, person="ana")
    assert [one.title for one in here.told("ana")] == ["For you: Send the draft"]


@pytest.mark.parametrize("fault", ["away", "slow"])
async def test_a_form_opens_where_nobody_says_in_time_who_is_there(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Bureau()
    await here.propose()

    async def readers(_place: Place) -> Sequence[Person]:
        if fault == "slow":
            await asyncio.Event().wait()
        raise ChatUnavailable("directory: away")

    monkeypatch.setattr(people, "_AT_HAND", 0.01)
    monkeypatch.setattr(here.people, "readers", readers)
    form = await asyncio.wait_for(here.press("edit", nth=1), 1)
    assert isinstance(form, Form)
    values = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
    assert values == {
        "text": "Send the draft", "person": "", "name": "Ana", "day": "2026-11-27",
    }  # fmt: skip
    monkeypatch.undo()
    await here.submit(form.value, **{**values, "day": "2026-11-30"})
    await here.press("confirm", nth=1)
    assert len(here.told("ana")) == 1
