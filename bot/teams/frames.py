"""What every activity of Teams says: who, where, and of which company."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.book import Account, Conversation, ConversationKind
from bot.teams.shapes import PLATFORM, THREAD, Json, listed, sub, tenant_of, text
from handlers.chat import Language, MessageRef, Place

_KINDS: Mapping[str, ConversationKind] = {
    "personal": "personal",
    "groupChat": "group",
    "channel": "channel",
}
# It may become a part of an address, where . and .. would name another one.
_ID = re.compile(r"(?!\.{1,2}\Z)[!-~]{1,300}")
_BOT = "28:"  # what the connector's ids of bots begin with


@dataclass(frozen=True, slots=True)
class Frame:
    """Somebody did something in a conversation; `thread` is empty outside of channels' threads.

    `account` is who they are to the connector, `user` to Entra; `bot` is Clerk there.
    """

    tenant: str
    channel: str
    thread: str
    kind: ConversationKind
    user: str
    account: str
    bot: str
    language: Language

    @property
    def is_bot(self) -> bool:
        """Whether it was no person."""
        return self.account == self.bot or self.account.startswith(_BOT)

    def place(self, label: str | None = None) -> Place:
        """Name where it was; `label` is what files of a conversation without threads go by."""
        thread = self.thread or (None if self.kind == "channel" else label)
        return Place(PLATFORM, self.tenant, self.channel, thread)

    def message(self, id_: str) -> MessageRef:
        """Name a message of the conversation."""
        return MessageRef(self.place(), id_)


def frame_of(activity: Json) -> Frame | None:
    """Read what an activity says of who and where; None where that is nowhere in Teams."""
    where, who = sub(activity, "conversation"), sub(activity, "from")
    channel, _, thread = text(where, "id", most=700).partition(THREAD)
    kind = _KINDS.get(text(where, "conversationType"))
    account = text(who, "id", most=400)
    user, bot = text(who, "aadObjectId", "id", most=400), id_of(sub(activity, "recipient"))
    tenant = tenant_of(activity)
    if kind is None or not all(
        map(is_id, (tenant, channel, thread or channel, account, user, bot))
    ):
        return None
    return Frame(
        tenant=tenant,
        channel=channel,
        thread=thread if kind == "channel" else "",
        kind=kind,
        user=user,
        account=account,
        bot=bot,
        language=language_of(activity),
    )


def met_in(frame: Frame, activity: Json) -> tuple[Conversation, tuple[Account, ...]]:
    """Give the conversation as it is reached now, and who is known to be in it."""
    told = sub(activity, "channelData", "team")
    team = text(told, "aadGroupId", most=400)
    conversation = Conversation(
        tenant=frame.tenant,
        channel=frame.channel,
        kind=frame.kind,
        service_url=text(activity, "serviceUrl", most=2000),
        bot=frame.bot,
        user=frame.user if frame.kind == "personal" and not frame.is_bot else "",
        team=team if is_id(team) else "",
    )
    people = [sub(activity, "from"), *listed(activity, "membersAdded")]
    found = ((text(one, "aadObjectId", most=400), id_of(one)) for one in people)
    named = dict(one for one in found if all(map(is_id, one)))
    accounts = (Account(frame.tenant, user, id_) for user, id_ in named.items())
    return conversation, tuple(accounts)


def language_of(activity: Json) -> Language:
    """Give the language of who did something; English where it is not told."""
    told = [text(one, "locale") for one in listed(activity, "entities")]
    locale = text(activity, "locale") or next(filter(None, told), "")
    return "zh" if locale.casefold().startswith("zh") else "en"


def id_of(given: Json) -> str:
    """Give the id that the connector has of somebody or something."""
    return text(given, "id", most=400)


def is_id(id_: str) -> bool:
    """Tell what Teams takes for an id; what is longer, or of other signs, is none."""
    return _ID.fullmatch(id_) is not None
