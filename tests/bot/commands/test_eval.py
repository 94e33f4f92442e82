"""`eval documents`: a folder measured, gone on with, and what is odd said in a line."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.arguments import parser
from bot.commands import eval as command
from bot.commands.eval import evaluate
from bot.commands.faults import UsageFault
from bot.settings import Settings
from pipelines.document.exchange import Wording
from pipelines.document.model import Reading
from pipelines.document.read import Progress
from pipelines.egress import STAY, Egress
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from tests.drawn.collection import Drawn, draw

WANTED = ("de_cii", "en_ubl", "en_ubl_again", "en_text_2", "de_cii_future")


@pytest.fixture(scope="module")
def drawn() -> dict[str, Drawn]:
    return {one.name: one for one in draw(1).documents}


@pytest.fixture
def folder(tmp_path: Path, drawn: dict[str, Drawn]) -> Path:
    """Lay out documents that need no OCR, in a folder and in one inside it."""
    for where, names in (("ours", WANTED[:1]), ("ours/more", WANTED[1:])):
        (tmp_path / where).mkdir()
        for name in names:
            drawn[name].write(tmp_path / where)
    return tmp_path / "ours"


async def run(*arguments: str | Path) -> int:
    """Give the exit status."""
    written = ["eval", "documents", *map(str, arguments)]
    asked = await asyncio.to_thread(lambda: parser().parse_args(written))
    return await evaluate(await asyncio.to_thread(Settings), asked)


async def test_a_folder_may_hold_one_of_its_own_name(
    tmp_path: Path, drawn: dict[str, Drawn], capsys: pytest.CaptureFixture[str]
) -> None:
    for where, name in (("ours", WANTED[0]), ("ours/ours", WANTED[1])):
        (tmp_path / where).mkdir()
        drawn[name].write(tmp_path / where)
        for path in tuple((tmp_path / where).iterdir()):
            path.rename(path.with_name(path.name.replace(name, "same")))
    assert await run(tmp_path / "ours", "--json") == 0
    found = json.loads(capsys.readouterr().out)["local"]
    assert (found["all"]["documents"], found["all"]["accuracy"]) == (2, 1.0)


async def test_a_folder_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await run(folder, "--json") == 0

    out, err = capsys.readouterr()
    found = json.loads(out)["local"]
    assert set(found["folders"]) == {"ours", "more"}
    assert found["all"]["documents"] == len(WANTED)
    assert found["all"]["accuracy"] == 1.0
    assert found["all"]["flags"] == {"raised": 2, "wanted": 2}  # a duplicate and a day to come
    assert found["all"]["evidence"] == 1.0
    assert err.splitlines()[-1] == "5 of 5"


async def test_what_is_wrong_is_told_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "de_cii.truth.json"
    truth = json.loads(path.read_text("utf-8"))
    right = truth["fields"]["total"]
    path.write_text(json.dumps(truth | {"fields": {"total": "1.00"}}), "utf-8")

    assert await run(folder, "--verbose") == 0

    out = capsys.readouterr().out
    told = out[out.index("ours/de_cii.xml  total") :].splitlines()
    assert told[1].split() == ["expected", "1.00"]
    assert told[2].split() == ["found", right]
    assert "GrandTotalAmount" in told[3]


async def test_only_the_day_of_today_makes_a_date_a_future_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(folder, "--json", "--today", "2061-01-01")

    flags = json.loads(capsys.readouterr().out)["local"]["all"]["flags"]
    assert flags == {"raised": 1, "wanted": 2}


@pytest.mark.parametrize("form", ["md", "json"])
async def test_a_report_is_written(folder: Path, tmp_path: Path, form: str) -> None:
    report = tmp_path / f"report.{form}"

    assert await run(folder, "--report", report) == 0

    text = report.read_text("utf-8")
    if form == "md":
        assert text.startswith("# Documents of ours\n")
        assert "| all | 5 | 0 | 1.000 | 1.000 |" in text
    else:
        assert json.loads(text)["local"]["all"]["documents"] == len(WANTED)


async def test_what_is_odd_is_a_line_and_the_rest_is_measured(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "de_cii.truth.json").write_text("{", "utf-8")
    (folder / "new.pdf").write_bytes(b"")
    (folder / "more" / "en_text_2.pdf").write_bytes(b"")
    truth = folder / "more" / "de_cii_future.truth.json"
    truth.write_text(json.dumps(json.loads(truth.read_text("utf-8")) | {"after": ["gone"]}))

    assert await run(folder, "--json") == 2

    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert lines[0].startswith(f"{folder}/de_cii.truth.json: this is no JSON")
    assert lines[1] == f"{folder}/new.pdf: not measured, as there is no new.truth.json"
    assert lines[2].endswith("`after` names gone, which has no truth in its folder")
    found = json.loads(out)["local"]
    assert (found["all"]["documents"], found["all"]["failed"]) == (4, 1)
    assert {"The file is empty."} == {
        one["found"] for one in found["wrong"] if one["what"] == "document"
    }


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["absent"], "absent: this is no folder"),
        (["ours/none"], "no document lies beside a NAME.truth.json"),
        (["ours", "--resume"], "--resume goes on with a file: give --results FILE"),
        (["ours", "--report", "out.txt"], "out.txt: a report is a .md or a .json"),
        (["ours", "--readers", "nobody"], "BOT_DOCUMENT_READERS"),
        (["ours", "--results", "ours/de_cii.xml"], "exists: go on with it by --resume"),
        (["ours", "--results", "ours/de_cii.xml", "--resume"], "holds no results"),
    ],
)
async def test_what_a_person_can_put_right_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
) -> None:
    (folder / "none").mkdir()
    monkeypatch.chdir(folder.parent)
    with pytest.raises(UsageFault) as caught:
        await run(*arguments)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


class Counting:
    """A reader that says the same of every file, and may be told to give up after some."""

    name = "local"

    def __init__(self, reading: Reading, patience: int = 1_000) -> None:
        self.reading, self.patience, self.read_files = reading, patience, list[str]()

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        if len(self.read_files) >= self.patience:
            raise KeyError(media.path)
        self.read_files.append(media.path.name)
        if media.path.name == "de_cii.xml":
            raise MediaRejected(Reason.DAMAGED)
        return self.reading

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        raise NotImplementedError


Opened = Callable[[Counting], None]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Have the command open a reader of the test's."""

    def use(reader: Counting) -> None:
        @asynccontextmanager
        async def give(
            _settings: Settings, _scratch: Path, _today: Callable[[], date]
        ) -> AsyncIterator[Counting]:
            yield reader

        monkeypatch.setattr(command, "open_reader", give)

    return use


def _reading() -> Reading:
    usage = {"seconds": 0.1, "cost_usd": "0"}
    values: dict[str, Any] = {"kind": "other", "reader": "local", "pages": 1, "usage": usage}
    return Reading.model_validate_json(json.dumps(values))


async def test_what_was_read_is_not_read_again(
    folder: Path, tmp_path: Path, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.jsonl"
    first = Counting(_reading(), patience=3)
    opened(first)
    with pytest.raises(KeyError):
        await run(folder, "--results", results)
    assert len(first.read_files) == 3

    second = Counting(_reading())
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
    opened(Counting(_reading()))
    await run(*again, "2026-01-01")
    results.write_bytes(results.read_bytes()[:-30])
    (folder / "de_cii.truth.json").write_text('{"kind": "other"}', "utf-8")

    cut, unchanged, later = (Counting(_reading()) for _ in range(3))
    for reader, day in ((cut, "2026-01-01"), (unchanged, "2026-01-01"), (later, "2026-01-02")):
        opened(reader)
        await run(*again, day)

    assert "de_cii.xml" in cut.read_files
    assert len(cut.read_files) == 2
    assert unchanged.read_files == []
    assert len(later.read_files) == len(WANTED)


async def test_a_name_that_is_no_text_is_told_all_the_same(
    tmp_path: Path, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    name = os.fsdecode(b"caf\xe9")
    (tmp_path / f"{name}.xml").write_text("<a/>", "utf-8")
    (tmp_path / f"{name}.truth.json").write_text('{"kind": "invoice"}', "utf-8")
    results, report = tmp_path / "results.jsonl", tmp_path / "report.md"
    opened(Counting(_reading()))

    assert await run(tmp_path, "--results", results, "--report", report) == 0

    [line] = results.read_text("utf-8").splitlines()
    assert os.fsencode(json.loads(line)["file"]).endswith(b"/caf\xe9.xml")
    assert "caf\\udce9.xml | document" in report.read_text("utf-8")
