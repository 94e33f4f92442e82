"""`eval documents` gone on with: what was read is not read again, what changed is."""

import json
from pathlib import Path

import pytest

from bot.commands import eval as command
from tests.bot.commands.evaluated import WANTED, Counting, Opened, reading_of_other, run


async def test_what_was_read_is_not_read_again(
    folder: Path, tmp_path: Path, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.jsonl"
    first = Counting(reading_of_other(), patience=3)
    opened(first)
    with pytest.raises(KeyError):
        await run(folder, "--results", results)
    assert len(first.read_files) == 3

    second = Counting(reading_of_other())
    opened(second)
    capsys.readouterr()
    assert await run(folder, "--results", results, "--resume", "--json") == 0

    assert len(second.read_files) == len(WANTED) - 3
    assert set(second.read_files).isdisjoint(first.read_files)
    found = json.loads(capsys.readouterr().out)["local"]["all"]
    assert (found["documents"], found["failed"]) == (len(WANTED), 1)


async def test_another_day_another_truth_and_a_line_cut_off_are_read_again(
    folder: Path, tmp_path: Path, opened: Opened
) -> None:
    results = tmp_path / "results.jsonl"
    again: list[str | Path] = [folder, "--results", results, "--resume", "--today"]
    opened(Counting(reading_of_other()))
    await run(*again, "2026-01-01")
    lines = sorted(results.read_bytes().splitlines(keepends=True), key=_of_another)
    results.write_bytes(b"".join(lines)[:-30])
    (folder / "de_cii.truth.json").write_text('{"kind": "other"}', "utf-8")

    cut, unchanged, later = (Counting(reading_of_other()) for _ in range(3))
    for reader, day in ((cut, "2026-01-01"), (unchanged, "2026-01-01"), (later, "2026-01-02")):
        opened(reader)
        await run(*again, day)

    assert "de_cii.xml" in cut.read_files
    assert len(cut.read_files) == 2
    assert unchanged.read_files == []
    assert len(later.read_files) == len(WANTED)


def _of_another(line: bytes) -> bool:
    return b"/de_cii.xml" not in line


async def test_what_another_clerk_read_is_read_again(
    folder: Path, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results.jsonl"
    again: list[str | Path] = [folder, "--results", results, "--resume", "--today", "2026-01-01"]
    first, same, other = (Counting(reading_of_other()) for _ in range(3))
    opened(first)
    await run(*again)
    opened(same)
    await run(*again)
    monkeypatch.setattr(command, "edition", lambda _settings: "another")
    opened(other)
    await run(*again)

    assert [len(one.read_files) for one in (first, same, other)] == [len(WANTED), 0, len(WANTED)]


async def test_results_of_a_clerk_that_did_not_say_which_are_read_again(
    folder: Path, tmp_path: Path, opened: Opened
) -> None:
    results = tmp_path / "results.jsonl"
    again: list[str | Path] = [folder, "--results", results, "--resume", "--today", "2026-01-01"]
    opened(Counting(reading_of_other()))
    await run(*again)
    older = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    for line in older:
        del line["model"], line["edition"]
    results.write_text("".join(json.dumps(line) + "\n" for line in older), "utf-8")
    reader = Counting(reading_of_other())
    opened(reader)

    assert await run(*again) == 0

    assert len(reader.read_files) == len(WANTED)
