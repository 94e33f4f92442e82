"""Which Clerk reads: what changes a reading changes it, and nothing else does."""

import asyncio
from pathlib import Path

import pytest

import pipelines
from bot.commands import edition as room
from bot.commands.edition import edition
from bot.settings import Settings


async def _edition(**settings: object) -> str:
    return await asyncio.to_thread(lambda: edition(Settings.model_validate(settings)))


async def test_the_same_clerk_has_the_same_edition() -> None:
    assert await _edition() == await _edition(BOT_JOBS=7)


@pytest.mark.parametrize("changed", [{"BOT_COMPANIES": "Acme Ltd"}, {"BOT_MAX_PAGES": 3}])
async def test_a_setting_that_changes_readings_changes_it(changed: dict[str, object]) -> None:
    assert await _edition() != await _edition(**changed)


@pytest.mark.parametrize(
    ("path", "changes"),
    [("document/rules.py", True), ("backends/models.toml", True), ("comparison/score.py", False),
     ("document/__pycache__/x.pyc", False)],
)  # fmt: skip
async def test_the_sources_of_readings_change_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, changes: bool
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("before", "utf-8")
    monkeypatch.setattr(pipelines, "__file__", str(tmp_path / "__init__.py"))
    before = await _edition()
    file.write_text("after", "utf-8")

    assert (await _edition() != before) == changes


async def test_another_engine_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = await _edition()
    monkeypatch.setattr(room, "version", lambda _name: "0")

    assert await _edition() != before
