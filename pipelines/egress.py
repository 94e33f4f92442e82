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
    is False once the budget of the day is used up: then only what costs nothing is asked.
    `budgeted`: there is a budget, so nobody is asked whose price nobody knows.
    """

    route: Route = "allow"
    region: Region = "any"
    spend: bool = True
    budgeted: bool = False

    def bars(self, where: Location) -> Literal["region", "route"] | None:
        """Say what keeps a document from going somewhere; the operator's own machines may have it.

        Nothing takes personal data out of documents yet: what asks for that goes to nobody else.
        """
        if where.self_hosted:
            return None
        if self.region not in {"any", where.region}:
            return "region"
        return None if self.route == "allow" else "route"


# What holds where nobody said otherwise: nothing leaves, nothing is spent.
STAY = Egress(route="self_hosted_only", spend=False)
