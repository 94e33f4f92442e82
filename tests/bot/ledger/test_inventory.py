"""A store that forgetting does not know of fails here."""

import importlib
import pkgutil

import bot.ledger
from bot import secret, store
from bot.bridge import address
from bot.engine import lock
from bot.ledger import database
from bot.ledger.inventory import FOLDER, TABLES
from bot.ledger.tables import Base
from bot.local import server
from bot.reading import SCRATCH


def test_every_table_is_listed() -> None:
    for module in pkgutil.iter_modules(bot.ledger.__path__, "bot.ledger."):
        importlib.import_module(module.name)
    assert set(Base.metadata.tables) == set(TABLES)


def test_everything_in_the_data_folder_is_listed() -> None:
    kept = {
        *(database.FILE_NAME + suffix for suffix in ("", "-wal", "-shm")),
        store.FOLDER_NAME,
        server.FOLDER,
        SCRATCH,
        secret.FILE_NAME,
        lock.FILE_NAME,
        address.NAME,
    }
    assert kept == set(FOLDER)
