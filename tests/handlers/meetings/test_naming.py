"""Who spoke is picked among those of the channel, or written down."""

from pathlib import Path

import pytest

from handlers.chat import ChatUnavailable, Errors, Form, Input
from handlers.people import Person
from tests.handlers.meetings.stage import Stage, beside, recording


@pytest.fixture
async def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    film = recording()
    await stage.drop(film, beside(film))
    await stage.press("start")
    return stage


async def asked(stage: Stage) -> dict[str, Input]:
    form = await stage.press("rename")
    assert isinstance(form, Form)
    return {one.name: one for one in form.inputs if isinstance(one, Input)}


async def name(stage: Stage, **values: str) -> object:
    # speaker_0_is is the field "speaker 0 is".
    given = {one.replace("_", " "): value for one, value in values.items()}
    revision = f"{stage.meeting.id}:{stage.meeting.revision}"
    return await stage.submit("rename", revision, **given)


async def test_those_of_the_channel_are_offered(stage: Stage) -> None:
    inputs = await asked(stage)
    assert list(inputs) == ["speaker 0", "speaker 0 is", "speaker 1", "speaker 1 is"]
    assert inputs["speaker 0"].options == ("Ana", "Ben", "Arun", "Mei", "Sofia")
    pick = inputs["speaker 0 is"]
    assert (pick.kind, pick.value, pick.options) == ("person", "", ("arun", "mei", "sofia"))
    assert pick.label == "Ana, or somebody who reads along"


async def test_who_is_picked_gives_the_name(stage: Stage) -> None:
    given = {"speaker_0": "Ana", "speaker_0_is": "mei", "speaker_1": "Ben", "speaker_1_is": ""}
    assert await name(stage, **given) is None
    assert stage.meeting.names == {"Ana": "Mei"}
    inputs = await asked(stage)
    assert (inputs["speaker 0"].value, inputs["speaker 0 is"].value) == ("Mei", "mei")
    assert await name(stage, speaker_0="Mei", speaker_0_is="arun") is None
    assert stage.meeting.names == {"Ana": "Arun"}


async def test_what_is_written_counts_before_who_is_picked(stage: Stage) -> None:
    assert await name(stage, speaker_0="Mei from Sales", speaker_0_is="mei") is None
    assert stage.meeting.names == {"Ana": "Mei from Sales"}
    assert await name(stage, speaker_0="", speaker_0_is="mei") is None
    assert stage.meeting.names == {}


async def test_who_does_not_read_the_channel_is_no_speaker(stage: Stage) -> None:
    stage.people.close(stage.meeting.place.channel, "mei")
    outcome = await name(stage, speaker_0="Ana", speaker_0_is="mei", speaker_1="Ben")
    assert outcome == Errors(
        {"speaker 0 is": "This person does not read the conversation of the meeting."}
    )
    assert stage.meeting.names == {}


async def test_where_nobody_can_be_told_names_are_written(stage: Stage) -> None:
    async def away(_place: object) -> list[Person]:
        raise ChatUnavailable("directory: away")

    stage.people.readers = away  # type: ignore[method-assign, assignment]
    assert list(await asked(stage)) == ["speaker 0", "speaker 1"]
