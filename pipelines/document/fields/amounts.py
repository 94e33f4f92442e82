"""Which of the printed amounts are the sum without tax, the tax and the total."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from pipelines.document.fields.candidates import CENT, ROLES, Candidates, gather
from pipelines.document.page.printed import Claim, Printed


def read_amounts(printed: Printed) -> dict[str, Claim[Decimal]]:
    """Give the claims for subtotal, tax and total that labels and arithmetic agree on best."""
    found = gather(printed)
    choices = {role: _ranked(found, role) for role in ROLES}
    best: tuple[float, dict[str, Claim[Decimal]]] = (0.0, {})
    for triple in product(*(choices[role] for role in ROLES)):
        score = _score(triple, found)
        if score > best[0]:
            best = (score, {r: c for r, c in zip(ROLES, triple, strict=True) if c is not None})
    chosen = _without_gross_subtotal(_complete(best[1], found), found)
    return chosen or _largest(found)


def _without_gross_subtotal(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Leave out a "subtotal" that has the tax in it, or service and discounts after it.

    Till slips print such; it is no sum before tax.
    """
    if set(chosen) != set(ROLES) or chosen["subtotal"].weight >= 6:
        return chosen
    subtotal, tax, total = (chosen[role].value for role in ROLES)
    closes = abs(subtotal + tax - total) <= CENT + sum(abs(one) for one in found.rounding[:1])
    slip = found.adjusted or (found.tender and found.change)
    if closes or not (abs(subtotal - total) <= CENT or slip):
        return chosen
    return {role: claim for role, claim in chosen.items() if role != "subtotal"}


def _ranked(found: Candidates, role: str) -> list[Claim[Decimal] | None]:
    """Give the best eight distinct values for a role, and None for "not printed"."""
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
    return [*ranked[:8], None]


def _score(triple: tuple[Claim[Decimal] | None, ...], found: Candidates) -> float:
    claims = [claim for claim in triple if claim is not None]
    spots = {claim.spots[0] for claim in claims}
    if len(spots) < len(claims):  # one print cannot be two of them
        return -1.0
    subtotal, tax, total = (None if claim is None else claim.value for claim in triple)
    score = sum(claim.weight for claim in claims)
    score += _paid(total, found) if total is not None else -1.0
    if subtotal is not None and total is not None:
        return score + _fit(subtotal, tax, total, found.withheld)
    whole = subtotal if total is None else total
    outsized = tax is not None and whole is not None and abs(tax) > abs(whole) / 2
    return score - 6 if outsized else score


def _fit(
    subtotal: Decimal, tax: Decimal | None, total: Decimal, withheld: Sequence[Decimal] = ()
) -> float:
    if tax is not None and any(
        abs(subtotal + tax - less.copy_sign(subtotal + tax) - total) <= CENT
        for less in (Decimal(0), *withheld)
    ):
        return 6.0
    if tax is not None and abs(tax) > abs(subtotal) / 2:
        return -6.0
    if abs(subtotal) > abs(total) + CENT:
        return -3.0
    return 1.0 if tax is None and subtotal == total else -2.0


def _paid(total: Decimal, found: Candidates) -> float:
    """Believe a total more when cash less change, or a payment, comes to it."""
    if any(cash - abs(change) == total for cash in found.tender for change in found.change):
        return 3.0
    return 2.0 if total in found.tender else 0.0


def _complete(chosen: dict[str, Claim[Decimal]], found: Candidates) -> dict[str, Claim[Decimal]]:
    """Fill the one gap of a triple with a printed amount that closes the sum exactly."""
    values = {role: claim.value for role, claim in chosen.items() if claim.weight >= 2.5}
    if len(values) == 2 and len(chosen) == 2:
        role, wanted = _gap(values)
        fitting = [one for one in found.unlabelled if one.value == wanted]
        if wanted and fitting and _fit(*_ordered({**values, role: wanted})) > 0:
            return {**chosen, role: fitting[-1]}
    return _with_tax_lines(chosen, found)


def _gap(values: Mapping[str, Decimal]) -> tuple[str, Decimal]:
    if "total" not in values:
        return "total", values["subtotal"] + values["tax"]
    if "tax" not in values:
        return "tax", values["total"] - values["subtotal"]
    return "subtotal", values["total"] - values["tax"]


def _ordered(values: Mapping[str, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    return values["subtotal"], values["tax"], values["total"]


def _with_tax_lines(
    chosen: dict[str, Claim[Decimal]], found: Candidates
) -> dict[str, Claim[Decimal]]:
    """Add up the taxes of several rates where only their sum closes the triple."""
    lines = {claim.spots[0]: claim for claim in found.roles["tax"]}.values()
    if "subtotal" not in chosen or "total" not in chosen or len(lines) < 2:
        return chosen
    taxes = sum((one.value for one in lines), Decimal(0))
    if abs(chosen["subtotal"].value + taxes - chosen["total"].value) > CENT:
        return chosen
    spots = tuple(one.spots[0] for one in lines)
    return {**chosen, "tax": Claim(taxes, spots, 3.0)}


def _largest(found: Candidates) -> dict[str, Claim[Decimal]]:
    """Take the largest amount for the total when no label was read; a weak claim."""
    paid = set(found.tender) if len(found.tender) < len(found.unlabelled) else set()
    rest = [one for one in found.unlabelled if one.value not in paid] or found.unlabelled
    if not rest:
        return {}
    best = max(rest, key=lambda one: one.value)
    return {"total": Claim(best.value, best.spots, 0.5)}
