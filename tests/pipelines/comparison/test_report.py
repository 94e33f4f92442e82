"""Reports: every figure by folder and over all, as text, as Markdown and as plain values."""

from decimal import Decimal

from pipelines.comparison import report
from pipelines.comparison.agreement import agreement
from pipelines.comparison.contest import Contestant, Reference, Run
from pipelines.comparison.report import Comparison
from pipelines.comparison.score import NO_ANSWER, Score, score
from pipelines.comparison.truth import Truth
from tests.pipelines.comparison.sample import LINE, answer, truth


def _scores() -> dict[str, Score]:
    good = score("good.pdf", truth(line_items=[LINE]), answer(line_items=[LINE]))
    bad = score("a|b`.pdf", truth(must_flag=["iban"]), answer(total="<b>90"))
    lost = score("lost.pdf", truth(), NO_ANSWER)
    lost.failed = 1
    return {"ours": good, "theirs": bad, "lost": lost}


def _compared(**readers: dict[str, Score]) -> Comparison:
    runs = [Run(0.5, Decimal(0))]
    contest = {name: Contestant(None, scores, runs) for name, scores in readers.items()}
    said = {name: {"x|y.pdf": answer(vendor=f"<i>{name}")} for name in readers}
    return Comparison(contest, agreement(said), Reference([0.004], "an abacus"))


def test_the_table_has_a_row_for_each_folder_and_one_for_all() -> None:
    head, *rows = report.rows(_scores())

    assert [row[0] for row in rows] == ["ours", "theirs", "lost", "all"]
    ours = dict(zip(head, rows[0], strict=True))
    assert ours == {
        "folder": "ours", "docs": "1", "failed": "0", "accuracy": "1.000", "kind": "1.000",
        "lines F1": "1.000", "flags": "0/0", "passed": "1.000", "right": "1/1", "clean": "1.000",
        "evidence": "1.000",
    }  # fmt: skip
    everything = dict(zip(head, rows[-1], strict=True))
    assert (everything["docs"], everything["failed"], everything["flags"]) == ("3", "1", "0/1")
    assert everything["right"] == "1/2"
    theirs = dict(zip(head, rows[1], strict=True))
    assert (theirs["lines F1"], theirs["clean"]) == ("-", "-")


def test_the_text_tells_of_each_field() -> None:
    text = report.text(_scores())

    field_line = text.splitlines()[-1].split()
    assert field_line == ["all", "2/3", "2/3", "2/3", "2/3", "2/3", "3/3", "1/3"]


def test_contracts_have_a_table_of_their_own() -> None:
    contract = Truth.model_validate({"kind": "contract", "fields": {"parties": ["A", "B"]}})
    said = {"kind": "contract", "contract": {"parties": ["A"]}, "findings": []}
    scores = {"c": score("c.pdf", contract, said)}

    assert report.contract_rows(scores)[1] == ("c", "1", "0/0", "0.667")
    assert "parties F1" in report.text(scores)
    assert report.contract_rows(_scores()) == []


def test_what_documents_say_is_no_markup() -> None:
    written = report.markdown(_compared(local=_scores(), qwen={}), "Documents")

    assert "## Reader `local`" in written
    assert "| a\\|b\\`.pdf | total | 100.00 | \\<b\\>90 |" in written
    assert "| x\\|y.pdf | vendor | \\<i\\>local | \\<i\\>qwen |" in written
    assert "Reader `qwen`" not in written  # it has no truth to be held against
    tables = [line for line in written.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)


def test_misses_are_told_with_the_place_they_were_read_from() -> None:
    told = report.told(report.all_misses({"x": _scores()["theirs"]})).splitlines()

    assert told[:4] == [
        "a|b`.pdf  total", "    expected  100.00", "    found     <b>90",
        "    read at   page 1: <b>90 (pdf_text)",
    ]  # fmt: skip


def test_the_values_are_plain_and_say_nothing_where_nothing_was_asked() -> None:
    found = report.values(_compared(local=_scores()))["local"]

    assert found["all"]["documents"] == 3
    assert found["all"]["fields"]["total"] == {"right": 1, "scored": 3}
    assert found["folders"]["theirs"]["line_f1"] is None
    assert found["all"]["pass"]["precision"] == 0.5
    assert [one["document"] for one in found["wrong"]][:2] == ["a|b`.pdf", "a|b`.pdf"]


def test_the_text_names_readers_where_there_are_several_and_differences_where_asked() -> None:
    one, two = _compared(local=_scores()), _compared(local=_scores(), qwen=_scores())

    assert "Reader: local" not in report.printed(one, verbose=False)
    brief, full = (report.printed(two, verbose=verbose) for verbose in (False, True))
    assert "Reader: qwen" in brief
    assert "an abacus" in brief
    assert "<i>local" not in brief
    assert full.splitlines()[-1].split() == ["x|y.pdf", "vendor", "<i>local", "<i>qwen"]


def test_the_values_hold_what_readers_took_and_how_far_they_agree() -> None:
    found = report.values(_compared(local=_scores(), qwen={}))

    assert found["qwen"]["runs"]["seconds"] == {"p50": 0.5, "p99": 0.5}
    assert found["agreement"]["same"]["vendor"]["local+qwen"] == {"same": 0, "documents": 1}
    assert found["reference"] == {"p50": 0.004, "p99": 0.004, "machine": "an abacus"}


def test_why_nothing_was_read_stands_below_the_readers() -> None:
    found = _compared(local=_scores(), gpt={})
    assert "not read by" not in report.printed(found, verbose=True)
    gpt = Contestant("g", {}, [Run(0.1, Decimal(0), read=False)], {"no answer (<b>)": 1})
    found = Comparison({**found.contest, "gpt": gpt}, found.agreement, found.reference)

    lines = report.printed(found, verbose=False).splitlines()
    at = lines.index("not read by  docs  why")
    assert lines[at + 1] == "gpt          1     no answer (<b>)"
    assert "| gpt | 1 | no answer (\\<b\\>) |" in report.markdown(found, "Documents")
    assert report.values(found)["gpt"]["runs"]["unread"] == {"no answer (<b>)": 1}
