"""How a task is written for people: its days, its owner, its words, and how it stands."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from babel.dates import format_date, format_time

from handlers.chat import Entry, Language, Tone
from handlers.tasks.records import RULES, Task
from handlers.texts.catalogue import texts
from pipelines.meeting.marks import clock

MOST_TEXT, MOST_QUOTE, MOST_NAME = 300, 160, 60  # letters on a card
_DAYS = {"en": "EEE d MMM y", "zh": "y年M月d日EEE"}
_TONES: dict[str, Tone] = {"confirmed": "good", "done": "good"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A task and the names that people are told with it.

    `owner` is who is to do it as the meeting calls them, `name` as the platform does, `who`
    changed it last; `reached`: the owner was told. `today` is the day on which it is read.
    """

    task: Task
    today: date
    owner: str = ""
    name: str = ""
    who: str = ""
    reached: bool = False
    title: str = field(default="", kw_only=True)


def day_said(day: date, at: time | None, language: Language) -> str:
    """Write when something is due."""
    said = format_date(day, _DAYS[language], locale=language)
    return said if at is None else f"{said} {format_time(at, 'HH:mm', locale=language)}"


def today(now: datetime, zone: tzinfo) -> date:
    """Give the day that it is somewhere."""
    return now.astimezone(zone).date()


def cut(words: str, most: int) -> str:
    """Give the beginning of what somebody said or wrote, in one line."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def named(task: Task, language: Language) -> str:
    """Name a task by its kind and number."""
    return texts(language).tasks.kinds[task.kind].format(number=task.number)


def headline(seen: Seen, language: Language) -> str:
    """Say what is to be done, or was decided."""
    text = cut(seen.task.text, MOST_TEXT)
    return texts(language).tasks.entry.format(kind=named(seen.task, language), text=text)


def owner_said(seen: Seen, language: Language) -> str:
    """Say who is to do it: as the meeting has it, and as the platform, where they differ."""
    said = texts(language).tasks
    owner, name = (cut(one, MOST_NAME) for one in (seen.owner, seen.name))
    if not (owner or name):
        return said.nobody
    if not (owner and name) or owner == name:
        return said.owner.format(owner=owner or name)
    return said.owner_named.format(owner=owner, name=name)


def due_said(task: Task, language: Language) -> str:
    """Say when it is due, with the words that said so."""
    said = texts(language).tasks
    if task.due is None:
        return said.no_due
    due = day_said(task.due, task.at, language)
    if not task.due_words:
        return said.due.format(due=due)
    return said.due_said.format(due=due, words=cut(task.due_words, MOST_NAME))


def is_verified(task: Task) -> bool:
    """Tell what a writer said, and the transcript bears out; nobody has rewritten it since."""
    return not task.doubts and task.found_by != RULES and task.by is None


def standing(seen: Seen, language: Language) -> str:
    """Say whether it is verified and, once somebody acted on it, who did what."""
    said, task = texts(language).tasks, seen.task
    who = cut(seen.who, MOST_NAME)
    if task.state != "proposed":
        decided = said.states[task.state].format(who=who)
        doubt = doubt_said(task, language) if task.state in {"confirmed", "done"} else ""
        return " · ".join(filter(None, (decided, doubt, _told(seen, language))))
    if task.by is not None:
        return said.edited.format(who=who)
    if task.doubts:
        return doubt_said(task, language)
    # Rules take what somebody says as it is: there is nothing to be verified.
    return "" if task.found_by == RULES else said.verified


def doubt_said(task: Task, language: Language) -> str:
    """Say why it is not verified, whoever confirmed it; nothing, where nothing is doubtful."""
    if not task.doubts:
        return ""
    why = texts(language).minutes.minutes.doubts[task.doubts[0]]
    return texts(language).tasks.doubtful.format(why=why)


def entry(seen: Seen, language: Language) -> Entry:
    """Show a task in two lines, without anything to press."""
    task = seen.task
    details = [
        *([owner_said(seen, language), due_said(task, language)] if task.kind == "action" else []),
        clock(task.start_s),
        *([quote_said(task, language)] if task.state == "proposed" and says_more(task) else []),
        standing(seen, language),
    ]
    is_doubtful = task.state == "proposed" and bool(task.doubts) and task.by is None
    tone: Tone = "bad" if is_doubtful else _TONES.get(task.state, "plain")
    return Entry(headline(seen, language), " · ".join(filter(None, details)), tone=tone)


def quote_said(task: Task, language: Language) -> str:
    """Give the words of the meeting that say it."""
    return texts(language).tasks.quote.format(words=cut(task.quote, MOST_QUOTE))


def says_more(task: Task) -> bool:
    """Tell whether the quote says more than the task itself: what rules found is its own quote."""
    return bool(task.quote) and task.quote != task.text


def is_late(task: Task, day: date) -> bool:
    """Tell what should have been done before a day."""
    return task.is_open and task.due is not None and task.due < day


def _told(seen: Seen, language: Language) -> str:
    said, task = texts(language).tasks, seen.task
    if not task.is_open:
        return ""
    if task.user is not None and task.by == f"{task.place.platform}:{task.user}":
        return said.own
    name = cut(seen.name or seen.owner, MOST_NAME)
    return said.told.format(owner=name) if seen.reached else said.untold
