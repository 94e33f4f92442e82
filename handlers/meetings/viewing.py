"""Somebody looks at a meeting: a link of their own into the player, and what they may see in it."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

from handlers.chat import Button, Buttons, Card, Language, Outcome, Press, Text, Told
from handlers.meetings.links import Links, Visitor
from handlers.meetings.records import Meeting
from handlers.people import Directory, person_id
from handlers.ports import Audit
from handlers.review_parts import LINK
from handlers.texts.catalogue import texts

OPEN = "meeting.open"
# Gives a meeting of a tenant by its id, as `Meetings.get` does.
Find = Callable[[str, str], Awaitable[Meeting | None]]


class Viewing:
    """Lets people into the player of a meeting who read the channel it was dropped in."""

    def __init__(self, find: Find, directory: Directory, links: Links, audit: Audit) -> None:
        self._find = find
        self._audit = audit
        self._directory = directory
        self.links = links

    def button(self, meeting: Meeting, language: Language) -> Button | None:
        """Give what stands on the card of a meeting; None: its people can reach no player."""
        if self.links.door(meeting) is None:
            return None
        label = texts(language).playing.open
        direct = self.links.direct(meeting)
        if direct is not None:
            return Button(LINK, "", label, url=direct)
        return Button(OPEN, meeting.id, label)

    async def on_press(self, press: Press) -> Outcome:
        """Give the person a link of their own, and write down that they have one.

        May raise ChatUnavailable.
        """
        said = texts(press.language).playing
        person = person_id(press.place.platform, press.user)
        meeting = await self.seen(Visitor(press.place.tenant, press.value, person))
        url = None if meeting is None else self.links.personal(meeting, person)
        await self._note(press, person, "meeting.refused" if url is None else "meeting.opened")
        if url is None:
            return Told(Card(said.gone, (Text(said.gone_why),), tone="bad"))
        why = said.ready_why.format(
            minutes=self.links.opens_for // timedelta(minutes=1),
            hours=self.links.stays_for // timedelta(hours=1),
        )
        way = Buttons((Button(LINK, "", said.go, tone="good", url=url),))
        return Told(Card(said.ready, (Text(why), way)))

    async def _note(self, press: Press, person: str, action: str) -> None:
        # What was pressed may be anything: of what is no meeting of theirs no word is kept.
        subject = press.value
        if action == "meeting.refused":
            subject = hashlib.sha256(press.value.encode(errors="surrogatepass")).hexdigest()
        await self._audit.append(
            press.place.tenant, actor=person, action=action, subject=subject, detail={"what": OPEN}
        )

    async def seen(self, visitor: Visitor) -> Meeting | None:
        """Give the meeting as it is now; None: it is not there, or they do not read its channel.

        May raise ChatUnavailable.
        """
        meeting = await self._find(visitor.tenant, visitor.meeting)
        if meeting is None:
            return None
        sees = await self._directory.sees(visitor.tenant, visitor.person, meeting.place)
        return meeting if sees else None
