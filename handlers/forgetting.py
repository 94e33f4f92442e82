"""`/clerk forget ID`: who dropped a document has it forgotten, after they were asked again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat import Button, Buttons, Card, Language, Outcome, Place, Press, Text, Turned
from handlers.people import Directory, person_id
from handlers.ports import Audit, Facts
from handlers.taking_back import TakingBack, Wish
from handlers.texts.catalogue import texts
from handlers.withdrawals import Arrival, Withdrawing

FORGET = "withdrawal.forget"
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Matter:
    """What of a document goes if a person has it forgotten; `all`: everybody's, as admins may."""

    document: str
    arrivals: Sequence[Arrival]
    all: bool
    others: bool


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Lets people forget what they dropped, and admins all of it, as long as it is not held."""

    withdrawing: Withdrawing
    taking_back: TakingBack
    directory: Directory
    audit: Audit

    async def card(self, place: Place, user: str, words: str, language: Language) -> Card:
        """Ask whether what `words` names shall be forgotten, or say why it cannot be."""
        if not words:
            return _refusal(texts(language).withdrawing.refused_usage, language)
        found = await self._matter(place, user, words, language)
        return found if isinstance(found, Card) else _question(found, language)

    async def on_press(self, press: Press) -> Outcome:
        """Have it forgotten, if that is still so; what came of it is told privately."""
        place, language = press.place, press.language
        found = await self._matter(place, press.user, press.value, language)
        if isinstance(found, Card):
            return Turned(found)
        # Before it is done: a crash leaves word of what was asked for.
        await self._note(place, press.user, "withdrawal.asked", found.document, {"all": found.all})
        wish = Wish(place, press.user, found.document, language, found.all)
        await self.taking_back.on_wish(wish, found.arrivals)
        said = texts(language).withdrawing
        title = said.begun.format(document=found.document)
        return Turned(Card(title, (Text(said.begun_detail),)))

    async def _matter(
        self, place: Place, user: str, words: str, language: Language
    ) -> Matter | Card:
        """Find what somebody may have forgotten, or say why nothing is."""
        tenant, person = place.tenant, person_id(place.platform, user)
        document, every = words, list[Arrival]()
        for document in dict.fromkeys((words, words.upper())):
            every = [*await self.withdrawing.arrivals(tenant, document=document)]
            if every:
                break
        is_admin = (await self.directory.person(tenant, person)).role == "admin"
        own = [one for one in every if person_id(one.drop.place.platform, one.drop.user) == person]
        arrivals, said = every if is_admin else own, texts(language).withdrawing
        why = None if arrivals else "unknown"
        if any(one.held for one in arrivals):
            why = "held"
        if why is None:
            return Matter(document, arrivals, is_admin, len(every) > len(arrivals))
        digest = hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()
        await self._note(place, user, "withdrawal.refused", digest, {"why": why})
        sentence = said.refused_held if why == "held" else said.refused_unknown
        return _refusal(sentence.format(document=document[:_MOST_SHOWN]), language)

    async def _note(
        self, place: Place, user: str, action: str, subject: str, detail: Facts
    ) -> None:
        await self.audit.append(
            place.tenant,
            actor=person_id(place.platform, user),
            action=action,
            subject=subject,
            detail=detail,
        )


def _question(matter: Matter, language: Language) -> Card:
    said = texts(language).withdrawing
    lines = [said.ask_all if matter.all else said.ask_own]
    if matter.others:
        lines.append(said.ask_stays)
    button = Buttons((Button(FORGET, matter.document, said.button, "bad"),))
    title = said.ask.format(document=matter.document)
    return Card(title, (*map(Text, lines), button), tone="bad")


def _refusal(sentence: str, language: Language) -> Card:
    title = texts(language).withdrawing.refused_title
    return Card(title, (Text(sentence, tone="bad"),), tone="bad")
