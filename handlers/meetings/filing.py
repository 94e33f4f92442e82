"""The files of a meeting in its thread: slides, transcript, report; what is new replaces them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.bundles import Bundle
from handlers.chat import Attachment
from handlers.meetings.desk import Books, Desk
from handlers.meetings.drawing import About, papers, tongue
from handlers.meetings.records import Meeting
from handlers.meetings.results import source_said
from handlers.meetings.telling import home, sheet_key
from handlers.texts.catalogue import texts
from pipelines.errors import MediaRejected
from pipelines.meeting.marks import Link
from pipelines.meeting.model import Timeline
from pipelines.meeting.outcome import Standing
from pipelines.meeting.studio import Shown, Studio

# Gives what makes the address of a moment of a meeting; None: there is no player to open.
Times = Callable[[Meeting], Link | None]


class Filing:
    """Puts the files of meetings in their threads, and takes back what they take the place of."""

    def __init__(self, books: Books, desk: Desk, studio: Studio, times: Times) -> None:
        self._meetings = books.meetings
        self._store = books.store
        self._replies = desk.replies
        self._terms = desk.terms
        self._decided = desk.decided
        self._studio = studio
        self._times = times

    async def file(self, tenant: str, meeting_id: str) -> None:
        """Let the files tell what is true now; nothing, where no run found anything yet."""
        meeting = await self._meetings.get(tenant, meeting_id)
        if meeting is None or meeting.timeline is None:
            return
        if not meeting.is_told or meeting.state == "running":
            return
        await self._sheet(meeting)
        decided = await self._decided(meeting.tenant, meeting.id)
        about = self._about(meeting, meeting.timeline, decided)
        for one in await asyncio.to_thread(papers, meeting, about):
            key = f"{home(meeting).key}:{one.name}"
            await self._replace(meeting, one, key, meeting.revision)

    def _about(self, meeting: Meeting, known: Timeline, decided: Sequence[Standing]) -> About:
        language, words, minutes = tongue(known), known.transcript, known.minutes
        by_ai = words is not None and words.kind in {"recognised", "spoken"}
        return About(
            notes=(source_said(meeting, known, self._terms, language),) if by_ai else (),
            author=None if minutes is None else self._terms.author(minutes, language),
            standings=decided,
            link=self._times(meeting),
        )

    async def _sheet(self, meeting: Meeting) -> None:
        """Put all slides on one picture in the thread, once a run."""
        key = sheet_key(meeting)
        known = meeting.timeline
        if known is None or await self._replies.sent(meeting.tenant, f"{key}.{meeting.run}"):
            return
        images = {one.image: await self._image(meeting, one.sha256) for one in meeting.pictures}
        whole = {image: content for image, content in images.items() if content}
        slides = tuple(one for one in known.slides if one.image in whole)
        try:
            drawn = await self._studio.contact_sheet(Shown(slides, whole)) if slides else None
        except MediaRejected:
            return  # what was told is whole without it
        if drawn is not None:
            alt = texts(meeting.language).meetings.slides_alt.format(title=known.title)
            sheet = Attachment("slides.png", "image/png", drawn, alt)
            await self._replace(meeting, sheet, key, meeting.run)

    async def _replace(self, meeting: Meeting, file: Attachment, key: str, number: int) -> None:
        """Send the file of a number; then the one before, if any, is taken back."""
        job, title = home(meeting).key, texts(meeting.language).giving.of_meeting
        before = tuple(f"{key}.{one}" for one in range(number))
        file = replace(file, bundle=Bundle(f"{job}:files", title, before))
        await self._replies.send_file(meeting.place, file, key=f"{key}.{number}", job=job)
        for earlier in reversed(before):
            sent = await self._replies.sent(meeting.tenant, earlier)
            if sent is not None:
                await self._replies.retract(sent)
                return

    async def _image(self, meeting: Meeting, sha256: str) -> bytes:
        """Give a picture out of the store; nothing where it was let go."""
        chunks: Sequence[bytes] = ()
        try:
            chunks = [chunk async for chunk in self._store.open(meeting.tenant, sha256)]
        except KeyError:
            return b""
        return b"".join(chunks)
