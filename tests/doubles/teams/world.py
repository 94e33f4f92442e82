"""What a Teams of ours remembers: tenants, their people, conversations, messages and files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

Json = dict[str, Any]
Kind = Literal["personal", "group", "channel"]
Role = Literal["", "guest", "anonymous"]

APP = "22222222-2222-4222-8222-222222222222"
SECRET = "sample-client-secret"
CARD = "application/vnd.microsoft.card.adaptive"
THREAD = ";messageid="


def guid(name: str) -> str:
    """Give the id that Entra has of something, the same for the same name."""
    return str(uuid5(NAMESPACE_URL, f"https://example.com/{name}"))


@dataclass
class Person:
    """Somebody: `id` is Entra's, `account` the connector's; `locale` that of their Teams."""

    id: str
    name: str
    mail: str
    locale: str = "en-US"
    role: Role = ""

    @property
    def account(self) -> str:
        return f"29:{self.id}"


@dataclass
class File:
    """A file that somebody keeps where Teams keeps it; `name` and `content` are its own."""

    id: str
    name: str
    content: bytes = field(repr=False)
    type: str = "application/octet-stream"
    owner: str = ""  # who made it, and in whose drive it lies
    drive: str = ""  # where else it lies


@dataclass(frozen=True, slots=True)
class Transcript:
    """What Teams wrote down of a meeting, as VTT, from when to when, and of which call of it."""

    vtt: str
    began: str
    ended: str
    call: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """What Teams recorded of a call, and the message of the chat that tells of it."""

    file: File
    call: str
    message: str
    status: str = "success"


@dataclass
class Meeting:
    """A meeting that Teams knows: who called it together, and the chat that it has."""

    id: str
    organizer: str
    chat: str
    url: str
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    recordings: list[Recording] = field(default_factory=list)


@dataclass
class Message:
    """One message; `author` is an account, `thread` the id of the first one of its thread.

    `activity` is what a message of Clerk's was posted with, or updated to; `shown` the cards that
    answers to presses put in its place, by who pressed: nobody else sees them.
    """

    id: str
    author: str
    thread: str | None = None
    text: str = ""
    files: list[File] = field(default_factory=list)
    images: list[File] = field(default_factory=list)
    activity: Json = field(default_factory=dict)
    shown: dict[str, Json] = field(default_factory=dict)
    edits: int = 0

    @property
    def card(self) -> Json:
        """The card that it shows to everybody; nothing: it has none."""
        found = (one for one in self.attachments if one.get("contentType") == CARD)
        return next((dict(one["content"]) for one in found), {})

    @property
    def attachments(self) -> list[Json]:
        return list(self.activity.get("attachments") or [])

    def card_for(self, person: Person) -> Json:
        """Give the card as one person sees it."""
        return self.shown.get(person.id, self.card)


@dataclass
class Conversation:
    """A chat or a channel; `members` are ids of people, `team` is the id of an Entra group.

    With `has_clerk`, Clerk is installed there; with `is_heard`, it is told of what does not name
    it, as the consent of the resource's owner gives.
    """

    id: str
    kind: Kind
    members: set[str] = field(default_factory=set)
    team: str = ""
    has_clerk: bool = True
    is_heard: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, id_: str) -> Message | None:
        return next((one for one in self.messages if one.id == id_), None)

    def thread(self, root: Message) -> list[Message]:
        """Give the replies to a message of a channel; of a chat, what was said after it."""
        if self.kind == "channel":
            return [one for one in self.messages if one.thread == root.id]
        return [one for one in self.messages if one.id > root.id]


@dataclass
class Tenant:
    """One company. `groups` of Entra by id: who is in them; `consented` are Graph's permissions."""

    id: str
    people: dict[str, Person] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    consented: set[str] = field(default_factory=set)
    refusing: set[str] = field(default_factory=set)  # who does not have the app: nothing is opened

    def person(self, name: str, **more: Any) -> Person:
        """Let somebody in."""
        made = Person(guid(f"{self.id}/{name}"), name, f"{name.lower()}@example.com", **more)
        self.people[made.id] = made
        return made

    def personal(self, person: Person) -> Conversation:
        """Give the conversation of one person with Clerk."""
        return self._conversation(f"a:{guid(f'personal/{person.id}')}", "personal", person)

    def group(self, name: str, *people: Person) -> Conversation:
        """Give a group chat, and let people in."""
        return self._conversation(f"19:{guid(f'{self.id}/{name}')}@thread.v2", "group", *people)

    def chat_of_meeting(self, name: str, *people: Person) -> Conversation:
        """Give the group chat that a meeting has."""
        id_ = f"19:meeting_{guid(f'{self.id}/{name}')}@thread.v2"
        return self._conversation(id_, "group", *people)

    def channel(self, name: str, *people: Person, team: str = "Finance") -> Conversation:
        """Give a channel of a team, and let people in."""
        id_ = f"19:{guid(f'{self.id}/{team}/{name}')}@thread.tacv2"
        found = self._conversation(id_, "channel", *people)
        found.team = guid(f"{self.id}/{team}")
        return found

    def within(self, group: str) -> set[str]:
        """Give who is in a group, also in those that are in it: a group's id may be a member's."""
        found = set(self.groups.get(group, ()))
        return found.union(*(self.within(one) for one in found if one in self.groups))

    def _conversation(self, id_: str, kind: Kind, *people: Person) -> Conversation:
        found = self.conversations.setdefault(id_, Conversation(id_, kind))
        found.members |= {one.id for one in people}
        return found


@dataclass
class World:
    """All of it: what a server of ours answers from.

    `most` is how many bytes a message may have, and `most_card` a card, as UTF-16.
    """

    url: str = ""
    tenants: dict[str, Tenant] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)  # to be downloaded, by the id of the file
    uploads: dict[str, File] = field(default_factory=dict)  # upload sessions, by their id
    images: dict[str, File] = field(default_factory=dict)  # pasted ones, by the id of the file
    meetings: dict[str, Meeting] = field(default_factory=dict)
    most: int = 100_000
    most_card: int = 28_000
    _count: int = 0

    def number(self) -> int:
        self._count += 1
        return self._count

    def message_id(self) -> str:
        """Give the id of the next message: the time, in milliseconds."""
        return str(1_795_345_310_000 + self.number())

    def tenant(self, name: str = "ours") -> Tenant:
        """Give a company, made where there is none."""
        id_ = guid(f"tenant/{name}")
        return self.tenants.setdefault(id_, Tenant(id_))

    def service_url(self, tenant: Tenant) -> str:
        """Give where the connector of a tenant is, as its activities tell it."""
        return f"{self.url}/connector/{tenant.id}/"

    def download_url(self, file: File) -> str:
        """Give an address that a file can be fetched from by whoever has it."""
        return f"{self.url}/files/{file.id}?tempauth=sample"

    def meeting(self, organizer: Person, chat: Conversation, *transcripts: Transcript) -> Meeting:
        """Hold a meeting, whose chat is a group chat."""
        number = self.number()
        url = f"https://teams.microsoft.com/l/meetup-join/{number}"
        held = Meeting(f"meeting-{number}", organizer.id, chat.id, url)
        held.transcripts = {f"transcript-{self.number()}": one for one in transcripts}
        self.meetings[held.id] = held
        return held

    def recorded(self, held: Meeting, name: str, content: bytes, call: str) -> Recording:
        """Have Teams record a call of a meeting, and tell of it in the chat."""
        file = File(f"recording-{self.number()}", name, content, "video/mp4")
        self.files[file.id] = file
        held.recordings.append(Recording(file, call, self.message_id()))
        return held.recordings[-1]

    def conversations(self) -> Iterator[tuple[Tenant, Conversation]]:
        for tenant in self.tenants.values():
            for one in tenant.conversations.values():
                yield tenant, one
