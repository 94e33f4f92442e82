"""Invented companies, and the ways in which invoices place them on paper, in seven languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from pipelines.document.decoded import Page
from pipelines.document.model import Source
from tests.pipelines.document.fields.wording import WORDS, Words
from tests.pipelines.document.sheets import page

Rows: TypeAlias = list[str]


@dataclass(frozen=True)
class Party:
    """A company or a person as printed; `short` is the part of the name that its domain has."""

    name: str
    short: str
    street: str
    city: str
    tax_id: str
    phone: str

    @property
    def domain(self) -> str:
        return "".join(one for one in self.short.lower() if one.isascii() and one.isalnum())


@dataclass(frozen=True)
class Letter:
    """A page with who sells and who buys, as its reader should tell."""

    page: Page
    layout: str
    seller: Party
    buyer: Party


@dataclass(frozen=True)
class Case:
    """What a layout is written with."""

    words: Words
    seller: Party
    buyer: Party
    rng: Random

    def meta(self) -> Rows:
        """Give the number and the date, labelled."""
        words = self.words
        number = f"{self.rng.randint(2019, 2031)}-{self.rng.randint(100, 9999)}"
        return [f"{words.number} {number}", f"{words.date} 14.08.2026"]

    def goods(self) -> Rows:
        words = self.words
        net = self.rng.randint(100, 900)
        return [
            "|".join(words.columns),
            f"{words.goods}|2|{net},00|{2 * net},00",
            f"{words.net}|||{2 * net},00",
            f"{words.tax} 20 %|||{2 * net * 20 // 100},00",
            f"{words.total}|||{2 * net * 120 // 100},00 {words.currency}",
        ]

    def address(self, party: Party) -> Rows:
        return [party.name, party.street, party.city]

    def bank(self) -> str:
        return f"{self.words.bank}: IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF500"

    def contact(self, party: Party) -> str:
        return f"{self.words.phone} {party.phone} · info@{party.domain}.com"


def beside(left: Rows, right: Rows) -> Rows:
    """Put two blocks side by side."""
    height = max(len(left), len(right))
    padded = [rows + [""] * (height - len(rows)) for rows in (left, right)]
    return [f"{one}|{other}" for one, other in zip(*padded, strict=True)]


def labelled(label: str, rows: Rows) -> Rows:
    return [f"{label}:", *rows]


def tax(case: Case, party: Party) -> str:
    return f"{case.words.tax_id}: {party.tax_id}"


def letterhead_and_labelled_buyer(case: Case) -> Rows:
    head = [*case.address(case.seller), case.contact(case.seller), tax(case, case.seller)]
    return [
        *head, "", case.words.title, *case.meta(), "",
        *labelled(case.words.buyer, case.address(case.buyer)), "", *case.goods(), case.bank(),
    ]  # fmt: skip


def envelope_window(case: Case) -> Rows:
    seller = case.seller
    return [
        f"{seller.name} · {seller.street} · {seller.city}",
        *beside(case.address(case.buyer), [*case.address(seller)[1:], case.contact(seller)]),
        "", *case.meta(), case.words.title, *case.goods(), "", "", "",
        f"{seller.name}|{case.words.bank}", f"{seller.street}|IBAN DE89 3704 0044 0532 0130 00",
        f"{seller.city}|{tax(case, seller)}",
    ]  # fmt: skip


def columns_from_and_to(case: Case) -> Rows:
    blocks = beside(
        labelled(case.words.seller, [*case.address(case.seller), tax(case, case.seller)]),
        labelled(case.words.buyer, [*case.address(case.buyer), tax(case, case.buyer)]),
    )
    return [case.words.title, *case.meta(), "", *blocks, "", *case.goods()]


def columns_to_and_from(case: Case) -> Rows:
    blocks = beside(
        labelled(case.words.buyer, [*case.address(case.buyer), tax(case, case.buyer)]),
        labelled(case.words.seller, [*case.address(case.seller), tax(case, case.seller)]),
    )
    return [case.words.title, *blocks, "", *case.meta(), *case.goods(), case.bank()]


def logo_and_footer(case: Case) -> Rows:
    seller = case.seller
    return [
        case.words.title, *case.meta(), "",
        *labelled(case.words.buyer, [*case.address(case.buyer), tax(case, case.buyer)]), "",
        *case.goods(), "", "", "",
        f"{seller.name} · {seller.street} · {seller.city}",
        f"{tax(case, seller)} · www.{seller.domain}.com", case.bank(),
    ]  # fmt: skip


def logo_window_and_footer(case: Case) -> Rows:
    seller = case.seller
    return [
        "", *beside(case.address(case.buyer), case.meta()), "", "", case.words.title,
        *case.goods(), "", "", "", f"{seller.name}, {seller.street}, {seller.city}",
        f"{tax(case, seller)}|{case.contact(seller)}", case.bank(),
    ]  # fmt: skip


def buyer_at_the_right(case: Case) -> Rows:
    head = [*case.address(case.seller), case.contact(case.seller), tax(case, case.seller)]
    return [
        *head, "", *(f"|{one}" for one in case.address(case.buyer)), "", case.words.title,
        *case.meta(), *case.goods(), case.bank(),
    ]  # fmt: skip


def seller_at_the_right(case: Case) -> Rows:
    head = [*case.address(case.seller), case.contact(case.seller)]
    return [
        *(f"|{one}" for one in head), "", *case.address(case.buyer), "", case.words.title,
        *case.meta(), *case.goods(), f"{tax(case, case.seller)} - {case.bank()}",
    ]  # fmt: skip


def forms_with_names(case: Case) -> Rows:
    def form(party: Party) -> Rows:
        return [
            f"{case.words.name}: {party.name}", f"{case.words.street}: {party.street}",
            tax(case, party),
        ]  # fmt: skip

    return [
        case.words.title, *case.meta(), f"{case.words.seller}", *form(case.seller), "",
        f"{case.words.buyer}", *form(case.buyer), "", *case.goods(),
    ]  # fmt: skip


def one_row_a_party(case: Case) -> Rows:
    return [
        case.words.title, f"{case.words.seller}: {case.seller.name}, {case.seller.city}",
        f"{case.words.buyer}: {case.buyer.name}, {case.buyer.city}", *case.meta(), *case.goods(),
    ]  # fmt: skip


def buyer_first_seller_last(case: Case) -> Rows:
    return [
        case.words.title, *labelled(case.words.buyer, case.address(case.buyer)), *case.meta(), "",
        *case.goods(), "", *labelled(case.words.seller, case.address(case.seller)),
        tax(case, case.seller),
    ]  # fmt: skip


def slogan_on_top(case: Case) -> Rows:
    return [
        case.words.slogan, case.words.title, *case.meta(), case.seller.name,
        f"{case.seller.street}, {case.seller.city}", case.contact(case.seller), "",
        *labelled(case.words.buyer, case.address(case.buyer)), *case.goods(),
    ]  # fmt: skip


def holder_of_the_account(case: Case) -> Rows:
    return [
        case.words.title, *beside(case.meta(), case.address(case.buyer)), "", *case.goods(), "",
        f"{case.words.holder}: {case.seller.name}", "IBAN: DE89 3704 0044 0532 0130 00",
    ]  # fmt: skip


def signed_below(case: Case) -> Rows:
    return [
        case.words.title, *labelled(case.words.buyer, case.address(case.buyer)), *case.meta(),
        *case.goods(), "", case.words.thanks, case.seller.name,
        f"{case.seller.street}, {case.seller.city}", tax(case, case.seller),
    ]  # fmt: skip


LAYOUTS: tuple[Callable[[Case], Rows], ...] = (
    letterhead_and_labelled_buyer, envelope_window, columns_from_and_to, columns_to_and_from,
    logo_and_footer, logo_window_and_footer, buyer_at_the_right, seller_at_the_right,
    forms_with_names, one_row_a_party, buyer_first_seller_last, slogan_on_top,
    holder_of_the_account, signed_below,
)  # fmt: skip


def party_of(words: Words, rng: Random, taken: str = "") -> Party:
    """Invent a company, one in four a person or a trade name without a legal form."""
    stem = rng.choice([one for one in words.stems if one != taken])
    plain = rng.random() < 0.25
    name = rng.choice(words.persons) if plain else f"{stem}{words.gap}{rng.choice(words.forms)}"
    digits = f"{rng.randint(10, 99)} {rng.randint(100, 999)} {rng.randint(1000, 9999)}"
    return Party(
        name=name,
        short=name if plain else stem,
        street=rng.choice(words.streets).format(rng.randint(2, 180)),
        city=rng.choice(words.cities),
        tax_id=words.tax_number(rng),
        phone=digits,
    )


def letters(seed: int, each: int = 1) -> Iterator[Letter]:
    """Give every layout in every language, as often as asked for."""
    rng = Random(seed)
    for words in WORDS:
        for layout in LAYOUTS:
            for _ in range(each):
                seller = party_of(words, rng)
                buyer = party_of(words, rng, seller.short)
                while buyer.name == seller.name:
                    buyer = party_of(words, rng, seller.short)
                rows = layout(Case(words.chosen(rng), seller, buyer, rng))
                source: Source = rng.choice(("pdf_text", "ocr"))
                yield Letter(page(*rows, source=source), layout.__name__, seller, buyer)
