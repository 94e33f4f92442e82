"""What a button of a task is about, as its value says it: ids and figures, no word of a meeting."""

from dataclasses import dataclass

from handlers.tasks.records import Task

_MOST_DIGITS = 6
_MOST = 600  # characters of a value; a longer one is none of ours
SHARED, ALONE, PAGE, MINE, CHANNEL = "", "one", "page", "mine", "channel"


@dataclass(frozen=True, slots=True)
class View:
    """On which card a button stands; what it shows from `offset` on.

    Shared: what everybody sees, or the owner alone; the others are shown to who asks: one task,
    a page of a meeting, one's own tasks, those of a channel. Of a list, `channel` is the one it
    was asked for in: it may be read and pressed elsewhere. Empty: where it is pressed.
    """

    name: str = SHARED
    offset: int = 0
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One task of a meeting as it was when a card showed it, and that card.

    Of what is no task `task` is empty, and of lists that are no meeting's, `meeting` too.
    """

    meeting: str
    task: str = ""
    revision: int = 0
    view: View = View()

    @property
    def value(self) -> str:
        """Write it as a button holds it."""
        view = self.view
        parts = [self.meeting, self.task, str(self.revision), view.name, str(view.offset)]
        return ":".join([*parts, view.channel] if view.channel else parts)


def subject_of(task: Task, view: View) -> Subject:
    """Give what the buttons of a task are about."""
    return Subject(task.meeting_id, task.id, task.revision, view)


def read(value: str) -> Subject | None:
    """Give what a value is about; None: it is nothing of ours."""
    parts = value.split(":", 5) if len(value) <= _MOST else []
    if len(parts) < 5 or not all(map(_is_number, (parts[2], parts[4]))):
        return None
    meeting, task, revision, name, offset, *channel = parts
    is_list = name in {MINE, CHANNEL}
    if not "".join(parts[:5]).isascii() or (channel and not is_list):
        return None
    return Subject(meeting, task, int(revision), View(name, int(offset), *channel))


def _is_number(text: str) -> bool:
    return text.isdigit() and len(text) <= _MOST_DIGITS
