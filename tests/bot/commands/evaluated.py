"""A folder of drawn documents to evaluate, and a reader that says the same of all of them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.arguments import parser
from bot.commands import eval as command
from bot.commands.entrants import Entrant, Entrants
from bot.commands.eval import evaluate
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
    return {one.name: one for one in draw(1, "cii", "ubl", "text").documents}


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
        raise AssertionError("an evaluation draws no picture")


Opened = Callable[[Counting], None]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Have the command open a reader of the test's."""

    def use(reader: Counting) -> None:
        @asynccontextmanager
        async def give(
            _settings: Settings, _scratch: Path, _today: Callable[[], date]
        ) -> AsyncIterator[Entrants]:
            yield Entrants([Entrant(reader.name, reader)], Counting(reading_of_other()))

        monkeypatch.setattr(command, "open_entrants", give)

    return use


def reading_of_other() -> Reading:
    usage = {"seconds": 0.1, "cost_usd": "0"}
    values: dict[str, Any] = {"kind": "other", "reader": "local", "pages": 1, "usage": usage}
    return Reading.model_validate_json(json.dumps(values))
