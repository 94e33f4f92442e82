"""What a folder with a model must hold, and what its child may use."""

import shutil
from pathlib import Path
from typing import cast

import pytest

from pipelines.backends import whisper
from pipelines.backends.whisper import lacks, limits


def test_a_graphics_processor_wants_a_child_that_is_not_confined(
    scripted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(whisper, "GPU", tmp_path / "none")
    for device, confined, told in (
        ("cuda", False, "cuda"), ("cpu", True, "cpu"), ("auto", True, "cpu"),
    ):  # fmt: skip
        found = limits(scripted, cast("whisper.Device", device), 2)
        assert (found.confined, found.warmth["device"]) == (confined, told)
    monkeypatch.setattr(whisper, "GPU", tmp_path)
    found = limits(scripted, "auto", 2)
    assert (found.confined, found.warmth["device"]) == (False, "auto")


@pytest.mark.parametrize("missing", ["config.json", "model.bin", "tokenizer.json"])
def test_a_folder_without_all_its_files_is_no_model(
    scripted: Path, tmp_path: Path, missing: str
) -> None:
    assert not lacks(scripted)
    shutil.copytree(scripted, tmp_path / "model")
    (tmp_path / "model" / missing).unlink()
    assert lacks(tmp_path / "model") == [missing]
    assert len(lacks(tmp_path / "nothing")) == 4
