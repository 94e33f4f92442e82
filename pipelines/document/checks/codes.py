"""Whether the square codes on the pages say what the document says; what they add to it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.document.codes.payload import Value, iban
from pipelines.document.codes.read import Said
from pipelines.document.findings import Finding
from pipelines.document.model import Evidence, Invoice
from pipelines.document.page.evidence import Index
from pipelines.document.page.printed import Printed

_ALIKE = 85.0  # similarity of two spellings of one name
_LEAST_TAIL = 3  # characters of a number that may stand without its series
# What the code of a payment may add: it need not ask for the total, nor name the seller.
_OF_PAYMENTS = frozenset({"iban", "currency"})
_ADDED_ONLY = frozenset({"invoice_code", "vendor_tax_id", "buyer_tax_id"})


@dataclass(frozen=True)
class Held:
    """A document held against its codes.

    `added` are values that only a code says, `evidence` where codes say a value, and `settled`
    the fields that a code confirms.
    """

    added: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def settled(self) -> frozenset[str]:
        """The fields that a code says like the document, or instead of it."""
        return frozenset(self.evidence)

    def complete(self, invoice: Invoice) -> Invoice:
        """Give the invoice with what only its codes say."""
        return invoice.model_copy(update=dict(self.added))

    def beside(self, evidence: dict[str, tuple[Evidence, ...]]) -> dict[str, tuple[Evidence, ...]]:
        """Give the evidence of the page with that of the codes after it."""
        more = {name: (*evidence.get(name, ()), *own) for name, own in self.evidence.items()}
        return {**evidence, **more}


def hold(
    invoice: Invoice,
    said: Sequence[Said],
    printed: Printed,
    unsaid: Collection[str] = (),
    impossible: Collection[str] = (),
) -> Held:
    """Hold an invoice against the codes on its pages.

    Of several codes that speak of one field, one that agrees is enough. `unsaid` are fields that
    the page leaves open: a currency that was guessed gives way. One that the page says in an
    `impossible` way is not added to.
    """
    if not said:
        return Held()
    page = _Page(invoice, printed)
    held = Held()
    findings: list[Finding] = []
    for name in dict.fromkeys(name for one in said for name in _names(one)):
        own = None if name in unsaid else getattr(invoice, name)
        if own is None:
            _add(held, name, () if name in impossible else said)
            continue
        stating = [one for one in said if name in one.payload.values]
        agreeing = [one for one in stating if page.agrees(name, one)]
        if agreeing:
            held.evidence[name] = (_evidence(name, agreeing[0]),)
        elif stating and name not in _ADDED_ONLY:
            findings.append(_conflict(name, stating[0], own))
    return Held(held.added, held.evidence, tuple(findings))


def _names(said: Said) -> Iterator[str]:
    yield from said.payload.values
    yield from said.payload.implied


def _add(held: Held, name: str, said: Sequence[Said]) -> None:
    """Take a value over that the page does not say, from the first code that may add it."""
    for one in said:
        value = one.payload.values.get(name, one.payload.implied.get(name))
        if value is not None and (one.payload.purpose == "invoice" or name in _OF_PAYMENTS):
            held.added[name] = value
            held.evidence[name] = (_evidence(name, one),)
            return


def _evidence(name: str, said: Said) -> Evidence:
    value = said.payload.values.get(name, said.payload.implied.get(name))
    return Evidence(page=said.page, box=said.box, text=str(value), source="qr")


def _conflict(name: str, said: Said, own: object) -> Finding:
    facts = {"expected": str(said.payload.values[name]), "found": str(own), "source": "qr"}
    return Finding(rule="source_conflict", severity="error", field=name, facts=facts)


class _Page:
    """What a document says, for codes to be compared with."""

    def __init__(self, invoice: Invoice, printed: Printed) -> None:
        self._invoice = invoice
        self._printed = printed
        self._index = Index(printed)

    def agrees(self, name: str, said: Said) -> bool:
        """Tell whether the document says a field as a code does, or says nothing against it."""
        compare: dict[str, Callable[[Said], bool]] = {
            "vendor": self._names_the_seller,
            "invoice_number": self._has_the_number,
            "iban": self._has_the_account,
        }
        value, own = said.payload.values[name], getattr(self._invoice, name)
        if name in compare:
            return compare[name](said)
        if isinstance(value, Decimal) and isinstance(own, Decimal):
            return value.copy_abs() == own.copy_abs() or self._asks_for(value, said)
        return bool(value == own)

    def _asks_for(self, value: Decimal, said: Said) -> bool:
        """Tell whether the page prints what is to be paid, where that is not the total."""
        return said.payload.purpose == "payment" and bool(self._index.money(value))

    def _has_the_number(self, said: Said) -> bool:
        """Compare numbers; the series before one may be left out on either side."""
        one, other = (
            _solid(said.payload.values["invoice_number"]),
            _solid(self._invoice.invoice_number),
        )
        short, long = sorted((one, other), key=len)
        return short == long or (len(short) >= _LEAST_TAIL and long.endswith(short))

    def _has_the_account(self, said: Said) -> bool:
        """Look for an account anywhere: a page may print several of its seller's.

        One whose check digits are wrong is no other account, but a misprint: that is told apart.
        """
        own = self._invoice.iban
        return self._prints_the_account(said) or own is None or iban(own) is None

    def _prints_the_account(self, said: Said) -> bool:
        value = _solid(said.payload.values.get("iban"))
        return value == _solid(self._invoice.iban) or value in _solid(self._printed.folded)

    def _names_the_seller(self, said: Said) -> bool:
        """Look for a name anywhere; whoever owns an account that the page prints may have another.

        Names in two scripts cannot be compared.
        """
        name, own = str(said.payload.values["vendor"]), str(self._invoice.vendor)
        if _is_latin(name) != _is_latin(own):
            return True
        if said.payload.purpose == "payment" and self._prints_the_account(said):
            return True
        alike = fuzz.token_set_ratio(name.casefold(), own.casefold()) >= _ALIKE
        return alike or bool(self._index.name(name))


def _is_latin(text: str) -> bool:
    return any(one.isascii() and one.isalpha() for one in text)


def _solid(value: object) -> str:
    return "".join(one for one in str(value).casefold() if one.isalnum())
