"""Where a document may go: the rules of the operator, and where a backend stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Region: TypeAlias = Literal["any", "eu", "us", "cn"]
Route: TypeAlias = Literal["allow", "redact", "self_hosted_only"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a backend stands.

    `host` is the name people are told; `region` where its vendor says that what it is sent stays,
    None where nobody says so. `self_hosted`: the operator's own machine.
    """

    host: str
    region: Region | None = None
    self_hosted: bool = False


@dataclass(frozen=True, slots=True)
class Egress:
    """Where one document may go, and whether it may cost anything today.

    `route` is `redact` where only what personal data was taken out of may go to others. `spend`
    is False once the budget of the day is used up: then only what comes with Clerk reads.
    """

    route: Route = "allow"
    region: Region = "any"
    spend: bool = True


# What holds where nobody said otherwise: nothing leaves, nothing is spent.
STAY = Egress(route="self_hosted_only", spend=False)
