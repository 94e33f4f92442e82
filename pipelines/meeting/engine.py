"""Who may be given a recording, or what is said in it, as people are told before they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.failover import Asked, Backend

# Where it is worked on: within Clerk, on a server of the operator's, or at somebody else's.
Where = Literal["here", "own", "others"]


@dataclass(frozen=True, slots=True)
class Engine:
    """One that may transcribe, or write minutes.

    `name` is as it is listed ("gpt"), `company` who runs it where that is somebody else (None:
    nobody says). `host` is where it stands, `region` where what it is sent stays, as far as
    anybody says. `watches`: it is given the recording itself, to look at and to listen to.
    """

    name: str
    model: str
    where: Where
    host: str
    company: str | None = None
    region: str | None = None
    watches: bool = False


def engines(backends: Sequence[Backend[Asked]], companies: Mapping[str, str]) -> tuple[Engine, ...]:
    """Tell who they are, in their order; `companies` says whose they are by their hosts."""
    return tuple(_engine(one, companies) for one in backends)


def _engine(one: Backend[Asked], companies: Mapping[str, str]) -> Engine:
    at = one.location
    where: Where = "others" if not at.self_hosted else "own" if at.host else "here"
    company = companies.get(at.host) if where == "others" else None
    watches = one.limits.film_s > 0
    return Engine(one.name, one.model, where, at.host, company, at.region, watches)
