"""A folder of one's own: documents and truths find each other, and what is odd is told."""

from pathlib import Path

from pipelines.comparison.folder import find

_TRUTH = '{"kind": "other"}'


def _write(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(_TRUTH, "utf-8")


def test_documents_are_found_in_a_folder_and_in_the_folders_in_it(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    _write(root, "one.pdf", "one.truth.json")
    _write(root / "b", "v1.2.jpg", "v1.2.truth.json")
    _write(root / "b" / "deep", "three.xml", "three.truth.json")

    found = find(root)

    named = [(case.folder, case.path.name, case.name) for case in found.cases]
    assert named == [
        ("ours", "one.pdf", "one"), ("b", "v1.2.jpg", "v1.2"), ("b/deep", "three.xml", "three"),
    ]  # fmt: skip
    assert (found.faults, found.untold) == ((), ())


def test_another_truth_is_another_version(tmp_path: Path) -> None:
    _write(tmp_path, "one.pdf", "one.truth.json")
    before = find(tmp_path).cases[0].version
    (tmp_path / "one.truth.json").write_text('{"kind": "invoice"}', "utf-8")

    assert find(tmp_path).cases[0].version != before


def test_what_is_odd_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "good.pdf", "good.truth.json", "lonely.truth.json", "untold.PDF", "notes.txt")
    _write(tmp_path, "two.pdf", "two.png", "two.truth.json", "bad.pdf")
    (tmp_path / "bad.truth.json").write_text("{", "utf-8")

    found = find(tmp_path)

    assert [case.name for case in found.cases] == ["good"]
    assert [one.path.name for one in found.untold] == ["untold.PDF"]
    bad, lonely, two = found.faults
    assert bad.startswith(f"{tmp_path}/bad.truth.json: this is no JSON")
    assert lonely.endswith("lonely.truth.json: there is no lonely.* beside it")
    assert two.endswith("two.pdf and two.png lie beside it: one document is wanted")
