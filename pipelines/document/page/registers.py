"""The numbers of tax offices, registers and banks that stand on the pages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from stdnum import iban, numdb

from pipelines.document.page.layout import Row, Spot, below
from pipelines.document.page.shapes import (
    BUILT,
    NAMED,
    Shape,
    labelled_shapes,
    shape_of,
)

Whose = Literal["seller", "buyer"]

_LEAST_DIGITS = 5  # a row with fewer holds none of these numbers
_BRIDGE = re.compile(r"[\s:：.,#°º*()=/-]*")
_OPENS = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{2}[ .\-]{0,2}[a-z0-9]{0,2}[ .\-]{0,2}[0-9oils]|[a-z0-9]{9})"
)
_YOURS = re.compile(
    r"(?:\bihre?|\bvotre|\byour|\buw|\bsua?|\bvostr[ao]|\btu|kunden|customer'?s?|client[ei]?|"
    r"buyer'?s?|klant|kaufers?|empfangers?|acheteur|购买方|购方|买方|购货方)[ .:-]{0,2}$"
)
_OURS = re.compile(
    r"(?:\bunsere|\bnotre|\bour|\bonze|\bnostr[ao]|\bnuestro|seller'?s?|supplier'?s?|"
    r"vendor'?s?|verkaufers?|vendeur|销售方|销方|卖方|销货方)[ .:-]{0,2}$"
)
# Where the seller collects the money, the account is the buyer's.
_COLLECTED = re.compile(
    r"lastschrift|abgebucht|eingezogen|einzug|ihrem konto|mandat|preleve|prelevement|"
    r"direct debit|debited|your account|incasso|afgeschreven|domicilia|addebit"
)
_IBAN_LABEL = re.compile(r"iban[a-z .:/()#-]{0,12}$")
_IBAN = re.compile(r"(?:(?<![a-z0-9])|(?<=iban))[a-z]{2}[0-9oil]{2}")
_BEHIND_IBAN = ("bic", "swift")
_STRUCTURE = re.compile(r"(\d+)!([nac])")
_IBAN_TOKENS = {"n": "9", "a": "A", "c": "X"}
_BANK = re.compile(
    r"iban|\bbic\b|swift|\bbank|banque|banco|banca|konto|sparkasse|\bcompte|cuenta|rekening|\bconto\b"
)
_NEAR = 2  # rows about an account that speak of a bank


@dataclass(frozen=True)
class Register:
    """A number under which a company is known, without blanks and in capitals.

    `kind` "bank" is an IBAN. `country` as ISO 3166; `valid` is None where the number has no check
    character; `labelled`: a label says what it is; `whose`: that label, or its sentence, says even
    that.
    """

    kind: Literal["vat", "tax", "company", "bank"]
    country: str
    value: str
    valid: bool | None
    spot: Spot
    labelled: bool = False
    whose: Whose | None = None


def registers_in(rows: Sequence[Row]) -> tuple[Register, ...]:
    """Give all such numbers, top to bottom."""
    found: defaultdict[int, list[Register]] = defaultdict(list)
    holding = [row for row in rows if sum(map(str.isdigit, row.text)) >= _LEAST_DIGITS]
    finders = (
        (one for row in holding for one in _ibans(row, rows)),
        (one for row in rows for one in _labelled(row, rows)),
        (one for row in holding for one in _unlabelled(row)),
    )
    for finder in finders:
        for register in finder:
            spot = register.spot
            others = found[spot.row.index]
            if not any(one.spot.start < spot.end and spot.start < one.spot.end for one in others):
                others.append(register)
    everything = (one for _, line in sorted(found.items()) for one in line)
    return tuple(sorted(everything, key=lambda one: (one.spot.row.index, one.spot.start)))


def _labelled(row: Row, rows: Sequence[Row]) -> Iterator[Register]:
    for start, end, shapes in labelled_shapes(row.folded):
        whose = _whose(row.folded[max(start - 20, 0) : start])
        bridge = _BRIDGE.match(row.folded, end)
        found = _number_at(row, bridge.end() if bridge else end, shapes)
        cell = row.cell_at(start)
        if found is None and not row.folded[end : cell[1]].strip(" :：.#°*"):
            cells = below(rows, Spot(row, start, end))
            numbers = (_number_at(one.row, one.start, shapes) for one in cells)
            found = next((one for one in numbers if one), None)
        if found is not None:
            shape, compact, spot = found
            value = f"{shape.prefix}{compact.upper()}"
            valid = shape.is_valid(compact)
            yield Register(shape.kind, shape.country, value, valid, spot, True, whose)


def _unlabelled(row: Row) -> Iterator[Register]:
    """Find what says by itself what it is: its check characters must be right."""
    for match in _OPENS.finditer(row.folded):
        found = _number_at(row, match.start(), ())
        if found is None:
            continue
        shape, compact, spot = found
        if _speaks_for_itself(shape, compact, spot):
            yield Register(shape.kind, shape.country, compact.upper(), True, spot)


def _speaks_for_itself(shape: Shape, compact: str, spot: Spot) -> bool:
    """Tell a number from a word and a count, as in "de 123456789", or from another long number."""
    solid = spot.end - spot.start == len(compact)
    opening = spot.text[:2]
    businesses = shape.country != "CN" or opening[0] == "9"
    apart = opening == opening.upper() if shape in NAMED else solid and businesses
    return bool(shape.is_valid(compact)) and apart


def _number_at(row: Row, start: int, shapes: tuple[Shape, ...]) -> tuple[Shape, str, Spot] | None:
    """Give the number that starts here: one that checks out is preferred to one that does not.

    What needs a misread letter put right comes last, and must check out.
    """
    found: list[tuple[bool, bool, tuple[Shape, str, Spot]]] = []
    for shape in (*shape_of(row.folded[start : start + 2]), *BUILT, *shapes):
        match = shape.pattern.match(row.folded, start)
        if match is None:
            continue
        printed = "".join(one for one in match[0] if one.isalnum())
        compact = shape.plain(printed)
        misread, valid = compact != printed, bool(shape.is_valid(compact))
        if not misread or (row.source == "ocr" and valid):
            found.append((misread, not valid, (shape, compact, Spot(row, start, match.end()))))
    return min(found, key=lambda one: one[:2], default=(False, False, None))[2]


def _whose(before: str) -> Whose | None:
    if _YOURS.search(before):
        return "buyer"
    return "seller" if _OURS.search(before) else None


def _ibans(row: Row, rows: Sequence[Row]) -> Iterator[Register]:
    """Find accounts of the right length: a wrong check sum is told, other numbers are not taken."""
    for match in _IBAN.finditer(row.folded):
        before = row.folded[max(match.start() - 30, 0) : match.start()]
        country = match[0][:2].upper()
        shape = _iban_shape(country)
        if shape is None:
            continue
        end, printed = _run(row.folded, match.start(), len(shape.signs))
        if len(printed) < len(shape.signs) or not _ends(row.folded, end):
            continue
        compact = shape.plain(printed)
        valid = iban.is_valid(compact, check_country=False)
        compact = compact if valid else printed
        labelled = _IBAN_LABEL.search(before) is not None
        expected = labelled or any(_BANK.search(one.folded) for one in _near(row, rows))
        if shape.pattern.fullmatch(compact) and (valid or expected):
            spot = Spot(row, match.start(), end)
            whose: Whose | None = "buyer" if _COLLECTED.search(row.folded) else _whose(before)
            yield Register("bank", country, compact.upper(), valid, spot, labelled, whose)


def _near(row: Row, rows: Sequence[Row]) -> Sequence[Row]:
    return rows[max(row.index - _NEAR, 0) : row.index + _NEAR + 1]


@cache
def _iban_shape(country: str) -> Shape | None:
    """Give how the accounts of a country are written; None where it has no such numbers."""
    known = numdb.get("iban").info(country)[0][1]
    parts = _STRUCTURE.findall(known.get("bban", ""))
    signs = "".join(_IBAN_TOKENS[sort] * int(count) for count, sort in parts)
    return Shape("company", country, f"{country.lower()}99{signs}", None) if parts else None


def _run(text: str, start: int, most: int) -> tuple[int, str]:
    """Give the end of a run of so many letters and digits at most, and the run without blanks."""
    found, at, end = "", start, start
    while at < len(text) and len(found) < most and at - end <= 3:
        if text[at].isalnum() and text[at].isascii():
            if at > end and text.startswith(_BEHIND_IBAN, at):
                break
            found, end = found + text[at], at + 1
        elif text[at] not in " .-":
            break
        at += 1
    return end, found


def _ends(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() or text.startswith(_BEHIND_IBAN, end)
