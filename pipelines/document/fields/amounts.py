"""Which of the printed amounts are the sum without tax, the tax and the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product

from pipelines.document.fields.between import Sums, between
from pipelines.document.fields.bridges import Bridge, bridges, lead, settled
from pipelines.document.fields.candidates import CENT, ROLES, Candidates, gather
from pipelines.document.page.printed import Claim, Printed

Triple = Mapping[str, Claim[Decimal]]

_CHOICES = 8  # distinct values that are tried for a role
_KINDS = ("rounding", "discount", "service", "charge", "withheld", "tender")
_ANYWHERE = frozenset({"withheld", "tender"})  # others stand between the sums


def read_amounts(printed: Printed) -> dict[str, Claim[Decimal]]:
    """Give the claims for subtotal, tax and total that labels and arithmetic agree on best."""
    return dict(read_sums(printed).amounts)


def read_sums(printed: Printed) -> Sums:
    """Give the three sums of a document, its taxes by rate, and what stands between the sums."""
    found = gather(printed)
    scale = _Scale(found)
    choices = {role: _ranked(found, role) for role in ROLES}
    best: tuple[float, dict[str, Claim[Decimal]]] = (0.0, {})
    for triple in product(*(choices[role] for role in ROLES)):
        chosen = {r: c for r, c in zip(ROLES, triple, strict=True) if c is not None}
        score = scale.score(chosen)
        if score > best[0]:
            best = (score, chosen)
    chosen = _complete(best[1], found)
    way = scale.way(chosen)
    stands = between(chosen, way, found)
    if not way:
        chosen = _without_gross_subtotal(chosen, found)
    sums = {role: claim for role, claim in {**chosen, **stands.sums}.items() if claim is not None}
    return Sums(sums or _largest(found), found.rates, stands)


def _ranked(found: Candidates, role: str) -> list[Claim[Decimal] | None]:
    """Give the best distinct values for a role, and None for "not printed"."""
    by_value: dict[Decimal, Claim[Decimal]] = {}
    for claim in found.roles[role]:
        known = by_value.get(claim.value)
        if known is None:
            by_value[claim.value] = claim
        else:
            first, second = sorted((known, claim), key=lambda one: -one.weight)
            weight = first.weight + min(1.0, 0.25 * second.weight)
            by_value[claim.value] = Claim(claim.value, first.spots + second.spots, weight)
    ranked = sorted(by_value.values(), key=lambda one: -one.weight)
    return [*ranked[:_CHOICES], None]


@dataclass(frozen=True)
class _Scale:
    """Weighs triples by their labels, by their arithmetic, and by what was paid."""

    found: Candidates
    _built: dict[bool, list[Bridge]] = field(default_factory=dict)

    @cached_property
    def _settled(self) -> dict[Decimal, Claim[Decimal]]:
        return settled(self.found)

    @cached_property
    def _origins(self) -> frozenset[Decimal]:
        return frozenset(claim.value for claim in self._settled.values())

    def score(self, chosen: Triple) -> float:
        """Give how well labels and arithmetic agree; below nothing for what cannot be."""
        if len({claim.spots[0] for claim in chosen.values()}) < len(chosen):
            return -1.0  # one print cannot be two of them
        subtotal, tax, total = (_value(chosen, role) for role in ROLES)
        score = sum(claim.weight for claim in chosen.values())
        score += self._paid(total) if total is not None else -1.0
        if subtotal is not None and total is not None:
            return score + self._fit(subtotal, tax, total, chosen)
        whole = subtotal if total is None else total
        outsized = tax is not None and whole is not None and abs(tax) > abs(whole) / 2
        return score - 12 if outsized else score

    def _fit(self, subtotal: Decimal, tax: Decimal | None, total: Decimal, chosen: Triple) -> float:
        exact = fit(subtotal, tax, total)
        if exact > 0 or (tax is not None and abs(tax) > abs(subtotal) / 2):
            return exact
        way = self.way(chosen)
        if not way:
            return exact
        kept_back = all(one.kind in ("withheld", "rounding") for one in way)
        sure = 5.9 if kept_back else 5.3 - 0.3 * len(way)
        return sure if tax is not None else 0.8

    def way(self, chosen: Triple) -> tuple[Bridge, ...]:
        """Give what leads from sum and tax to the total, where they do not come to it alone."""
        if not {"subtotal", "total"} <= set(chosen):
            return ()
        tax = chosen["tax"].value if "tax" in chosen else Decimal(0)
        subtotal, total = chosen["subtotal"], chosen["total"]
        difference = total.value - subtotal.value - tax
        if abs(difference) <= CENT:
            return ()
        first, last = subtotal.spots[0].row.index, total.spots[-1].row.index
        due = any(one.value == total.value for one in self.found.due)
        kinds = _KINDS if due else _KINDS[:-1]
        way = [
            one
            for one in self._bridges(total.value < 0)
            if one.kind in kinds and (one.kind in _ANYWHERE or first <= one.row <= last)
        ]
        return lead(way, difference)

    def _bridges(self, negative: bool) -> list[Bridge]:
        if negative not in self._built:
            sign = Decimal(-1 if negative else 1)
            self._built[negative] = bridges(self.found, _KINDS, sign)
        return self._built[negative]

    def _paid(self, total: Decimal) -> float:
        """Believe a total more when cash less change, or a payment, comes to it.

        One that another total leads to is only what is left to pay.
        """
        if total in self._settled and total not in self._origins:
            return -5.0
        tender, change = self.found.values("tender"), self.found.values("change")
        if any(cash - abs(back) == total for cash in tender for back in change):
            return 3.0
        return 2.0 if total in tender or total in self._origins else 0.0


def _value(chosen: Triple, role: str) -> Decimal | None:
    return chosen[role].value if role in chosen else None


def fit(subtotal: Decimal, tax: Decimal | None, total: Decimal) -> float:
    """Weigh whether sum and tax come to a total."""
    if tax is not None and abs(subtotal + tax - total) <= CENT:
        return 6.2 if subtotal + tax == total else 6.0
    if tax is not None and abs(tax) > abs(subtotal) / 2:
        return -6.0
    if abs(subtotal) > abs(total) + CENT:
        return -3.0
    return 1.0 if tax is None and subtotal == total else -2.0


def _without_gross_subtotal(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Leave out a "subtotal" that has the tax in it, or service and discounts after it.

    Till slips print such; it is no sum before tax.
    """
    if set(chosen) != set(ROLES) or chosen["subtotal"].weight >= 6:
        return chosen
    subtotal, tax, total = (chosen[role].value for role in ROLES)
    roundings = found.values("rounding")
    closes = abs(subtotal + tax - total) <= CENT + sum(abs(one) for one in roundings[:1])
    slip = found.values("tender") and found.values("change")
    if closes or not (abs(subtotal - total) <= CENT or slip):
        return chosen
    return {role: claim for role, claim in chosen.items() if role != "subtotal"}


def _complete(chosen: dict[str, Claim[Decimal]], found: Candidates) -> dict[str, Claim[Decimal]]:
    """Fill the one gap of a triple with a printed amount that closes the sum exactly."""
    values = {role: claim.value for role, claim in chosen.items() if claim.weight >= 2.5}
    if len(values) == 2 and len(chosen) == 2:
        role, wanted = _gap(values)
        fitting = [one for one in found.free if one.value == wanted]
        whole = {**values, role: wanted}
        if wanted and fitting and fit(*(whole[each] for each in ROLES)) > 0:
            return {**chosen, role: fitting[-1]}
    return _with_tax_lines(chosen, found.roles["tax"])


def _gap(values: Mapping[str, Decimal]) -> tuple[str, Decimal]:
    if "total" not in values:
        return "total", values["subtotal"] + values["tax"]
    if "tax" not in values:
        return "tax", values["total"] - values["subtotal"]
    return "subtotal", values["total"] - values["tax"]


def _with_tax_lines(
    chosen: dict[str, Claim[Decimal]], taxes: Sequence[Claim[Decimal]]
) -> dict[str, Claim[Decimal]]:
    """Add up the taxes of several rates where only their sum closes the triple."""
    lines = {one.spots[0]: one for one in taxes if len(one.spots) == 1}.values()
    if "subtotal" not in chosen or "total" not in chosen or len(lines) < 2:
        return chosen
    whole = sum((one.value for one in lines), Decimal(0))
    if abs(chosen["subtotal"].value + whole - chosen["total"].value) > CENT:
        return chosen
    spots = tuple(one.spots[0] for one in lines)
    return {**chosen, "tax": Claim(whole, spots, 3.0)}


def _largest(found: Candidates) -> dict[str, Claim[Decimal]]:
    """Take the largest amount for the total when no label was read; a weak claim."""
    tender = found.values("tender")
    paid = set(tender) if len(tender) < len(found.unlabelled) else set()
    rest = [one for one in found.unlabelled if one.value not in paid] or found.unlabelled
    if not rest:
        return {}
    best = max(rest, key=lambda one: one.value)
    return {"total": Claim(best.value, best.spots, 0.5)}
