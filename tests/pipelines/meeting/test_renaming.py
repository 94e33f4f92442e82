"""Whoever was a label has a name in the minutes too, and what was said stays as it was said."""

import pytest

from pipelines.meeting.minutes import Minutes
from pipelines.meeting.model import Timeline
from pipelines.meeting.renaming import Names
from pipelines.meeting.timeline import renamed
from tests.fake_minutes import chinese, english


@pytest.mark.parametrize(
    ("names", "prose", "told"),
    [
        ({"Speaker 1": "Ana"}, "Speaker 1 asks Speaker 12.", "Ana asks Speaker 12."),
        ({"Speaker 1": "Ana"}, "Speaker 1's list, (Speaker 1)", "Ana's list, (Ana)"),
        ({"Speaker 1": "Speaker 2", "Speaker 2": "Speaker 1"}, "Speaker 1, Speaker 2",
         "Speaker 2, Speaker 1"),
        ({"Al": "Alan", "Al Green": "Al Green"}, "Al Green and Al", "Al Green and Alan"),
        ({"Al": "Alan"}, "Also al fresco: Al", "Also al fresco: Alan"),
        ({"A": "Ana", "2": "Ben"}, "A plan of 2 parts", "A plan of 2 parts"),
        ({"说话人 1": "王芳"}, "由说话人 1负责，说话人 12配合", "由王芳负责，说话人 12配合"),
        ({"张三": "张小三"}, "请张三发送，张三确认", "请张小三发送，张小三确认"),
        ({"Bob": "Ben"}, "由Bob负责；Bobby不参加", "由Ben负责；Bobby不参加"),
        ({"speaker_0": "Ana"}, "speaker_0, not speaker_01", "Ana, not speaker_01"),
        ({"J.R. (Guest)": "Jo"}, "J.R. (Guest) agrees", "Jo agrees"),
        ({"Ana": r"\1 (x)"}, "Ana agrees", r"\1 (x) agrees"),
        ({"": "Nobody"}, "Fine.", "Fine."),
    ],
)  # fmt: skip
def test_a_label_is_renamed_where_it_is_a_word(
    names: dict[str, str], prose: str, told: str
) -> None:
    assert Names(names).within(prose) == told


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("Speaker 1", "Ana"),
        ("Speaker 1, Speaker 12", "Ana, Speaker 12"),
        ("Bob, Speaker 1", "Bob, Ana"),
        ("Chen, Bob", "Bob"),
        ("A", "Al"),
        ("", ""),
        ("sales", "sales"),
    ],
)
def test_owners_are_renamed_each(owner: str, told: str) -> None:
    assert Names({"Speaker 1": "Ana", "Chen, Bob": "Bob", "A": "Al"}).of(owner) == told


def quotes(minutes: Minutes) -> list[str]:
    points = [one for topic in minutes.topics for one in topic.points]
    said = [*minutes.decisions, *minutes.actions, *minutes.questions, *points]
    return [one.quote for one in said]


@pytest.mark.parametrize(
    ("known", "label", "others"),
    [(english(), "Speaker 3", ["Bob", "Dana"]), (chinese(), "说话人 3", ["李四", "王五"])],
    ids=["en", "zh"],
)
def test_owners_and_prose_have_the_name_and_quotes_stay(
    known: Timeline, label: str, others: list[str]
) -> None:
    told = renamed(known, {label: "Mia"})
    assert known.minutes is not None
    assert told.minutes is not None
    assert {one.owner for one in told.minutes.actions} == {"Mia", *others}
    assert all(label not in one.text for one in told.minutes.actions)
    assert quotes(told.minutes) == quotes(known.minutes)
    assert [one.due for one in told.minutes.actions] == [one.due for one in known.minutes.actions]
    assert renamed(known, {}).minutes == known.minutes


def test_voices_that_are_numbered_are_renamed_by_number_and_by_label() -> None:
    known = english()
    assert known.transcript is not None
    assert known.minutes is not None
    heard = tuple(
        one.model_copy(update={"speaker": f"spk_{len(one.speaker)}"})
        for one in known.transcript.segments
    )
    said = known.transcript.model_copy(update={"segments": heard, "kind": "recognised"})
    # Alice Chen is heard first, Bob second.
    actions = tuple(
        one.model_copy(update={"owner": owner, "text": f"{owner} does it"})
        for one, owner in zip(known.minutes.actions, ("Speaker 2", "spk_3", "spk_10"), strict=False)
    )
    minutes = known.minutes.model_copy(update={"actions": actions})
    told = renamed(
        known.model_copy(update={"transcript": said, "minutes": minutes}), {"spk_3": "Bo"}
    )
    assert told.minutes is not None
    assert [one.owner for one in told.minutes.actions] == ["Bo", "Bo", "Speaker 1"]
    assert [one.text for one in told.minutes.actions] == [
        "Bo does it", "Bo does it", "Speaker 1 does it",
    ]  # fmt: skip
