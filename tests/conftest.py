"""Guards that hold in every test: nothing blocks a loop, nothing leaves the machine.

But for those that are marked `live`: they run when they are asked for, to reach a provider.
"""

import asyncio
import gc
import os
import socket
import time
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from blockbuster import BlockBuster

from bot.ledger.database import FILE_NAME, Database
from tests.live.choosing import MARK, WANTED, unasked

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "data"


# Both guards stand for the whole run: to put them up for each of so many tests takes longer than
# most of the tests.
@pytest.fixture(autouse=True, scope="session")
def _nothing_blocks_the_loop() -> Iterator[None]:
    detector = BlockBuster(["bot", "handlers", "pipelines"])
    detector.activate()
    standing = time.sleep
    yield
    assert time.sleep is standing, "a test took the guard away from those after it"
    detector.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _only_loopback(pytestconfig: pytest.Config) -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not pytestconfig.stash[_LIVE]:
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            if host != "localhost" and not ip_address(host).is_loopback:
                raise AssertionError(f"a test reached for {host!r}")
        connect(self, address)  # type: ignore[arg-type]  # socket's own address union

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
        assert socket.socket.connect is guarded, "a test took the guard away from those after it"


_LIVE = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a live test, and its fixtures, reach for its provider."""
    item.config.stash[_LIVE] = item.get_closest_marker(MARK) is not None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", type=Path, metavar="DIR", help="keep the browser's pictures of the page"
    )
    parser.addoption(
        "--all-samples", action="store_true", help="read all of ../shared/data, not a choice of it"
    )


@pytest.hookimpl(optionalhook=True)  # of the plugin that runs tests side by side
def pytest_xdist_auto_num_workers() -> int:
    """Run one more than there are cores: tests wait for servers, browsers and other processes."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: all that is made then stays until the end.

    Nor is it looked through ever after: there are millions of it.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    """Let go of what was collected, as those who count what is left expect it."""
    gc.unfreeze()


@pytest.hookimpl(trylast=True)  # of those that -m and -k leave
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the live tests that were not asked for, or cannot run; order the others."""
    marks = str(config.getoption("-m"))
    away = unasked(items, marks, os.environ)  # noqa: TID251 - keys are told as they are in use
    dropped = {item for tests in away.values() for item in tests}
    if dropped:
        config.hook.pytest_deselected(items=[item for item in items if item in dropped])
        items[:] = [item for item in items if item not in dropped]
    # What takes long begins early: in the end no core waits long for the other.
    items.sort(key=lambda item: "scenarios" not in item.path.parts)
    config.stash[_UNASKED] = [*away] if MARK in marks.split() else []


_UNASKED = pytest.StashKey[list[str]]()


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """Say what a live test that was asked for wants."""
    missing = config.stash.get(_UNASKED, [])
    return [f"live: {name} is not asked, as {WANTED[name]} is not set" for name in missing]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / FILE_NAME

    async def migrate() -> None:
        database = Database(path)
        await database.migrate()
        await database.scrub()
        await database.close()

    asyncio.run(migrate())
    return path


@pytest.fixture(scope="session")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a Whisper that always says one sentence."""
    # Imported here: it takes a while, and few tests transcribe.
    from tests.scripted_whisper import build

    folder = tmp_path_factory.mktemp("models") / "scripted"
    build(folder)
    return folder


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures of the page go."""
    wanted: Path | None = request.config.getoption("--screenshots")
    folder = wanted or tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The shared development set; absent on most machines."""
    if not SAMPLES.is_dir():
        pytest.skip("the development set ../shared/data is not here")
    return SAMPLES
