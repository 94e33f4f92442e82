"""The form of a task: what it is, whose, and until when; and what somebody wrote in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.chat import Errors, Form, Input, Language, Submission, Text
from handlers.people import Person
from handlers.tasks.cards import ACTIONS
from handlers.tasks.records import Task
from handlers.tasks.saying import MOST_NAME, cut, named
from handlers.tasks.subjects import Subject
from handlers.texts.catalogue import texts

MOST_TEXT = 1000
TEXT, PERSON, FREE, DAY = "text", "person", "name", "day"


@dataclass(frozen=True, slots=True)
class Known:
    """Whose a task is taken to be: the name that the meeting has, and the user; who may be it."""

    name: str
    user: str | None
    readers: Sequence[Person] = ()


def edit_form(task: Task, subject: Subject, known: Known, language: Language) -> Form:
    """Ask for all of a task that people may change."""
    said = texts(language).tasks
    inputs = [Input(TEXT, said.text, task.text, "note", required=True)]
    if task.kind == "action":
        day = task.due.isoformat() if task.due else ""
        inputs += [
            _person(known, said.person, said.person_hint),
            Input(FREE, said.free, known.name, hint=said.free_hint),
            Input(DAY, said.day, day, "date"),
        ]
    words = [said.quote.format(words=cut(task.quote, MOST_TEXT))]
    if task.due_words:
        words.append(said.said_then.format(words=cut(task.due_words, MOST_TEXT)))
    return Form(
        ACTIONS["edit"],
        subject.value,
        named(task, language),
        said.buttons["save"],
        tuple(inputs),
        tuple(map(Text, words)),
    )


def edited(task: Task, submission: Submission, known: Known) -> Task | Errors:
    """Give a task as somebody filled it in, or what is wrong with that.

    A field that does not come back leaves what it is about as it is.
    """
    said, values = texts(submission.language).tasks.wrong, submission.values
    text = values.get(TEXT, task.text).strip()
    wrong = {} if 0 < len(text) <= MOST_TEXT else {TEXT: said["text"].format(most=MOST_TEXT)}
    new = replace(task, text=text)
    if task.kind == "action":
        new = _owned(new, values, known)
        if len(new.owner) > MOST_NAME:
            wrong[FREE] = said["free"].format(most=MOST_NAME)
        try:
            new = _due(new, values.get(DAY))
        except ValueError:
            wrong[DAY] = said["day"]
    return Errors(wrong) if wrong else new


def unread(language: Language) -> Errors:
    """Say that somebody who was chosen does not read the channel of the meeting."""
    return Errors({PERSON: texts(language).tasks.wrong["unread"]})


def _person(known: Known, label: str, hint: str) -> Input:
    users = tuple(map(_user, known.readers))
    return Input(PERSON, label, known.user or "", "person", hint=hint, options=users)


def _user(person: Person) -> str:
    return person.id.partition(":")[2]


def _owned(task: Task, values: Mapping[str, str], known: Known) -> Task:
    """Give a task as its owner was filled in; a name that was left is the label that it was."""
    user = task.user
    if PERSON in values:
        user = values[PERSON] or None
    name = values.get(FREE, known.name).strip()
    if name != known.name:
        # Somebody else's name, where nobody could be picked, is not that of whom it was before.
        return replace(task, user=user if PERSON in values else None, owner=name)
    # A name that was left is still that of whom it was known to be, and of nobody else.
    is_another = user is not None and known.user not in {None, user}
    return replace(task, user=user, owner="" if is_another else task.owner)


def _due(task: Task, filled: str | None) -> Task:
    """Give a task with the day that was filled in. Raises ValueError where that is none."""
    day = task.due if filled is None else date.fromisoformat(filled.strip()) if filled else None
    if day == task.due:
        return task
    # The words said another day.
    return replace(task, due=day, at=None, due_words="")
