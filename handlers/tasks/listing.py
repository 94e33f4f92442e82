"""What somebody has to do, or is to be done in a channel: `/clerk tasks`."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.chat import Card, Language, Place
from handlers.people import person_id
from handlers.tasks.cards import LISTED, Listed, list_card
from handlers.tasks.desk import Desk
from handlers.tasks.mailing import Mailing, title_of
from handlers.tasks.records import Task
from handlers.tasks.subjects import CHANNEL, View


class Listing:
    """Lists open tasks to people, as far as they read the channels that those are of."""

    def __init__(self, desk: Desk, mailing: Mailing) -> None:
        self._desk = desk
        self._mailing = mailing

    async def card(self, place: Place, user: str, view: View, language: Language) -> Card:
        """Make a page of a list, for whoever asks in a place; the last where it became shorter."""
        view = replace(view, channel=view.channel or place.channel)
        tasks = await self.tasks(place, user, view)
        last = max(len(tasks) - 1, 0) // LISTED * LISTED
        start = min(view.offset // LISTED * LISTED, last)
        seen, titles = [], []
        for one in tasks[start : start + LISTED]:
            meeting = await self._desk.meeting(one.tenant, one.meeting_id)
            if meeting is not None:
                seen.append(await self._mailing.seen(one, meeting))
                titles.append(title_of(meeting))
        return list_card(Listed(replace(view, offset=start), len(tasks), seen, titles), language)

    async def tasks(self, place: Place, user: str, view: View) -> Sequence[Task]:
        """Give all that a list is of, the next due first."""
        tenant, person = place.tenant, person_id(place.platform, user)
        if view.name == CHANNEL:
            where = replace(place, channel=view.channel or place.channel, thread=None)
            found = await self._desk.tasks.of_channel(where)
        else:
            found = await self._desk.tasks.of_user(place.platform, tenant, user)
        return await self.read(tenant, person, found)

    async def read(self, tenant: str, person: str, found: Sequence[Task]) -> Sequence[Task]:
        """Give those tasks of which a person reads the channel."""
        sees = self._desk.people.directory.sees
        channels = {one.place.channel: one.place for one in found}
        open_ = {name for name, one in channels.items() if await sees(tenant, person, one)}
        return [one for one in found if one.place.channel in open_]
