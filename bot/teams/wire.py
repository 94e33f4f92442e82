"""The connector of Teams, by botframework's client: one post after the other, with back-off."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from bot.book import Conversation
from bot.teams.clouds import Cloud, is_among
from bot.teams.connector import Member, TeamsRefused
from bot.teams.sending import Client, Failed, Sender
from bot.teams.shapes import THREAD, Json, listed, text
from bot.teams.waits import passes
from handlers.chat import ChatUnavailable

TRIES = 4
PAUSE = 1.0  # seconds before what failed is tried again, twice as long each time
LONGEST_WAIT = 60.0  # seconds that Clerk waits at a time when Teams asks it to

_PAGE, _MOST_PAGES = 500, 50
_MOST_CLIENTS = 100
_STRANGERS = frozenset({"guest", "anonymous"})
_INVITED = "#EXT#"  # what Entra puts into the name of whoever signs in elsewhere

_Call = Callable[[Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How waiting is done, and by how much of itself a pause is made longer."""

    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    jitter: Callable[[], float] = random.random


class Wire:
    """The Connector port. A token goes to the services of the cloud and nowhere else.

    What was posted may be posted again where the answer was lost: at least once, normally once.
    """

    def __init__(self, cloud: Cloud, sender: Sender, pace: Pace | None = None) -> None:
        self._cloud = cloud
        self._sender = sender
        self._pace = pace or Pace()
        self._clients = dict[str, Client]()
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()

    async def send(
        self, conversation: Conversation, activity: dict[str, Any], thread: str | None
    ) -> str:
        channel = conversation.channel
        if thread and conversation.kind == "channel":
            channel += f"{THREAD}{thread}"
        said = _from(conversation, channel) | activity
        async with self._turn(conversation):
            found = await self._ask(
                "send",
                conversation.service_url,
                lambda calls: calls.send_to_conversation(channel, said, raw=True),
            )
        return text(found, "id")

    async def update(
        self, conversation: Conversation, message: str, activity: dict[str, Any]
    ) -> None:
        channel = conversation.channel
        said = _from(conversation, channel) | activity | {"id": message}
        await self._ask(
            "update",
            conversation.service_url,
            lambda calls: calls.update_activity(channel, message, said, raw=True),
        )

    async def delete(self, conversation: Conversation, message: str) -> None:
        try:
            await self._ask(
                "delete",
                conversation.service_url,
                lambda calls: calls.delete_activity(conversation.channel, message, raw=True),
            )
        except TeamsRefused as error:
            if not error.is_gone:
                raise

    async def open(self, near: Conversation, account: str) -> str:
        wanted = {
            "bot": {"id": near.bot},
            "members": [{"id": account}],
            "isGroup": False,
            "channelData": {"tenant": {"id": near.tenant}},
        }
        found = await self._ask(
            "open",
            near.service_url,
            lambda calls: calls.create_conversation(wanted, raw=True),
            needs="id",
        )
        return text(found, "id")

    async def member(self, conversation: Conversation, user: str) -> Member | None:
        try:
            found = await self._ask(
                "member",
                conversation.service_url,
                lambda calls: calls.get_conversation_member(conversation.channel, user, raw=True),
                needs="id",
            )
        except TeamsRefused as error:
            if not error.is_gone:
                raise
            return None
        return _member(found, conversation.tenant)

    async def members(self, conversation: Conversation, most: int) -> Sequence[Member]:
        given: list[Member] = []
        after: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._page(conversation, min(most - len(given), _PAGE), after)
            given += [_member(one, conversation.tenant) for one in listed(page, "members")]
            after = text(page, "continuationToken") or None
            if after is None or len(given) >= most:
                break
        return given[:most]

    async def _page(self, conversation: Conversation, size: int, after: str | None) -> Json:
        return await self._ask(
            "members",
            conversation.service_url,
            lambda calls: calls.get_teams_conversation_paged_members(
                conversation.channel, size, after, raw=True
            ),
            needs="members",
        )

    async def _ask(self, call: str, service_url: str, ask: _Call, needs: str = "") -> Json:
        """Give what the connector answers; asked again, later and later, where it says so.

        So is what was asked for `needs` of it, and came without.
        """
        calls = (await self.client(service_url, call)).conversations
        for tried in range(1, TRIES + 1):
            try:
                return _given((await ask(calls)).response, needs)
            except Failed as failed:
                if failed.status and not passes(failed.status):
                    raise TeamsRefused(call, failed.status, failed.code) from None
                wait = self._wait(failed, tried)
                if tried == TRIES or wait > LONGEST_WAIT:
                    raise ChatUnavailable(f"{call}: {failed}") from None
                await self._pace.sleep(wait)
        raise AssertionError("the last try gives or raises")

    def _wait(self, failed: Failed, tried: int) -> float:
        pause = PAUSE * 2.0 ** (tried - 1)
        return max(failed.after or 0.0, pause) + pause * self._pace.jitter()

    async def client(self, service_url: str, call: str = "client") -> Client:
        """Give the client of a service, to which tokens may go. Raises TeamsRefused."""
        if not is_among(service_url, self._cloud.services):
            raise TeamsRefused(call, 403, "ServiceNotAllowed")
        found = self._clients.get(service_url)
        if found is None:
            if len(self._clients) >= _MOST_CLIENTS:
                self._clients.clear()
            # The first one has the machine asked what it is, by a program of its own.
            found = await asyncio.to_thread(Client, service_url, self._sender)
            self._clients[service_url] = found
        return found

    def _turn(self, conversation: Conversation) -> asyncio.Lock:
        named = (conversation.tenant, conversation.channel)
        return self._turns.setdefault(named, asyncio.Lock())


def _given(found: object, needs: str) -> Json:
    answer: Json = found if isinstance(found, dict) else {}
    if needs and not isinstance(answer.get(needs), list) and not text(answer, needs):
        raise Failed(0, "Unreadable")
    return answer


def _from(conversation: Conversation, channel: str) -> dict[str, Any]:
    """Give what every message of Clerk's says of itself."""
    where = {"id": channel, "tenantId": conversation.tenant}
    return {"type": "message", "from": {"id": conversation.bot}, "conversation": where}


def _member(found: Json, tenant: str) -> Member:
    """Read a member; whoever is another company's is a guest, whatever else they are."""
    role = text(found, "userRole").lower()
    principal = text(found, "userPrincipalName")
    is_ours = text(found, "tenantId") in {"", tenant} and _INVITED not in principal.upper()
    return Member(
        id=text(found, "id"),
        user=text(found, "aadObjectId", "objectId"),
        name=text(found, "name"),
        mail=text(found, "email") or principal,
        role=role if role in _STRANGERS else "" if is_ours else "guest",
    )
