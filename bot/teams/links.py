"""Where people find a message of Teams in a browser, or in Teams itself."""

import json
from urllib.parse import quote

from yarl import URL

from bot.book import PLATFORM, Book, Conversation
from bot.teams.reaching import reaching
from handlers.chat import MessageRef


class Links:
    """Writes addresses of messages: nobody reads one who is not in its conversation.

    `client` is where people open Teams in a browser, without a slash at its end.
    """

    def __init__(self, book: Book, client: str) -> None:
        self._book = book
        self._client = client

    async def to(self, message: MessageRef) -> str | None:
        """Give the address; None: it is no message of Teams, or in a chat with Clerk alone.

        Raises ChatUnavailable.
        """
        place = message.place
        if place.platform != PLATFORM:
            return None
        async with reaching("link"):
            found = await self._book.conversation(place.tenant, place.channel)
        return None if found is None else _address(self._client, found, message)


def _address(client: str, conversation: Conversation, message: MessageRef) -> str | None:
    where = "/".join(quote(one, safe="") for one in (conversation.channel, message.id))
    at = URL(f"{client}/l/message/{where}", encoded=True)
    match conversation.kind:
        case "channel" if conversation.team:
            root = message.place.thread or message.id
            ids = {"tenantId": conversation.tenant, "groupId": conversation.team}
            return str(at.with_query({**ids, "parentMessageId": root}))
        case "group":
            return str(at.with_query({"context": json.dumps({"contextType": "chat"})}))
        case _:
            return None
