"""Where the work in a corner of a Teams of ours comes to a stop: at a call of Clerk's."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.doubles.faults import Args, silent
from tests.doubles.teams.double import TeamsDouble

_EVER = 10_000


@dataclass(frozen=True, slots=True)
class Stop:
    """A call that is never answered: with what in its path, and what in what it says.

    With `is_lost` it does what it was asked, and the answer does not come back.
    """

    method: str
    path: str = ""
    says: str = ""
    is_lost: bool = False


def stop(teams: TeamsDouble, at: Stop) -> asyncio.Event:
    """Let work come as far as a call; gives what tells that it did.

    What Clerk tries again meanwhile it tries in vain.
    """
    reached, is_it = asyncio.Event(), _is_it(teams, at)

    def met(args: Args) -> bool:
        if is_it(args):
            reached.set()
        return is_it(args)

    if at.is_lost:
        teams.faults.add(at.method, silent(done=True), when=met)
    teams.faults.add(at.method, silent(), when=met, times=_EVER)
    return reached


def _is_it(teams: TeamsDouble, at: Stop) -> Callable[[Args], bool]:
    def is_it(args: Args) -> bool:
        path = str(args["path"])
        if at.method == "download":
            return at.says in teams.world.files[path.removeprefix("/files/")].name
        return at.path in path and at.says in json.dumps(args["body"])

    return is_it
