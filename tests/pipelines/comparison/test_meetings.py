"""What lies in a folder of meetings: what is measured, and what is wrong with it."""

from pathlib import Path

import pytest

from pipelines.comparison.displays import Display
from pipelines.comparison.meetings import find
from pipelines.comparison.subjects import Subject

SLIDES = '[{"slide": 1, "first_s": 0, "last_s": 4.5, "title": "for people"}]'
GOLD = '{"speakers": ["Ann", "Bo", "Ann"], "topics": []}'


def laid(folder: Path, **files: str) -> Path:
    """Write files; `__` in a name is a point, `___` a folder."""
    for name, text in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_files_of_one_name_belong_together(tmp_path: Path) -> None:
    laid(
        tmp_path,
        a__mp4="",
        a__txt="We ship.",
        a__slides__json=SLIDES,
        b__vtt="",
        b__gold__json=GOLD,
    )
    laid(
        tmp_path, in___a__opus="", in___a__txt="More.", README__txt="read me", c__vtt="", d__mkv=""
    )
    found = find(tmp_path)
    assert found.faults == ()
    assert found.untold == (tmp_path / "d.mkv",)
    first, second, inside = sorted(found.meetings, key=lambda one: one.name)
    assert (first.name, first.recording, first.words) == ("a", tmp_path / "a.mp4", "We ship.")
    assert first.displays == (Display(0, 4.5, 1),)
    assert (second.name, second.transcript, second.speakers) == (
        "b", tmp_path / "b.vtt", ("Ann", "Bo"),
    )  # fmt: skip
    assert (inside.name, inside.words) == ("in/a", "More.")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a__slides__json": SLIDES}, "there is no recording beside it"),
        ({"a__gold__json": GOLD, "a__mp4": ""}, "there is no a.vtt beside it"),
        ({"a__mp4": "", "a__mov": "", "a__txt": "x"}, "one recording of a name is wanted"),
        ({"a__mp4": "", "a__slides__json": "{"}, "a list of objects with slide, first_s"),
        ({"a__mp4": "", "a__slides__json": '[{"slide": "1"}]'}, "a list of objects with slide"),
        ({"a__mp4": "", "a__slides__json": SLIDES.replace("4.5", "0")}, "a slide ends before"),
        ({"a__mp4": "", "a__slides__json": SLIDES.replace("4.5", "NaN")}, "a list of objects"),
        ({"a__vtt": "", "a__gold__json": "[]"}, "an object with the list `speakers` is wanted"),
    ],
)  # fmt: skip
def test_a_truth_that_cannot_be_used_is_a_line(
    tmp_path: Path, files: dict[str, str], why: str
) -> None:
    found = find(laid(tmp_path, **files))
    assert found.meetings == ()
    [fault] = found.faults
    assert fault.startswith(str(tmp_path / "a."))
    assert why in fault


TOPICS = """{"speakers": ["Ann"], "duration_s": 60, "general": [{"query": "?"}], "topics": [
{"topic": "Price", "spans_s": [[1, 2.5], [9, 10]]}]}"""


def test_a_truth_may_say_what_was_talked_about_when(tmp_path: Path) -> None:
    found = find(laid(tmp_path, a__vtt="", a__gold__json=TOPICS, b__vtt="", b__gold__json=GOLD))
    assert found.faults == ()
    assert [one.subjects for one in found.meetings] == [
        (Subject("Price", ((1.0, 2.5), (9.0, 10.0))),),
        None,
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "whys"),
    [
        ("[9, 10]", "[9, 9]", ["topics[0].spans_s[1]: it ends before it begins"]),
        ("[9, 10]", "[-1, 10]", ["topics[0].spans_s[1][0]: Input should be greater than"]),
        ("[9, 10]", "[9]", ["topics[0].spans_s[1][1]: Field required"]),
        ("[9, 10]", '["9", NaN]', ["topics[0].spans_s[1][0]: Input", "topics[0].spans_s[1][1]"]),
        ('"Price"', "7", ["topics[0].topic: Input should be a valid string"]),
        ('"topic"', '"title"', ["topics[0].topic: Field required"]),
        ('"Ann"', "1", ["speakers[0]: Input should be a valid string"]),
        ('{"topic"', '[{"topic"', ["an object with the list `speakers` is wanted"]),
    ],
)
def test_what_a_truth_has_wrong_of_topics_is_a_line_each(
    tmp_path: Path, was: str, becomes: str, whys: list[str]
) -> None:
    assert was in TOPICS
    found = find(laid(tmp_path, a__vtt="", a__gold__json=TOPICS.replace(was, becomes)))
    assert found.meetings == ()
    path = tmp_path / "a.gold.json"
    for fault, why in zip(found.faults, whys, strict=True):
        assert fault.startswith(f"{path}: {why}")
        assert "\n" not in fault


def test_words_in_no_utf_8_are_a_line(tmp_path: Path) -> None:
    laid(tmp_path, a__mp4="")
    (tmp_path / "a.txt").write_bytes(b"\xff\xfea")
    assert find(tmp_path).faults == (f"{tmp_path / 'a.txt'}: this is not a text in UTF-8",)
