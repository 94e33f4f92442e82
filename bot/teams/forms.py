"""A form as an Adaptive Card in place of a message.

What a card has no room for is left out, of a table its last rows, and said to stay as it is: a
submission without it does not change it. What was asked comes back with the answer.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.teams.drawing import LEVELS, MOST_BYTES, sheet
from bot.teams.elements import (
    BOLD,
    SIGNS,
    Element,
    Level,
    Pen,
    action_set,
    container,
    execute,
    size_of,
)
from bot.teams.grids import cell_elements, grid_in, line_element, line_hints, rows_shown
from bot.teams.inputs import input_element, is_as_it_is, value_in
from bot.teams.submissions import asked_in
from bot.teams.verbs import BACK, SUBMIT
from handlers.chat import Form, Grid, Input, Language, Text
from handlers.texts.catalogue import texts
from handlers.texts.fitting import FittingTexts

_Shown: TypeAlias = tuple[Input | Grid, list[Element]]

_MOST_MISTAKES = 3  # in one place
_FOR_MISTAKES = 2_000  # bytes that a table which is cut leaves free, to be objected to
# Tables are lines where there is no room for their inputs, before sentences get very short.
_TRIES = (*((one, False) for one in LEVELS[4:7]), *((one, True) for one in LEVELS[4:]))


class NoRoom(Exception):
    """A card cannot hold all that somebody filled in and what is wrong with it, which this says."""


def form_card(
    form: Form,
    language: Language,
    *,
    filled: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Element:
    """Ask for what a form asks for, in at most `MOST_BYTES`.

    `filled` is the data of a submission that is not taken, which is shown as it was left, and
    `errors` what is wrong with it. Nothing of it is left out: where that does not fit, it raises
    NoRoom.
    """
    shown, stretches = (form, {}) if filled is None else _refilled(form, filled)
    typed = frozenset() if filled is None else _names_in(filled)
    writing = _Writing(shown, dict(errors or {}), language, stretches, typed)
    for level, in_lines in _TRIES:
        whole = writing.whole(level, in_lines=in_lines)
        if size_of(whole) <= MOST_BYTES:
            return whole
    return writing.least()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is shown stands for the first `shown` of the `total` rows of a table."""

    shown: int
    total: int


def _names_in(filled: Mapping[str, Any]) -> frozenset[str]:
    asked = asked_in(filled)
    return frozenset({*asked.inputs, *asked.grids})


def _refilled(form: Form, filled: Mapping[str, Any]) -> tuple[Form, dict[str, _Stretch]]:
    """Give a form with what somebody left in it in the place of what stood there."""
    asked, stretches = asked_in(filled), dict[str, _Stretch]()
    inputs: list[Input | Grid] = []
    for one in form.inputs:
        if isinstance(one, Grid) and one.name in asked.grids:
            size = asked.grids[one.name]
            if size.shown is not None:
                stretches[one.name] = _Stretch(size.shown, len(one.rows))
            inputs.append(replace(one, rows=grid_in(filled, one.name, size.width, size.count)))
        elif isinstance(one, Input) and one.name in asked.inputs:
            inputs.append(replace(one, value=value_in(filled, one.name)))
        else:
            inputs.append(one)
    return replace(form, inputs=tuple(inputs)), stretches


class _Writing:
    """A form on its way to a card, `mistakes` by the names of its inputs.

    `typed` names what somebody filled in, which stays whole.
    """

    def __init__(
        self,
        form: Form,
        mistakes: Mapping[str, str],
        language: Language,
        stretches: dict[str, _Stretch],
        typed: Set[str],
    ) -> None:
        self._form = form
        self._mistakes = mistakes
        self._stretches = stretches
        self._typed = typed
        self._phrases: FittingTexts = texts(language).fitting
        self._made = dict[str, Element]()  # inputs say the same at every level
        self._lines = dict[Grid, Element]()
        self._teller = Pen(LEVELS[0], self._phrases)  # what lacks is said in whole sentences

    def whole(self, level: Level, *, in_lines: bool) -> Element:
        """Ask for everything."""
        pen = Pen(level, self._phrases)
        shown = [(one, self._elements(one, pen, in_lines)) for one in self._form.inputs]
        return self._card(pen, shown, [])

    def least(self) -> Element:
        """Ask for as much as there is room for, in the order of the form, and name the others.

        What there is no room for whole comes last: of a table, as many rows as there is room for.
        Raises NoRoom.
        """
        pen, made = Pen(LEVELS[-1], self._phrases), dict[str, _Shown]()

        def fits(*more: Input | Grid) -> bool:
            tried = made | {one.name: (one, self._elements(one, pen, True)) for one in more}
            return size_of(self._card(pen, self._ordered(tried), self._form.inputs)) <= room

        for is_whole in (True, False):
            room = MOST_BYTES - (0 if is_whole else _FOR_MISTAKES)
            for one in self._form.inputs:
                if one.name in made:
                    continue
                part = one if is_whole else self._first_rows(one, fits)
                if part is not None and fits(part):
                    made[one.name] = (part, self._elements(part, pen, True))
        missing = [one for one in self._form.inputs if one.name not in made]
        if any(one.name in self._typed for one in missing):
            raise NoRoom("\n".join(self._mistakes_but_in(set())))
        return self._card(pen, self._ordered(made), missing)

    def _ordered(self, made: Mapping[str, _Shown]) -> list[_Shown]:
        return [made[one.name] for one in self._form.inputs if one.name in made]

    def _first_rows(self, one: Input | Grid, fits: Callable[[Grid], bool]) -> Grid | None:
        """Give as many of the first rows of a table as fit; what somebody filled in is not cut."""
        if not isinstance(one, Grid) or one.name in self._typed:
            return None
        grid = one

        def cut(rows: int) -> Grid:
            self._stretches[grid.name] = _Stretch(rows, len(grid.rows))
            return replace(grid, rows=grid.rows[:rows])

        most = bisect_right(range(1, len(grid.rows)), False, key=lambda rows: not fits(cut(rows)))
        if most:
            return cut(most)
        self._stretches.pop(grid.name, None)
        return None

    def _card(
        self,
        pen: Pen,
        shown: Sequence[_Shown],
        missing: Sequence[Input | Grid],
    ) -> Element:
        form, phrases = self._form, self._phrases
        named = {one.name for one, _ in shown}
        body = [*self._said(pen, named), pen.title(form.title), *pen.texts(form.parts)]
        if missing:
            names = ", ".join(one.label for one in missing)
            body += self._teller.texts([Text(phrases.too_much.format(names=names), "bad")])
        body += [element for _, elements in shown for element in elements]
        if pen.is_cut:
            body.append(pen.subtle(phrases.shortened))
        cancel = execute(phrases.cancel, BACK, {})
        # One that lost all of its inputs has nothing to send off.
        is_sent = bool(shown) or not form.inputs
        body.append(action_set([*([self._submit(shown)] if is_sent else []), cancel]))
        return sheet(body)

    def _submit(self, shown: Sequence[_Shown]) -> Element:
        inputs = [one.name for one, _ in shown if isinstance(one, Input)]
        grids = {
            one.name: [len(one.columns), _count(elements), *self._shown_of(one)]
            for one, elements in shown
            if isinstance(one, Grid)
        }
        form = self._form
        data = {"a": form.action, "v": form.value, "f": {"i": inputs, "g": grids}}
        style = "destructive" if form.tone == "bad" else "positive"
        sent = execute(form.submit, SUBMIT, data)
        return sent | {"style": style, "associatedInputs": "auto"}

    def _shown_of(self, grid: Grid) -> list[int]:
        stretch = self._stretches.get(grid.name)
        return [] if stretch is None else [stretch.shown]

    def _elements(self, one: Input | Grid, pen: Pen, in_lines: bool) -> list[Element]:
        if isinstance(one, Grid):
            return list(self._grid(one, pen, 0 if in_lines else rows_shown(one)))
        if one.name not in self._made:
            self._made[one.name] = input_element(one, self._phrases)
        shown = [self._made[one.name]]
        hints = [one.hint] if one.hint else []
        if not is_as_it_is(one):
            hints.append(self._phrases.unseen)
        shown += [pen.subtle(hint) | {"spacing": "None"} for hint in hints]
        mistake = self._mistakes.get(one.name)
        return [*shown, _wrong(pen, mistake)] if mistake else shown

    def _grid(self, grid: Grid, pen: Pen, count: int) -> Iterator[Element]:
        phrases, stretch = self._phrases, self._stretches.get(grid.name)
        if stretch is not None:
            said = phrases.first_rows.format(shown=stretch.shown, total=stretch.total)
            yield _wrong(self._teller, f"{grid.label}: {said}")
        if count:
            yield pen.words(grid.label, BOLD)
            yield pen.subtle(phrases.rows_as_inputs) | {"spacing": "None"}
            yield from (_wrong(pen, one) for one in self._mistakes_in(grid))
            yield container(cell_elements(grid, count))
            return
        if grid not in self._lines:
            self._lines[grid] = line_element(grid)
        yield self._lines[grid]
        yield pen.subtle(line_hints(grid, phrases)) | {"spacing": "None"}
        yield from (_wrong(pen, one) for one in self._mistakes_in(grid))

    def _mistakes_in(self, grid: Grid) -> list[str]:
        """Say the first mistakes of a table, each with its row and column."""
        said: list[str] = []
        for name, mistake in self._mistakes.items():
            if name == grid.name:
                said.append(mistake)
            elif name.startswith(f"{grid.name}."):
                said.append(self._of_cell(grid, name.removeprefix(f"{grid.name}."), mistake))
        return self._first(said)

    def _first(self, said: list[str]) -> list[str]:
        """Give the first of some sentences, and say how many more there are."""
        hidden = len(said) - _MOST_MISTAKES
        more = [self._phrases.more_mistakes.format(count=hidden)] if hidden > 0 else []
        return [*said[:_MOST_MISTAKES], *more]

    def _of_cell(self, grid: Grid, cell: str, mistake: str) -> str:
        number, _, column = cell.partition(".")
        if not (number.isascii() and number.isdigit()):
            return mistake
        label = next((label for name, label in grid.columns if name == column), column)
        return self._phrases.cell.format(row=int(number) + 1, column=label, mistake=mistake)

    def _said(self, pen: Pen, shown: set[str]) -> Iterator[Element]:
        """Say on top what is wrong with the form as a whole, or with what is not shown of it."""
        yield from pen.texts([Text(one, "bad") for one in self._mistakes_but_in(shown)])

    def _mistakes_but_in(self, shown: Set[str]) -> list[str]:
        """Say the first mistakes of what is not shown, each with where it is."""
        named = {one.name: one for one in self._form.inputs}
        said = list[str]()
        for name, mistake in self._mistakes.items():
            at = next((one for one in named if name == one or name.startswith(f"{one}.")), "")
            if at in shown:
                continue
            one = named.get(at)
            if isinstance(one, Grid) and name != at:
                mistake = self._of_cell(one, name.removeprefix(f"{at}."), mistake)
            said.append(mistake if one is None else f"{one.label}: {mistake}")
        return self._first(said)


def _wrong(pen: Pen, mistake: str) -> Element:
    return pen.words(SIGNS["bad"] + mistake, {"color": "Attention"}) | {"spacing": "Small"}


def _count(elements: Sequence[Element]) -> int:
    """Count the rows of inputs that a table is shown in; none where it is text."""
    return next((len(one["items"]) for one in elements if one["type"] == "Container"), 0)
