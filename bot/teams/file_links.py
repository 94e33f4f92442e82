"""The links by which people in Teams have a file that is offered: one's own, for minutes, once."""

from dataclasses import dataclass
from datetime import timedelta

from handlers.chat import Language
from handlers.tokens import Held, Tokens

PATH = "/teams/files"
_KIND = "file"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who wants which file: `mark` is that of the message in `channel` that offers it."""

    tenant: str
    channel: str
    mark: str
    user: str


class FileLinks:
    """Makes links below `address`, and knows its own again."""

    def __init__(
        self, tokens: Tokens, address: str, opens_for: timedelta = timedelta(minutes=10)
    ) -> None:
        self._tokens = tokens
        self._address = address.rstrip("/")
        self.opens_for = opens_for

    def to(self, visit: Visit, language: Language) -> str:
        """Give a link."""
        said = (visit.tenant, visit.channel, visit.mark, visit.user)
        token = self._tokens.once(_KIND, said, self.opens_for)
        # In the fragment, which is sent to no server: what looks at links beforehand, as chats do,
        # does not use it up.
        return f"{self._address}{PATH}/{language}#k={token}"

    def read(self, token: str) -> tuple[Visit, Held] | None:
        """Give what a token is for; None: it is none of ours, or its time has run out."""
        held = self._tokens.read(_KIND, token)
        if held is None:
            return None
        tenant, channel, mark, user = held.said
        return Visit(tenant, channel, mark, user), held

    def use(self, held: Held) -> bool:
        """Use a token up; False: it was."""
        return self._tokens.use(held)
