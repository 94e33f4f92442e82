"""`eval documents`: a folder measured, and what is odd said in a line."""

import json
import os
from pathlib import Path

import pytest

from bot.commands.faults import UsageFault
from tests.bot.commands.evaluated import WANTED, Counting, Opened, reading_of_other, run
from tests.drawn.collection import Drawn


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
        assert "| local | - | 5 | 0 | 1.000 | 1.000 | - |" in text
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


async def test_a_name_that_is_no_text_is_told_all_the_same(
    tmp_path: Path, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    name = os.fsdecode(b"caf\xe9")
    (tmp_path / f"{name}.xml").write_text("<a/>", "utf-8")
    (tmp_path / f"{name}.truth.json").write_text('{"kind": "invoice"}', "utf-8")
    results, report = tmp_path / "results.jsonl", tmp_path / "report.md"
    opened(Counting(reading_of_other()))

    assert await run(tmp_path, "--results", results, "--report", report) == 0

    [line] = results.read_text("utf-8").splitlines()
    assert os.fsencode(json.loads(line)["file"]).endswith(b"/caf\xe9.xml")
    assert "caf\\udce9.xml | document" in report.read_text("utf-8")
