"""From an event or a job to its handler: the only dispatch in the house."""

from typing import assert_never

from handlers.chat import Command, Upload
from handlers.commands import Commands
from handlers.documents import Documents
from handlers.drops import KIND
from handlers.ports import Job, Steps


class UnknownJob(Exception):
    """No handler knows this kind of job: it was kept by a newer version of Clerk."""


class Router:
    """Sends what happened to whoever deals with it."""

    def __init__(self, documents: Documents, commands: Commands) -> None:
        self._documents = documents
        self._commands = commands

    async def on_event(self, event: Upload | Command) -> None:
        """Deal with what happened in a conversation; returns once it is durable."""
        match event:
            case Upload():
                await self._documents.on_upload(event)
            case Command():
                await self._commands.on_command(event)
            case _:
                assert_never(event)

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        if job.kind != KIND:
            raise UnknownJob(job.kind)
        await self._documents.on_job(job, steps)

    async def on_failed(self, job: Job, fault: str) -> None:
        """Tell the person who waits that a job failed for good."""
        if job.kind == KIND:
            await self._documents.on_failed(job, fault)
