"""Who took part, for how long, and under which name."""

from pipelines.meeting.model import Kind, Speaker
from pipelines.meeting.speakers import speakers
from tests.pipelines.meeting.spoken import transcript

TALK = (
    (0.0, 10.0, "Bob", "one"),
    (8.0, 20.0, "Alice", "two"),
    (18.0, 22.0, "Alice", "three"),
    (22.0, 25.0, "", "four"),
    (25.0, 26.0, "Alice", "five"),
)


def told(*said: tuple[float, float, str, str], kind: Kind = "supplied", **names: str) -> list[str]:
    """Give "name label+others seconds turns evidence" of each."""
    found = speakers(transcript(*said, kind=kind), names, "en")
    return [
        f"{one.name} <{'+'.join((one.label, *one.also))}> {one.talk_s:g} {one.turns} {one.evidence}"
        for one in found
    ]


def test_talk_time_counts_every_second_once() -> None:
    assert told(*TALK) == ["Alice <Alice> 15 2 label", "Bob <Bob> 10 1 label"]


def test_who_is_named_by_nobody_is_nobody() -> None:
    assert told((0, 1, "", "one"), (1, 2, "", "two")) == []


def test_voices_are_numbered_as_they_are_heard() -> None:
    said = ((0.0, 1.0, "spk_7", "one"), (1.0, 9.0, "spk_2", "two"), (9.0, 10.0, "spk_7", "three"))
    assert told(*said, kind="recognised") == [
        "Speaker 2 <spk_2> 8 1 none", "Speaker 1 <spk_7> 2 2 none"
    ]  # fmt: skip
    found = speakers(transcript(*said, kind="recognised"), {"spk_2": "Speaker 1"}, "zh")
    assert [one.name for one in found] == ["Speaker 1", "说话人 1"]
    in_use = speakers(transcript(*said, kind="recognised"), {"spk_2": "Speaker 1"}, "en")
    assert [one.name for one in in_use] == ["Speaker 1", "Speaker 2"], "never two people in one"


def test_a_program_that_knows_no_name_names_nobody() -> None:
    labels = ["Speaker 1", "SPEAKER_00", "Unknown", "说话人 2", "发言人1", "3", "Spk", "Al"]
    found = speakers(transcript(*((0, 1, label, "x") for label in labels)), {}, "en")
    assert [one.evidence for one in found] == ["none"] * 7 + ["label"]


def test_a_new_name_stands_for_a_label() -> None:
    assert told(*TALK, Bob="Robert  Li") == [
        "Alice <Alice> 15 2 label", "Robert Li <Bob> 10 1 renamed"
    ]  # fmt: skip
    assert told(*TALK, Bob="  ", Nobody="x") == told(*TALK)


def test_two_labels_of_one_name_are_one_person() -> None:
    together = ["Al <Bob+Alice> 23 2 renamed"]
    assert told(*TALK, Bob="Al", Alice="Al") == together
    assert told(*TALK, Bob="Alice") == ["Alice <Bob+Alice> 23 2 renamed"]


def test_a_name_is_one_line_of_bounded_length() -> None:
    (found,) = speakers(transcript((0, 1, "x", "y")), {"x": "A\n\u202eB" + "c" * 200}, "en")
    assert found.name.startswith("A Bccc")
    assert len(found.name) == 80


def test_many_who_speak_once_take_no_longer_each() -> None:
    said = [(float(one), one + 1.0, f"Person {one}", "x") for one in range(5000)]
    found = speakers(transcript(*said), {}, "en")
    assert (len(found), type(found[0])) == (5000, Speaker)
