"""The Teams peer and Clerk, as people in it see both: what the tests of a module share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.doubles.teams.cards import FILE, buttons, files
from tests.peers.clerk import clerk
from tests.peers.company import (
    ACCOUNTANT,
    ACCOUNTING,
    CHAT,
    COLLEAGUE,
    TENANT,
    Json,
    person,
)
from tests.peers.playground import Playground, card_of, playground, told

_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
_INFO = "application/vnd.microsoft.teams.card.file.info"


@dataclass
class TeamsOffice:
    """A Teams with Clerk in it; what Clerk keeps lies in `data`."""

    peer: Playground
    data: Path

    def said(self, conversation: str, after: int = 0) -> list[Json]:
        """Give Clerk's messages of a conversation, oldest first, without the first so many."""
        return [one for (where, _), one in self.peer.messages.items() if where == conversation][
            after:
        ]

    async def card(self, conversation: str, holding: str, after: int = 0) -> Json:
        """Wait for a card to hold these words, or to have this button; gives its message."""

        def look() -> Json | None:
            found = (one for one in self.said(conversation, after) if card_of(one))
            return next((one for one in found if holding in told(one) or has(one, holding)), None)

        return await self.peer.until(look)

    async def want(self, name: str) -> Json:
        """Press the button of a file, as the first person; gives what then asks them."""

        def look() -> Json | None:
            return next((one for one in self.said(CHAT) if name in offered(one)), None)

        def ask() -> Json | None:
            asked = (one for one in self.said(CHAT) if _kind(one) == _CONSENT)
            return next((one for one in asked if name in str(one["attachments"])), None)

        card = await self.peer.until(look)
        await self.peer.press(card, FILE, card=offered(card)[name])
        return await self.peer.until(ask)

    async def accept(self, offer: Json, name: str) -> bytes:
        """Allow a file that is offered, as Teams tells of it; gives what Clerk put there."""
        [one] = offer["attachments"]
        place = self.peer.shelf
        upload = {
            "contentUrl": f"{place.url}/shown/{name}", "name": name, "uploadUrl":
            f"{place.url}/uploads/{name}", "uniqueId": name, "fileType": name.rpartition(".")[2],
        }  # fmt: skip
        value = {
            "type": "fileUpload", "action": "accept", "uploadInfo": upload,
            "context": one["content"]["acceptContext"],
        }  # fmt: skip
        before = len(self.said(CHAT))
        await self.peer.invoke(ACCOUNTANT, CHAT, "fileConsent/invoke", value)

        def look() -> bool:
            return any(_kind(one) == _INFO for one in self.said(CHAT)[before - 1 :])

        await self.peer.until(look)
        return place.put[name]


def has(message: Json, action: str) -> bool:
    """Tell whether something can be pressed on a message."""
    return any(_does(one).startswith(action) for one in buttons(card_of(message)))


def offered(message: Json) -> dict[str, Json]:
    """Give the lines of the files that a message offers beside each other, by their names."""
    return {name: line for line, name in files(card_of(message))}


def _does(button: Json) -> str:
    return str((button.get("data") or {}).get("a") or "")


def _kind(message: Json) -> str:
    found = [one["contentType"] for one in message["attachments"]]
    return str(found[0]) if found else ""


def settings_for(peer: Playground, data: Path) -> dict[str, str]:
    """Give the settings of a Clerk that this peer is Teams to."""
    deciders = (f"teams:{TENANT}:{person(one)['aadObjectId']}" for one in (ACCOUNTANT, COLLEAGUE))
    return {
        "BOT_DATA_DIR": str(data),
        "BOT_DIGEST_AT": "off",
        "BOT_WEB_PORT": str(peer.called),
        "BOT_TEAMS_PLAYGROUND": "on",
        "BOT_TEAMS_FILE_HOSTS": "127.0.0.1",
        "BOT_ACCOUNTANTS": ",".join(deciders),
        "BOT_ACCOUNTING_CHANNELS": f"teams:{TENANT}:{ACCOUNTING}",
    }


@asynccontextmanager
async def teams_office(folder: Path) -> AsyncIterator[TeamsOffice]:
    """Run both."""
    async with playground() as peer, clerk(settings_for(peer, folder), folder / "log"):
        yield TeamsOffice(peer, folder)
