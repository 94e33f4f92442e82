"""The guards of tests/conftest.py stand in every test, whatever loop it and its fixtures run in."""

import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from blockbuster import BlockingError

import bot
import handlers
import pipelines

STOREYS = {package.__name__: Path(package.__path__[0]) for package in (bot, handlers, pipelines)}
Blocks = Callable[[], None]
# What a module of Clerk's might do that keeps a whole loop waiting.
CALLS = (
    "__import__('time').sleep(0)",
    "__import__('os').listdir('/')",
    "__import__('os').stat('/')",
)


def written_in(storey: str, call: str) -> Blocks:
    """Give a function that makes a call, as if it stood in a module of a storey."""
    made: dict[str, Blocks] = {}
    code = compile(f"def made():\n    {call}\n", str(STOREYS[storey] / "made.py"), "exec")
    exec(code, made)
    return made["made"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def refused_to_a_fixture() -> AsyncIterator[bool]:
    """Whether what blocks was refused where the first test of a module asked for it."""
    with pytest.raises(BlockingError):
        written_in("bot", CALLS[0])()
    yield True


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("storey", STOREYS)
async def test_nothing_of_clerks_blocks_a_loop(storey: str, call: str) -> None:
    with pytest.raises(BlockingError):
        written_in(storey, call)()


@pytest.mark.asyncio(loop_scope="module")
async def test_nor_the_loop_of_a_module(refused_to_a_fixture: bool) -> None:
    assert refused_to_a_fixture
    with pytest.raises(BlockingError):
        written_in("bot", CALLS[0])()


@pytest.mark.parametrize("call", CALLS)
def test_where_no_loop_runs_it_may_wait(call: str) -> None:
    written_in("bot", call)()


async def test_a_test_may_block_its_own_loop() -> None:
    written = Path(__file__)
    assert written.stat().st_size


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_test_reaches_for_another_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as plug, pytest.raises(AssertionError, match="a test reached for"):
        plug.connect((host, 443))
