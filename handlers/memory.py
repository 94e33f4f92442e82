"""What is remembered of a seller, put together from facts, and told in one line."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from handlers.accounts import ACCOUNTS_SHOWN, masked
from handlers.chat import Language
from handlers.texts.catalogue import texts
from handlers.texts.written import counted, quantity
from handlers.vendors import Fact, Topic
from pipelines.document.identity import seller_of

VALUES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """What approved documents say of a seller; of each kind of value, what they said last first.

    `seller` names it as facts do.
    """

    seller: str
    names: tuple[str, ...]
    documents: int
    last_at: datetime
    aliases: tuple[str, ...] = ()
    tax_ids: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


def memory(sellers: Collection[str], facts: Iterable[Fact]) -> Memory | None:
    """Put together what is remembered, by the name it is known best by; None: nothing is."""
    told = [one for one in facts if one.topic != "seen_account"]
    known = [found for seller in sorted(sellers) if (found := _of(seller, told))]
    return max(known, key=lambda one: one.documents, default=None)


def main_name(seller: str, facts: Iterable[Fact]) -> str:
    """Give how facts name the seller itself that is also known in this way."""
    names = [one.value for one in facts if one.who == seller and one.topic == "name"]
    return f"name:{seller_of(names[0])}" if names else seller


def in_one_line(found: Memory, language: Language, *, accounts: bool) -> str:
    """Tell people on a card what is remembered of its seller."""
    said = matter(found, language, accounts=accounts)
    return texts(language).remembering.known.format(matter=said)


def matter(found: Memory, language: Language, *, accounts: bool) -> str:
    """Say what is remembered; with the accounts, masked, or without."""
    said = texts(language).remembering
    parts = [counted(found.documents, said.approved)]
    if accounts and found.accounts:
        shown = ", ".join(short(one) for one in found.accounts[:ACCOUNTS_SHOWN])
        parts.append(said.account.format(account=shown))
    usual = [*found.currencies[:VALUES_SHOWN], *map(percent, found.rates[:VALUES_SHOWN])]
    if usual:
        parts.append(said.usually.format(values=said.comma.join(usual)))
    return said.comma.join(parts)


def short(account: str) -> str:
    """Write an account in a line: DE12…3456."""
    return masked(account).replace(" **** **** ", "…").replace("**** ", "…")


def percent(rate: str) -> str:
    """Write a rate as people do."""
    return f"{quantity(Decimal(rate))} %"


def _of(seller: str, facts: Sequence[Fact]) -> Memory | None:
    ours = [one for one in facts if one.who == seller]
    names = [one for one in ours if one.topic == "name"]
    if not names:
        return None

    def values(topic: Topic) -> tuple[str, ...]:
        return tuple(one.value for one in ours if one.topic == topic)

    return Memory(
        seller=seller,
        names=values("name"),
        documents=sum(one.documents for one in names),
        last_at=max(one.last_at for one in ours),
        aliases=values("alias"),
        tax_ids=values("tax_id"),
        currencies=values("currency"),
        rates=values("rate"),
        accounts=values("account"),
        labels=values("label"),
    )
