"""What people decided, as the report of a meeting tells it."""

from collections.abc import Sequence

from handlers.people import Directory, person_id
from handlers.tasks.records import Task, Tasks
from pipelines.meeting.minutes import Due
from pipelines.meeting.outcome import Standing


class Standings:
    """Gives what people made of what a meeting decided and promised."""

    def __init__(self, tasks: Tasks, directory: Directory) -> None:
        self._tasks = tasks
        self._directory = directory

    async def of(self, tenant: str, meeting_id: str) -> Sequence[Standing]:
        """Give all that was decided on of a meeting. May raise ChatUnavailable."""
        found = await self._tasks.of_meeting(tenant, meeting_id)
        return [_standing(one, await self._owner(one)) for one in found if one.state != "proposed"]

    async def _owner(self, task: Task) -> str:
        """Give whose it is: as the meeting calls them or, where it does not, as the platform."""
        if task.owner or task.user is None:
            return task.owner
        owner = person_id(task.place.platform, task.user)
        return (await self._directory.person(task.tenant, owner)).name


def _standing(task: Task, owner: str) -> Standing:
    due = None if task.due is None else Due(day=task.due, at=task.at, words=task.due_words)
    return Standing(
        kind=task.kind,
        cites=task.cites,
        quote=task.quote,
        start_s=task.start_s,
        text=task.text,
        state=task.state,
        owner=owner,
        due=due,
        doubts=task.doubts,
    )
