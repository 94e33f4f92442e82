"""Scripts of conversations are small YAML files; whatever cannot be used is said in one line."""

from pathlib import Path

import pytest

from pipelines.comparison.script import ScriptFault, Turn, read_script
from tests.conftest import ROOT


def written(folder: Path, text: str) -> Path:
    path = folder / "script.yaml"
    path.write_text(text)
    return path


def test_a_script_is_read_and_its_files_lie_beside_it(tmp_path: Path) -> None:
    script = read_script(
        written(
            tmp_path,
            "language: zh\ntopic: Boiler\nturns:\n- who: Bob\n  wav: q.wav\n  shows: s.jpg\n"
            "  expects: [Paris, one|two]\n- says: Hello\n  pause_s: 0\n  asks: true\n",
        )
    )
    assert (script.language, script.topic, script.people) == ("zh", "Boiler", ("Bob", "Ada"))
    assert script.turns[0].wav == tmp_path / "q.wav"
    assert script.turns[0].shows == tmp_path / "s.jpg"
    assert script.turns[1] == Turn(says="Hello", pause_s=0, asks=True)


def test_the_example_can_be_used() -> None:
    script = read_script(ROOT / "docs" / "voice-script.yaml")
    assert len(script.turns) == 3
    assert all(turn.expects for turn in script.turns)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("turns: [", "this is no YAML"),
        ("- a", "the script"),
        ("turns: []", "turns"),
        ("turns:\n- who: Ada\n", "says something"),
        ("turns:\n- says: Hello\n  speed: 2\n", "turns.0.speed"),
        ("turns:\n- says: Hello\n  pause_s: .inf\n", "turns.0.pause_s"),
        ("turns: !!python/object/apply:os.system [ls]", "this is no YAML"),
        ("topic: " + "x" * 200_000, "smaller than 200 kB"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ScriptFault, match=why) as raised:
        read_script(written(tmp_path, text))
    assert "\n" not in str(raised.value)
