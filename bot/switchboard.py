"""One Chat made of many: the platform named in a place picks who speaks there."""

from collections.abc import AsyncIterator, Mapping

from handlers.chat import Attachment, Card, Chat, ChatRefused, MessageRef, Place, Upload


class Switchboard:
    """Speaks on every configured platform.

    A job may outlive the platform it came from: speaking there is then refused.
    """

    def __init__(self, platforms: Mapping[str, Chat]) -> None:
        self._platforms = platforms

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        return await self._on(place).post(place, card, key=key)

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        return await self._on(place).find(place, key=key)

    async def edit(self, message: MessageRef, card: Card) -> None:
        await self._on(message.place).edit(message, card)

    async def retract(self, message: MessageRef) -> None:
        await self._on(message.place).retract(message)

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        await self._on(place).post_privately(place, user, card)

    async def direct(self, place: Place, user: str) -> Place:
        return await self._on(place).direct(place, user)

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        return await self._on(place).send_file(place, attachment, key=key)

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        return self._on(upload.place).download(upload)

    def _on(self, place: Place) -> Chat:
        try:
            return self._platforms[place.platform]
        except KeyError:
            raise ChatRefused(f"platform {place.platform!r} is not configured") from None
