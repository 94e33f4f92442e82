"""An in-memory Chat: what was said, readable by a test."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from handlers.chat import (
    Attachment,
    Card,
    ChatRefused,
    FileGone,
    MessageRef,
    Place,
    Upload,
)


@dataclass
class Said:
    """One message; `content` is a card or a file, `audience` the only user who sees it."""

    ref: MessageRef
    content: Card | Attachment
    key: str | None = None
    audience: str | None = None


@dataclass
class FakeChat:
    """A Chat that keeps everything in `said`, in the order it was said.

    Those of `strangers` cannot be written to directly; `directs` tells whose a channel is.
    """

    said: list[Said] = field(default_factory=list)
    retracted: list[Said] = field(default_factory=list)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)
    directs: dict[tuple[str, str], str] = field(default_factory=dict)

    def drop(self, upload: Upload, content: bytes) -> None:
        """Let `download` find the bytes of `upload`."""
        self.files[upload.place.tenant, upload.file] = content

    def cards(self, place: Place) -> list[Card]:
        """Give the cards everybody sees in `place`, as they are now."""
        return [
            one.content
            for one in self.said
            if one.ref.place == place and one.audience is None and isinstance(one.content, Card)
        ]

    def attachments(self, place: Place) -> list[Attachment]:
        """Give the files of Clerk's in `place`."""
        return [
            one.content
            for one in self.said
            if one.ref.place == place and isinstance(one.content, Attachment)
        ]

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        return self._say(place, card, key)

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        return next(
            (
                one.ref
                for one in self.said
                if one.key == key and one.ref.place.tenant == place.tenant
            ),
            None,
        )

    async def edit(self, message: MessageRef, card: Card) -> None:
        for one in self.said:
            if one.ref == message:
                one.content = card
                return
        raise ChatRefused("edit: message_not_found")

    async def retract(self, message: MessageRef) -> None:
        for one in [one for one in self.said if one.ref == message]:
            self.said.remove(one)
            self.retracted.append(one)

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        self.said.append(Said(self._ref(place), card, audience=user))

    async def direct(self, place: Place, user: str) -> Place:
        if user in self.strangers:
            raise ChatRefused("direct: user_not_found")
        found = Place(place.platform, place.tenant, f"direct-{user}")
        self.directs[found.tenant, found.channel] = user
        return found

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        return self._say(place, attachment, key)

    async def download(self, upload: Upload) -> AsyncIterator[bytes]:
        content = self.files.get((upload.place.tenant, upload.file))
        if content is None:
            raise FileGone("download: file_not_found")
        for start in range(0, len(content), 65536):
            yield content[start : start + 65536]

    def _say(self, place: Place, content: Card | Attachment, key: str) -> MessageRef:
        for one in self.said:
            if one.key == key and one.ref.place.tenant == place.tenant:
                return one.ref
        said = Said(self._ref(place), content, key)
        self.said.append(said)
        return said.ref

    def _ref(self, place: Place) -> MessageRef:
        return MessageRef(place, f"m{len(self.said) + len(self.retracted) + 1}")
