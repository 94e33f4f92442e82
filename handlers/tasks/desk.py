"""What tasks stand on: where they are kept, who people are, and by what is spoken."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from handlers.chat import Place
from handlers.meetings.records import Meeting
from handlers.people import MOST_READERS, Directory, Person
from handlers.ports import Audit, Clock, Queue
from handlers.replies import Replies
from handlers.tasks.owners import owner_of
from handlers.tasks.records import Task, Tasks
from pipelines.meeting.renaming import Names

# Gives a meeting of a tenant by its id, as `Meetings.get` does.
Find = Callable[[str, str], Awaitable[Meeting | None]]
# Gives the conversation of Clerk with one person alone, as `Chat.direct` does.
Direct = Callable[[Place, str], Awaitable[Place]]


@dataclass(frozen=True, slots=True)
class People:
    """Who somebody is, whom a name means, and how one person is reached."""

    directory: Directory
    direct: Direct

    async def named(self, tenant: str, person: str | None) -> str:
        """Give the name of a person, by person id; "" is nobody."""
        return (await self.directory.person(tenant, person)).name if person else ""

    async def owner(self, task: Task, meeting: Meeting) -> str | None:
        """Give who is to do something, as a user of the platform; None: that is not known.

        Somebody said it, or one alone of those who read the channel goes by the name.
        """
        if task.user is not None or not task.owner:
            return task.user
        return owner_among(task, meeting, await self.directory.readers(task.place))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where tasks lie, and what is worked with on them; days are those of `zone`."""

    tasks: Tasks
    meeting: Find
    people: People
    audit: Audit
    queue: Queue
    replies: Replies
    clock: Clock
    zone: tzinfo


def owner_among(task: Task, meeting: Meeting, readers: Sequence[Person]) -> str | None:
    """Give who is to do something, of those who read its channel.

    Of a name among the first of many it is not known whether somebody else has it too.
    """
    if task.user is not None or not task.owner or len(readers) >= MOST_READERS:
        return task.user
    return owner_of(called(task, meeting), readers)


def called(task: Task, meeting: Meeting) -> str:
    """Give the name of the owner of a task: of a label, the one that people gave it."""
    return names_of(meeting).of(task.owner)


def names_of(meeting: Meeting) -> Names:
    """Give who the labels of a meeting are: as people named them, else as they are numbered."""
    numbered = {} if meeting.timeline is None else meeting.timeline.names
    named = {label: meeting.names.get(label, name) for label, name in numbered.items()}
    # A writer may have been told of a voice as "Speaker 1", which is no label.
    told = {name: named[label] for label, name in numbered.items()}
    return Names(told | named | meeting.names)
