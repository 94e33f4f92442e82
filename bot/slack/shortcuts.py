"""What people pick on a message: its files are read, also those from before Clerk was there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.background import HINDRANCES
from bot.slack.interactions import Picked
from bot.slack.manifest import SHORTCUTS
from bot.slack.whereabouts import Whereabouts
from bot.slack.workspaces import Workspace, Workspaces
from handlers.cards import shown
from handlers.chat import Card, Language, Text, Upload
from handlers.documents import Known
from handlers.texts.catalogue import texts

# Answers only whoever picked, wherever they did: with the response_url of the payload.
Answer = Callable[[Workspace, str, Card], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Reads what was picked, and tells the person what becomes of it.

    `on_pick` keeps the job of a file, and gives what is known of it already.
    """

    workspaces: Workspaces
    whereabouts: Whereabouts
    on_pick: Callable[[Upload], Awaitable[Known | None]]
    answer: Answer

    async def pick(self, picked: Picked, language: Language) -> None:
        """Deal with a shortcut; one that nobody knows is nothing to Clerk."""
        if picked.name not in SHORTCUTS or picked.response_url is None:
            return
        said = texts(language).picking
        lines = [await self._line(one, language) for one in picked.uploads] or [Text(said.no_file)]
        workspace = await self.workspaces.get(picked.place.tenant)
        await self.answer(workspace, picked.response_url, Card(said.title, tuple(lines)))

    async def _line(self, upload: Upload, language: Language) -> Text:
        """Have one file read, and say what becomes of it."""
        said, place = texts(language).picking, upload.place
        name = await self.whereabouts.name(place.tenant, upload.file) or upload.name
        upload = replace(upload, name=name, language=language)
        try:
            if not await self.whereabouts.sees(place, upload.file):
                return Text(said.invite.format(name=shown(name)), "bad")
            known = await self.on_pick(upload)
        except HINDRANCES:
            return Text(said.busy.format(name=shown(name)), "bad")
        if known is None:
            return Text(said.begun.format(name=shown(name)))
        if known.answer is None:
            return Text(said.in_progress.format(name=shown(name)))
        link = await self.whereabouts.link(known.answer.place, known.answer.id)
        phrase = said.known if link is None else said.known_at
        return Text(phrase.format(name=shown(name), link=link))
