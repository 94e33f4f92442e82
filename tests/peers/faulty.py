"""Cases of what goes wrong between Clerk and Slack, and what must come of each."""

from collections.abc import Callable
from typing import NamedTuple

from tests.doubles.faults import Fault
from tests.doubles.slack.fault_proxy import FaultProxy
from tests.peers.stages import Stage, cards, files
from tests.scenarios.bills import SELLER, bill

POST, EDIT, SHOWN = "chat.postMessage", "chat.update", "files.completeUploadExternal"


class Case(NamedTuple):
    """What goes wrong, what the card says in the end, and how many files follow it."""

    name: str
    goes_wrong: Callable[[FaultProxy], None]
    says: str = SELLER.name
    files: int = 2


def fails(method: str, *found: Fault) -> Callable[[FaultProxy], None]:
    """Let the next calls of a method meet these, one after the other."""

    def arrange(proxy: FaultProxy) -> None:
        for one in found:
            proxy.faults.add(method, one)

    return arrange


def all_of(*several: Callable[[FaultProxy], None]) -> Callable[[FaultProxy], None]:
    """Let all of these go wrong."""

    def arrange(proxy: FaultProxy) -> None:
        for one in several:
            one(proxy)

    return arrange


def told_again(proxy: FaultProxy) -> None:
    """Tell everything four times at once."""
    proxy.again = 3


async def answered_once(stage: Stage, case: Case, number: str) -> None:
    """Drop a file into what goes wrong: one right card, and its files, and no more of either."""
    proxy = stage.proxy
    proxy.faults.clear()
    proxy.again, proxy.twist = 0, lambda payload: payload
    case.goes_wrong(proxy)
    root = await stage.drop(f"{number}.xml", bill(number))
    await stage.until(lambda: any(case.says in one for one in cards(stage, root)))
    await stage.until(lambda: files(stage, root) == case.files)
    proxy.again, proxy.twist = 0, lambda payload: payload
    await proxy.tell_again()
    # What comes after it is answered after it: nothing more is on its way.
    after = await stage.drop(f"{number}-after.xml", bill(f"{number}-AFTER"))
    assert set(proxy.faults.met) == proxy.faults.methods
    proxy.faults.clear()
    await stage.until(lambda: files(stage, after) == 2)
    assert (len(cards(stage, root)), files(stage, root)) == (1, case.files)
    assert case.says in cards(stage, root)[0]
    assert set(proxy.answered) == {200}
    proxy.told.clear()
