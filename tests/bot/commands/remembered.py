"""A data folder with documents in it that the command line has read, to be copied."""

import asyncio
import contextlib
import io
import os
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
import sqlalchemy as sa

import bot.app  # noqa: F401 - `read` imports it when it is needed, which no loop of a test may wait for
from bot.arguments import parser
from bot.commands.read import read
from bot.ledger.database import FILE_NAME, Database
from bot.settings import Settings
from tests.scenarios.bills import bill

FILES = {
    "wrong": bill("N-1", off="1.00"),
    "right": bill("N-2"),
    "dear": bill("N-3", "20000.00", off="1.00"),
}
KEY = "k" * 40
READER = 4711  # the user of the machine who had the files read
ME = f"console:uid:{READER}"


@dataclass(frozen=True)
class Remembered:
    """The folder, and the ids of its documents by their names."""

    folder: Path
    ids: dict[str, str]

    def settings(self, copy: Path, **more: str) -> Settings:
        """Give settings over a copy of the folder."""
        if not copy.exists():
            copytree(self.folder, copy)
        return settings_of(copy, **more)


async def asked(*words: str) -> Namespace:
    """Give what a command gets that is typed; the parser looks for translations on the disk."""
    return await asyncio.to_thread(lambda: parser().parse_args(words))


def settings_of(folder: Path, **more: str) -> Settings:
    """Give settings over a data folder."""
    return Settings.model_validate({"BOT_DATA_DIR": folder, "BOT_SECRET_KEY": KEY} | more)


@pytest.fixture(scope="session")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Remembered:
    """What `read --remember` keeps of a few invoices."""
    folder, files = tmp_path_factory.mktemp("remembered"), tmp_path_factory.mktemp("files")
    for name, content in FILES.items():
        (files / f"{name}.xml").write_bytes(content)
    paths = [str(path) for path in files.iterdir()]
    typed = parser().parse_args(["read", "--remember", "--json", *paths])
    with contextlib.redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getuid", lambda: READER)
        assert asyncio.run(read(settings_of(folder), typed)) == 0
    return Remembered(folder, asyncio.run(_ids(folder)))


async def _ids(folder: Path) -> dict[str, str]:
    database = Database(folder / FILE_NAME)
    async with database.session() as session:
        rows = await session.execute(sa.text("SELECT name, document_id FROM drops"))
        ids = {name.removesuffix(".xml"): id_ for name, id_ in rows}
    await database.close()
    return ids
