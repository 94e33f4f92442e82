"""Who scans by the settings, and what /healthz says of that."""

import pytest

from bot import viruses
from bot.settings import Settings
from bot.viruses import how_it_stands, scanner
from pipelines.backends.clamd import Clamd
from pipelines.scanning import NoScanner
from tests.doubles.clamd import fake_clamd


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


def test_who_scans_is_what_the_operator_decided() -> None:
    assert isinstance(scanner(settings()), NoScanner)
    assert isinstance(scanner(settings(BOT_CLAMD="c:3310")), Clamd)
    assert isinstance(scanner(settings(BOT_CLAMD="c:3310", BOT_VIRUS_SCAN="off")), NoScanner)


async def test_without_one_that_is_said() -> None:
    assert await how_it_stands(scanner(settings())) == "not configured: files are opened unscanned"


async def test_how_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_clamd() as fake:
        asked = settings(BOT_CLAMD=fake.address)
        assert await how_it_stands(scanner(asked)) == "clamd answers"
        monkeypatch.setattr(viruses, "LOOK_SECONDS", 0.05)
        fake.ending = "hangs"
        assert await how_it_stands(scanner(asked)) == "clamd does not answer: files wait"
    assert await how_it_stands(scanner(asked)) == "clamd does not answer: files wait"
