"""How links of the audit vouch for each other, and how a chain is checked; knows no database."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from handlers.ports import Facts

NO_LINK = ""
# The head of this name is the register of all chains: how many there are, sealed with their heads.
REGISTER = ""
ALL = "*"


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `mac` covers it and the link before."""

    tenant: str
    position: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Facts
    mac: str


class Head(NamedTuple):
    """The newest link of a chain: how many there are, and its mac."""

    links: int
    mac: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A head as it is kept, with the seal that says that it is one."""

    head: Head
    seal: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain is not what was appended; `tenant` is '*' for all chains."""

    tenant: str
    position: int
    why: str


@dataclass(frozen=True, slots=True)
class Seals:
    """Signs with a key that the database does not hold."""

    key: bytes

    def link(self, link: Link, before: str) -> str:
        """Sign a link that follows on the one of mac `before`."""
        return self._sign(["link", before, *_content(link)])

    def early_link(self, link: Link, before: str) -> str:
        """Sign a link as was done while heads had no seals: no link of today passes for one."""
        return self._sign([before, *_content(link)])

    def head(self, tenant: str, head: Head) -> str:
        """Sign that a chain ends here."""
        return self._sign(["head", tenant, head.links, head.mac])

    def chains(self, heads: Mapping[str, Head]) -> str:
        """Sign that there are these chains and no others, and that all of them end here."""
        return self._sign(["chains", *([tenant, *heads[tenant]] for tenant in sorted(heads))])

    def _sign(self, what: list[object]) -> str:
        message = json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hmac.digest(self.key, message.encode(), "sha256").hex()


class Walk:
    """Goes along one chain, link by link, and then to its end."""

    def __init__(self, seals: Seals, tenant: str) -> None:
        self.head = Head(0, NO_LINK)
        self._seals = seals
        self._tenant = tenant
        self._early = True

    def take(self, link: Link | None) -> Broken | None:
        """Check the next link by position; None: it is there and cannot be read."""
        if link is None:
            return self._broken("this link cannot be read")
        if link.position != self.head.links + 1:
            return self._broken("this link is missing")
        if not self._fits(link):
            return self._broken("this link was changed")
        self.head = Head(link.position, link.mac)
        return None

    def end(self, kept: Sealed | None, *, registered: bool) -> Broken | None:
        """Check that the chain ends where its head says, and that the head is sealed.

        It may lack its seal where there is no register, when all of its links are early ones.
        """
        if (Head(0, NO_LINK) if kept is None else kept.head) != self.head:
            return self._broken("the chain ends elsewhere")
        early = self._early and not registered
        if (
            kept is None
            or (early and kept.seal is None)
            or is_sealed(self._seals, self._tenant, kept)
        ):
            return None
        return self._broken("the end of the chain is not sealed")

    def _fits(self, link: Link) -> bool:
        before = self.head.mac
        # Early links come first; after one of today there is none.
        self._early = self._early and _same(self._seals.early_link(link, before), link.mac)
        return self._early or _same(self._seals.link(link, before), link.mac)

    def _broken(self, why: str) -> Broken:
        return Broken(self._tenant, self.head.links + 1, why)


def is_sealed(seals: Seals, tenant: str, kept: Sealed) -> bool:
    """Tell whether a head is one that was sealed."""
    return _same(seals.head(tenant, kept.head), kept.seal or "")


def check_register(
    seals: Seals, register: Sealed | None, heads: Mapping[str, Sealed]
) -> Broken | None:
    """Check that there are the chains that the register is sealed for, and that they end there.

    Without a register there may only be heads that were never sealed.
    """
    if register is None:
        whole = all(kept.seal is None for kept in heads.values())
    else:
        counted = register.head == Head(len(heads), NO_LINK)
        ends = {tenant: kept.head for tenant, kept in heads.items()}
        whole = counted and _same(seals.chains(ends), register.seal or "")
    why = "a chain was taken out, put in or set back"
    return None if whole else Broken(ALL, len(heads), why)


def _content(link: Link) -> list[object]:
    return [
        link.tenant,
        link.position,
        link.at.isoformat(),
        link.actor,
        link.action,
        link.subject,
        link.detail,
    ]


def _same(expected: str, found: str) -> bool:
    # As bytes: of texts, only those in ASCII can be compared in constant time.
    return hmac.compare_digest(expected.encode(), found.encode(errors="surrogatepass"))
