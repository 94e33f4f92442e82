"""Whose the tax numbers and bank accounts on a page are, and from which country the seller is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipelines.document.fields.zones import Role, Zones, closing_row
from pipelines.document.page.layout import Spot, fold
from pipelines.document.page.printed import Claim, Printed
from pipelines.document.page.registers import Register, registers_in

_RANK = {"vat": 0, "tax": 1}
_BRITISH = re.compile(r"£|\bgbp\b|united kingdom|\buk\b|england|scotland|wales|northern ireland")
_COLUMN = 0.2  # share of the width within which two lines begin alike
_UNDER = 7  # rows below a name in which its numbers stand


@dataclass(frozen=True)
class Standing:
    """The numbers by party; `accounts` are all of the seller's bank accounts that are IBANs.

    `country` is the seller's, as ISO 3166; None where no number tells.
    """

    vendor_tax: Register | None = None
    buyer_tax: Register | None = None
    accounts: tuple[Register, ...] = ()
    country: str | None = None

    @property
    def iban(self) -> Register | None:
        """The first account of the seller's."""
        return self.accounts[0] if self.accounts else None


NO_STANDING = Standing()


def read_standing(
    printed: Printed, zones: Zones, vendor: Claim[str] | None, buyer: Claim[str] | None
) -> Standing:
    """Tell whose each number is: by its label, its block, or the name that is nearer."""
    names: dict[Role, Spot] = {}
    if vendor:
        names["seller"] = vendor.spots[0]
    if buyer:
        names["buyer"] = buyer.spots[0]
    owned: dict[Role, list[Register]] = {"seller": [], "buyer": []}
    closing = closing_row(printed)
    for register in _placed(printed):
        owned[_owner(register, zones, names, closing)].append(register)
    sellers = owned["seller"]
    tax = _tax(sellers)
    accounts = tuple(one for one in sellers if one.kind == "bank")
    known = (one.country for one in (*([tax] if tax else []), *sellers, *accounts) if one.country)
    return Standing(tax, _tax(owned["buyer"]), accounts, next(known, None))


def _placed(printed: Printed) -> Iterator[Register]:
    """Give the numbers; one of nine digits is British only where the page is about Britain."""
    british = bool(_BRITISH.search(printed.folded))
    for one in registers_in(printed.rows):
        bare = one.country == "GB" and not fold(one.spot.text).startswith(("gb", "xi"))
        if bare and not (one.valid or british):
            yield replace(one, country="", value=one.value.removeprefix("GB"), valid=None)
        else:
            yield one


def _owner(register: Register, zones: Zones, names: Mapping[Role, Spot], closing: int) -> Role:
    if register.whose is not None:
        return register.whose
    held = zones.party_of(register.spot)
    if held is not None:
        return held
    near = {role: _distance(register.spot, name) for role, name in names.items()}
    found = {role: distance for role, distance in near.items() if distance is not None}
    if register.kind == "bank" or register.spot.row.index >= closing or not found:
        return "seller"
    return min(found, key=lambda role: (found[role], role == "buyer"))


def _distance(spot: Spot, name: Spot) -> tuple[bool, int] | None:
    """Tell how far a number stands below a name: another column is farther than any row.

    None for one that stands above it, or too far below.
    """
    rows = spot.row.index - name.row.index
    if spot.row.page != name.row.page or not 0 <= rows <= _UNDER:
        return None
    beside = rows == 0 and spot.start > name.start
    aligned = abs(Spot(spot.row, *spot.row.cell_at(spot.start)).box.x0 - name.box.x0) < _COLUMN
    return not (beside or aligned), rows


def _tax(registers: Iterable[Register]) -> Register | None:
    """Take a number for the turnover tax before another number of a tax office."""
    ranked = (one for one in registers if one.kind in _RANK)
    return min(ranked, key=lambda one: _RANK[one.kind], default=None)
