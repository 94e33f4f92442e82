"""`/clerk recordings`: what Clerk does with recordings of a channel, and who may change that."""

from dataclasses import dataclass, replace

from handlers.chat import Card, Command, Language, Place, Text
from handlers.meetings.desk import Books, Desk
from handlers.meetings.records import Policy
from handlers.people import person_id
from handlers.texts.catalogue import texts

_WORDS: dict[str, Policy] = {
    "ask": "ask",
    "auto": "auto",
    "off": "off",
    "询问": "ask",
    "自动": "auto",
    "关闭": "off",
}


@dataclass(frozen=True, slots=True)
class ChannelPolicy:
    """Tells everybody, and lets administrators say."""

    books: Books
    desk: Desk

    async def card(self, command: Command, word: str) -> Card:
        """Answer the command; `word` is what is to be done from now on, "" where it is asked."""
        place, language = replace(command.place, thread=None), command.language
        said = texts(language).meetings
        wanted = _WORDS.get(word)
        if wanted is None:
            return await self._standing(place, language, asked=word == "")
        person = person_id(place.platform, command.user)
        if (await self.desk.directory.person(place.tenant, person)).role != "admin":
            await self._note(place, person, "recordings.refused", wanted)
            return Card(said.policy, (Text(said.policy_admins, "bad"),), tone="bad")
        await self.books.policies.set(place, wanted, by=person)
        await self._note(place, person, "recordings.policy", wanted)
        done = Text(said.policies[wanted]), Text(said.policy_set)
        return Card(said.policy, done, tone="good")

    async def _standing(self, place: Place, language: Language, *, asked: bool) -> Card:
        said = texts(language).meetings
        chosen = await self.books.policies.policy(place)
        lines = [said.policies[chosen or self.desk.terms.policy]]
        if chosen is None:
            lines.append(said.policy_default)
        lines.append(self.desk.terms.kept(language))
        lines.append(said.policy_how)
        return Card(said.policy, tuple(map(Text, lines if asked else lines[-1:])))

    async def _note(self, place: Place, person: str, action: str, policy: Policy) -> None:
        detail = {"policy": policy, "platform": place.platform, "channel": place.channel}
        await self.books.audit.append(
            place.tenant, actor=person, action=action, subject=place.channel, detail=detail
        )
