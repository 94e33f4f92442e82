"""What is remembered of sellers: accounting lists it, looks at it, and has it forgotten."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from handlers.accounts import masked
from handlers.chat import (
    Button,
    Buttons,
    Card,
    Entry,
    Fields,
    Language,
    Outcome,
    Part,
    Press,
    Text,
    Turned,
)
from handlers.memory import Memory, main_name, matter, memory, percent
from handlers.people import Directory, person_id
from handlers.ports import Audit, Facts
from handlers.review_parts import shortened
from handlers.texts.catalogue import texts
from handlers.texts.written import counted
from handlers.vendors import Vendors
from handlers.visibility import SEE_ALL
from pipelines.document.identity import seller_of

LIST, OPEN, FORGET = "sellers.list", "sellers.open", "sellers.forget"
PAGE = 8
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody is told, and whether it is what they asked for."""

    card: Card
    done: bool


@dataclass(frozen=True, slots=True)
class Sellers:
    """Answers accounting alone; days are told in `zone`."""

    vendors: Vendors
    directory: Directory
    audit: Audit
    zone: tzinfo

    async def on_press(self, press: Press) -> Outcome:
        """Turn to a page of the list, to a seller, or to what is said once it is forgotten."""
        person = person_id(press.place.platform, press.user)
        tenant, language = press.place.tenant, press.language
        if press.action == LIST:
            said = await self.listed(tenant, person, language, _offset(press.value))
        elif press.action == FORGET:
            said = await self.forget(tenant, person, language, press.value)
        else:
            said = await self.shown(tenant, person, language, press.value)
        return Turned(said.card)

    async def listed(self, tenant: str, person: str, language: Language, offset: int = 0) -> Said:
        """List the sellers from `offset` on, in the order of their names."""
        if not await self._may(tenant, person):
            return _refusal(language)
        count, names = await self.vendors.sellers(tenant, offset, PAGE)
        if count and not names:
            offset = (count - 1) // PAGE * PAGE
            count, names = await self.vendors.sellers(tenant, offset, PAGE)
        facts = await self.vendors.facts(tenant, names)
        known = [found for name in names if (found := memory([name], facts))]
        await self._note(tenant, person, "sellers.viewed", "", {"offset": offset})
        none, one, many = texts(language).remembering.title
        title = counted(count, (one, many)) if count else none
        entries = (_entry(found, language) for found in known)
        return Said(Card(title, (*entries, *_paging(offset, count, language))), done=True)

    async def shown(self, tenant: str, person: str, language: Language, name: str) -> Said:
        """Show what is remembered of one seller, by any name or as facts name it."""
        if not await self._may(tenant, person):
            return _refusal(language)
        found = await self._find(tenant, name)
        if found is None:
            return _unknown(language, name)
        await self._note(tenant, person, "seller.viewed", found.seller, {})
        said = texts(language).remembering
        buttons = Buttons((
            Button(FORGET, found.seller, said.forget, "bad"), Button(LIST, "0", said.back),
        ))  # fmt: skip
        rows = Fields(tuple(_rows(found, language, self.zone)))
        return Said(Card(shortened(found.names[0]), (rows, buttons)), done=True)

    async def forget(self, tenant: str, person: str, language: Language, name: str) -> Said:
        """Take back all that the documents of a seller taught."""
        if not await self._may(tenant, person):
            return _refusal(language)
        found = await self._find(tenant, name)
        if found is None:
            return _unknown(language, name)
        # Before it is done: a crash leaves word of what was asked for.
        detail: Facts = {"documents": found.documents}
        await self._note(tenant, person, "seller.forgotten", found.seller, detail)
        documents = await self.vendors.forget(tenant, found.seller)
        said = texts(language).remembering
        one_or_many = said.forgotten[0 if documents == 1 else 1]
        sentence = one_or_many.format(count=documents, name=shortened(found.names[0]))
        return Said(Card(sentence, (Buttons((Button(LIST, "0", said.back),)),)), done=True)

    async def _may(self, tenant: str, person: str) -> bool:
        return (await self.directory.person(tenant, person)).role in SEE_ALL

    async def _find(self, tenant: str, name: str) -> Memory | None:
        """Find a seller by what it is called, by a name that is printed, or as facts name it."""
        seller = name if name.startswith(("name:", "tax:")) else f"name:{seller_of(name)}"
        main = main_name(seller, await self.vendors.facts(tenant, [seller]))
        return memory([main], await self.vendors.facts(tenant, [main]))

    async def _note(
        self, tenant: str, person: str, action: str, seller: str, detail: Facts
    ) -> None:
        """Write down who did it; a seller is named so that only who knows its name can tell."""
        digest = hashlib.sha256(f"{tenant}\0{seller}".encode()).hexdigest()[:16]
        subject = f"seller-{digest}" if seller else "all"
        await self.audit.append(tenant, actor=person, action=action, subject=subject, detail=detail)


def _entry(found: Memory, language: Language) -> Entry:
    open_ = Button(OPEN, found.seller, texts(language).review.buttons["open"])
    details = matter(found, language, accounts=True)
    return Entry(shortened(found.names[0]), details, open_)


def _rows(found: Memory, language: Language, zone: tzinfo) -> Iterator[tuple[str, str]]:
    said = texts(language).remembering
    yield said.documents, str(found.documents)
    yield said.last, found.last_at.astimezone(zone).date().isoformat()
    for name, values in (
        (said.name, found.names),
        (said.aliases, found.aliases),
        (said.tax_ids, found.tax_ids),
        (said.accounts, tuple(map(masked, found.accounts))),
        (said.currencies, found.currencies),
        (said.rates, tuple(map(percent, found.rates))),
        (said.labels, found.labels),
    ):
        if values:
            yield name, said.comma.join(map(shortened, values))


def _paging(offset: int, count: int, language: Language) -> tuple[Part, ...]:
    """Say which part of the list this is, with the ways on and back; nothing where it is all."""
    if count <= PAGE:
        return ()
    phrases = texts(language)
    ways = tuple(
        Button(LIST, str(start), phrases.review.buttons[way])
        for way, start in (("earlier", offset - PAGE), ("later", offset + PAGE))
        if 0 <= start < count
    )
    last = min(offset + PAGE, count)
    where = phrases.remembering.page.format(first=offset + 1, last=last, count=count)
    return Text(where), Buttons(ways)


def _refusal(language: Language) -> Said:
    phrases = texts(language)
    sentence = Text(phrases.remembering.role, "bad")
    return Said(Card(phrases.review.refused_title, (sentence,), tone="bad"), done=False)


def _unknown(language: Language, name: str) -> Said:
    phrases = texts(language)
    said = phrases.remembering.unknown.format(name=shortened(name.removeprefix("name:")))
    return Said(Card(phrases.review.refused_title, (Text(said, "bad"),), tone="bad"), done=False)


def _offset(value: str) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return int(value) // PAGE * PAGE if is_number else 0
