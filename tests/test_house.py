"""The gates of the house itself: storeys, room sizes, names, and one way to read settings."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ("bot", "handlers", "pipelines")
FORBIDDEN_ROOMS = {"utils", "helpers", "common", "base", "core", "manager"}
MODULE_LINES = 300


def modules() -> Iterator[Path]:
    for storey in (*SOURCE, "tests"):
        yield from (ROOT / storey).rglob("*.py")


def test_every_import_keeps_its_storey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    # In a process of its own: it sets up logging for all of the one that it runs in.
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint, "--no-cache"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_no_module_grows_past_what_a_reader_holds_in_mind() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in modules()}
    assert {path: size for path, size in sizes.items() if size > MODULE_LINES} == {}


def test_no_room_is_named_for_nothing() -> None:
    assert [path for path in modules() if path.stem in FORBIDDEN_ROOMS] == []


def test_a_module_says_what_it_is_for() -> None:
    # A docstring that says something begins every module: to parse them all takes ten seconds.
    said = re.compile(r'r?"""\S')
    assert [path for path in modules() if not said.match(path.read_text())] == []
    packages = [path for path in modules() if path.name == "__init__.py"]
    # One name, one address: nothing but a docstring there.
    assert [path for path in packages if len(ast.parse(path.read_text()).body) != 1] == []


def test_no_mock_agrees_with_every_mistake() -> None:
    mocks = re.compile(
        r"^\s*(?:from|import)\s+(?:unittest\.mock|unittest import mock|mock\b)", re.MULTILINE
    )
    assert [path for path in modules() if mocks.search(path.read_text())] == []


def test_only_settings_read_the_environment() -> None:
    reads = re.compile(r"\bos\.(?:environ|getenv)\b")
    readers = [
        path
        for storey in SOURCE
        for path in (ROOT / storey).rglob("*.py")
        if reads.search(path.read_text()) and path != ROOT / "bot" / "settings.py"
    ]
    assert readers == []


def test_the_locks_name_hashes_and_no_index() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
        assert text.count("--hash=sha256:") >= len(pins) > 0
