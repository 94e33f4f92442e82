"""Two companies in one Teams, and in one Clerk: people of the same names, and nothing in common.

What they drop they drop in their own chats with Clerk, as whoever is not of Clerk's own company has
to; the card that accounting gets stands in a channel.
"""

import json
from dataclasses import dataclass
from typing import Self

from tests.doubles.teams import cards
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.deliveries import Answered
from tests.doubles.teams.double import TeamsDouble
from tests.doubles.teams.world import Conversation, Json, Message, Person
from tests.scenarios.people import Seen, looking
from tests.scenarios.teams_people import Hall, TeamsPerson

FILE, SUBMIT = "clerk.file", "clerk.submit"
_NAMES = {"lena": "Lena Brandt", "arun": "Arun Mehta"}


@dataclass(frozen=True)
class Company:
    """One tenant: Lena drops, Arun decides and reads #accounting. Both go by these names there."""

    teams: TeamsDouble
    hall: Hall
    lena: TeamsPerson
    arun: TeamsPerson

    @classmethod
    def settle(cls, teams: TeamsDouble, name: str, locale: str) -> Self:
        """Let its people in."""
        tenant = teams.world.tenant(name)
        people = {one: tenant.person(full, locale=locale) for one, full in _NAMES.items()}
        rooms = dict(Hall.of(tenant, people).rooms)
        rooms["invoices"] = tenant.personal(people["lena"])
        hall = Hall(tenant, rooms)
        return cls(teams, hall, *(TeamsPerson(teams, hall, one) for one in people.values()))

    @property
    def id(self) -> str:
        return self.hall.tenant.id

    @property
    def accounting(self) -> Conversation:
        return self.hall.rooms["accounting"]

    async def dropped(self, name: str, content: bytes) -> Seen:
        """Drop a file, wait for all that is said of it, and give the card."""
        before = {one.document for one in await self.lena.read()}
        await self.lena.drop((name, content))
        stem = name.partition(".")[0]
        async with looking(f"what is said of {name}") as told:
            while True:
                told.seen = await self.lena.read()
                found = [one for one in told.seen if one.document not in before]
                if found and any(one.file == f"{stem}.json" for one in told.seen):
                    break
                await told.looks.again()
        card = await self.arun.card(found[0].document, "accounting")
        await self.arun.files(card, 2)
        return found[0]

    async def asks(self, command: str) -> Seen:
        """Let Arun say a command to Clerk where accounting is; gives what he alone is told."""
        before = await self.arun.alone()
        await self.arun.say(command, "accounting")
        return await self.arun.told(since=before)

    async def asked_for(self, name: str) -> Message:
        """Let Lena want a file in her chat with Clerk; gives what asks whether it may be put."""
        [offer] = [one for one in await self.lena.read() if one.file == name]
        await self.lena.press(offer, FILE)
        async with looking(f"what asks for {name}") as told:
            while True:
                for one in self.hall.rooms["invoices"].messages:
                    if any(held.get("name") == name for held in one.attachments):
                        return one
                await told.looks.again()

    def message(self, name: str) -> Message:
        """Give the message that Lena dropped a file with."""
        said = self.hall.rooms["invoices"].messages
        return next(one for one in said if [file for file in one.files if file.name == name])

    def seen(self) -> str:
        """Give all that anybody of this company can see of what Clerk made."""
        said = [
            [one.activity, one.shown]
            for held in self.hall.tenant.conversations.values()
            for one in held.messages
            if one.author == BOT
        ]
        return json.dumps(said, ensure_ascii=False)

    async def press(
        self,
        who: Person,
        held: Conversation,
        message: Message,
        action: Json,
        filled: Json | None = None,
    ) -> Answered:
        """Press something in the name of this tenant, wherever it stands."""
        told = self.teams.told.press(self.hall.tenant, held, who, message, action, filled or {})
        return await self.teams.deliveries.send(told)


def action_of(message: Message, action: str) -> Json:
    """Give the button of a card that does something."""
    found = [
        one for one in cards.buttons(message.card) if (one.get("data") or {}).get("a") == action
    ]
    return dict(found[0])


def words_of(answered: Answered) -> str:
    """Give all that an answer says."""
    return json.dumps(answered.json, ensure_ascii=False)


def is_form(answered: Answered) -> bool:
    """Tell whether somebody is asked to fill something in."""
    shown = answered.value if answered.kind == "adaptive" else {}
    return any(one.get("verb") == SUBMIT for one in cards.buttons(shown))
