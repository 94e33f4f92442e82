"""The cards of tasks: what is proposed in a thread, one alone, what one is told, lists."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.chat import Button, Buttons, Card, Entry, Fields, Language, Part, Text, Tone
from handlers.review_parts import LINK
from handlers.tasks.records import RULES, State, Task
from handlers.tasks.saying import (
    MOST_NAME,
    MOST_TEXT,
    Seen,
    cut,
    day_said,
    doubt_said,
    due_said,
    entry,
    is_late,
    is_verified,
    named,
    quote_said,
    says_more,
)
from handlers.tasks.subjects import ALONE, CHANNEL, MINE, PAGE, SHARED, Subject, View, subject_of
from handlers.texts.catalogue import texts
from handlers.texts.written import counted

ACTIONS = {
    one: f"task.{one}"
    for one in (
        "confirm", "edit", "drop", "done", "reopen", "not_mine", "open", "all", "page", "list",
        "ics", "csv",
    )
}  # fmt: skip
PAGED, LISTED = 4, 8  # tasks on a card of proposals, and of a list
_DIGEST = 8  # letters
_POSSIBLE: dict[State, tuple[str, ...]] = {
    "proposed": ("confirm", "edit", "drop"),
    "confirmed": ("done", "edit", "drop"),
    "dropped": ("reopen",),
    "done": ("reopen",),
}
_TONES: dict[str, Tone] = {"confirm": "good", "done": "good", "drop": "bad"}


@dataclass(frozen=True, slots=True)
class Found:
    """All tasks of a meeting, those of one page with the names that are told with them."""

    meeting: str
    title: str
    tasks: Sequence[Task]
    seen: Sequence[Seen]
    view: View

    @property
    def offset(self) -> int:
        """Where the page begins."""
        return self.view.offset


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list of open tasks, of `count` in all."""

    view: View
    count: int
    seen: Sequence[Seen]
    meetings: Sequence[str]


def arranged(tasks: Sequence[Task]) -> Sequence[Task]:
    """Give tasks of a meeting as cards show them: what is not verified after all that is.

    People's decisions move nothing: what stands on a page stays there.
    """
    return sorted(tasks, key=lambda one: one.is_apart)


def page_of(tasks: Sequence[Task], view: View) -> View:
    """Give the page that a card shows: of what everybody sees, the first that needs anybody."""
    last = max(len(tasks) - 1, 0) // PAGED * PAGED
    if view.name != SHARED:
        return View(view.name, min(view.offset // PAGED * PAGED, last))
    open_ = [at for at, one in enumerate(tasks) if one.state == "proposed"]
    return View(SHARED, open_[0] // PAGED * PAGED if open_ else 0)


def found_card(found: Found, language: Language) -> Card:
    """Show a page of what was found in a meeting, and let it be decided on."""
    said = texts(language).tasks
    title = said.title.format(name=cut(found.title, MOST_TEXT))
    if not found.tasks:
        return Card(title, (Text(said.nothing),))
    left = sum(one.state == "proposed" for one in found.tasks)
    head = f"{counted(left, said.left)}{said.how}" if left else said.none_left
    parts: list[Part] = [Text(head)]
    headed = False
    for one in found.seen:
        if one.task.is_apart and not headed:
            parts.append(Text(said.apart, "bad"))
            headed = True
        parts.extend(_shown(one, found.view, language))
    parts.extend(_ways(found, language))
    return Card(title, tuple(parts), footer=_finders(found, language))


def alone_card(seen: Seen, language: Language) -> Card:
    """Show one task to whoever asks for it, with all that can be done about it."""
    line = entry(seen, language)
    buttons = _buttons(seen.task, _POSSIBLE[seen.task.state], View(ALONE), language)
    return Card(line.title, (Text(line.detail), buttons), tone=line.tone)


def owner_card(seen: Seen, language: Language, url: str | None, title: str | None = None) -> Card:
    """Tell somebody of a task of theirs; `title` reminds them of it, `url` leads to its thread."""
    said, task = texts(language).tasks, seen.task
    text = cut(task.text, MOST_TEXT)
    ways = [Button(LINK, "", said.buttons["thread"], url=url)] if url else []
    if task.state == "done":
        return Card(said.done_title.format(text=text), _row(ways), tone="good")
    due = due_said(task, language)
    parts: tuple[Part, ...] = (
        Text(due, "bad" if is_late(task, seen.today) else "plain"),
        *([Text(quote_said(task, language))] if says_more(task) else []),
        *([Text(doubt_said(task, language), "bad")] if task.doubts else []),
        Fields(((said.meeting, cut(seen.title, MOST_TEXT)),)),
        Text(said.confirmed_by.format(who=seen.who)),
        replace(_own(task, language), row=(*_own(task, language).row, *ways)),
    )
    return Card(title or said.for_you.format(text=text), parts)


def reminder_title(seen: Seen, language: Language) -> str:
    """Say that something is due today, or since when."""
    said, task = texts(language).tasks, seen.task
    text = cut(task.text, MOST_TEXT)
    if task.due is None or not is_late(task, seen.today):
        return said.due_today.format(text=text)
    return said.overdue.format(due=day_said(task.due, task.at, language), text=text)


def list_card(listed: Listed, language: Language) -> Card:
    """Show a page of what somebody, or somebody in a channel, has to do: the next due first."""
    said, view = texts(language).tasks, listed.view
    title = said.list_empty[view.name]
    if listed.count:
        title = counted(listed.count, said.listed[view.name])
    entries = [
        _listed(seen, meeting, listed, language)
        for seen, meeting in zip(listed.seen, listed.meetings, strict=True)
    ]
    subject = Subject("", view=replace(view, offset=0))
    other = MINE if view.name == CHANNEL else CHANNEL
    switch = Subject("", view=View(other, channel=view.channel)).value
    row = [Button(ACTIONS["list"], switch, said.views[other])]
    row += _files(subject, language) if listed.count else []
    paging = _paging(Subject(""), (view, listed.count, LISTED), "list", language)
    return Card(title, (*entries, *paging, Buttons(tuple(row))))


def digest(tasks: Sequence[Task]) -> str:
    """Name what stands on a page, as it stands there."""
    said = "\0".join(f"{one.id}:{one.revision}" for one in tasks)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGEST]


def sure(tasks: Sequence[Task], offset: int) -> list[Task]:
    """Give what of a page can be confirmed at once."""
    page = tasks[offset : offset + PAGED]
    return [one for one in page if one.state == "proposed" and is_verified(one)]


def _shown(seen: Seen, view: View, language: Language) -> Iterator[Part]:
    said, task = texts(language).tasks, seen.task
    line = entry(seen, language)
    if task.state == "proposed":
        yield line
        yield _buttons(task, _POSSIBLE["proposed"], view, language)
    else:
        opening = subject_of(task, View(ALONE)).value
        yield replace(line, button=Button(ACTIONS["open"], opening, said.buttons["open"]))


def _buttons(task: Task, possible: Sequence[str], view: View, language: Language) -> Buttons:
    """Give what can be done about a task."""
    said, value = texts(language).tasks.buttons, subject_of(task, view).value
    deeds = [one for one in possible if one != "done" or task.kind == "action"]
    return Buttons(
        tuple(Button(ACTIONS[one], value, said[one], _TONES.get(one, "plain")) for one in deeds)
    )


def _own(task: Task, language: Language) -> Buttons:
    return _buttons(task, ("done", "not_mine") if task.user else ("done",), View(), language)


def _row(buttons: Sequence[Button]) -> tuple[Part, ...]:
    return (Buttons(tuple(buttons)),) if buttons else ()


def _ways(found: Found, language: Language) -> Iterator[Part]:
    said, meeting = texts(language).tasks, found.meeting
    certain = sure(found.tasks, found.offset)
    row: list[Button] = []
    if len(certain) > 1:
        value = replace(Subject(meeting, digest(certain)), view=found.view).value
        row.append(Button(ACTIONS["all"], value, said.buttons["all"]))
    if any(one.state in {"confirmed", "done"} for one in found.tasks):
        row += _files(Subject(meeting), language)
    yield from _row(row)
    # On a card that everybody sees nobody turns the page for all: the others are shown apart.
    view = found.view if found.view.name else View(PAGE, found.offset)
    yield from _paging(Subject(meeting), (view, len(found.tasks), PAGED), "page", language)


def _paging(
    subject: Subject, which: tuple[View, int, int], action: str, language: Language
) -> Iterator[Part]:
    """Say which part this is, with the ways on and back; nothing where it is all."""
    said, (view, count, length) = texts(language).tasks, which
    if count <= length:
        return
    last = min(view.offset + length, count)
    ways = [
        Button(ACTIONS[action], replace(subject, view=replace(view, offset=offset)).value, label)
        for label, offset in (
            (said.buttons["back"], view.offset - length),
            (said.buttons["more"], view.offset + length),
        )
        if 0 <= offset < count
    ]
    shown = said.page if last > view.offset + 1 else said.last_page
    yield Text(shown.format(first=view.offset + 1, last=last, count=count))
    yield Buttons(tuple(ways))


def _files(subject: Subject, language: Language) -> list[Button]:
    said = texts(language).tasks.buttons
    return [Button(ACTIONS[form], subject.value, said[form]) for form in ("ics", "csv")]


def _listed(seen: Seen, meeting: str, listed: Listed, language: Language) -> Entry:
    said, task = texts(language).tasks, seen.task
    late = is_late(task, seen.today)
    due = due_said(task, language)
    details = (
        f"{due} · {said.late}" if late else due,
        cut(seen.name or seen.owner, MOST_NAME) if listed.view.name == CHANNEL else "",
        cut(meeting, MOST_NAME),
        named(task, language),
        doubt_said(task, language),
    )
    value = subject_of(task, listed.view).value
    done = Button(ACTIONS["done"], value, said.buttons["done"], "good")
    text = cut(task.text, MOST_TEXT)
    return Entry(text, " · ".join(filter(None, details)), done, "bad" if late else "plain")


def _finders(found: Found, language: Language) -> str:
    """Say who found what is proposed: that AI did is said where it did."""
    said = texts(language).tasks
    finders = dict.fromkeys(one.found_by for one in found.tasks)
    asked = [said.finders.get(one, one) for one in finders if one != RULES]
    by_ai = said.by_ai.format(names=", ".join(asked)) if asked else ""
    return " ".join(filter(None, (by_ai, said.by_rules if RULES in finders else "")))
