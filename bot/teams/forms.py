"""A form as an Adaptive Card in place of a message, and what comes back of it.

What is not touched comes back exactly as it was. What a card has no room for is left out, and
said to stay as it is: a submission without an input does not change it. What was asked comes back
with the answer, so that nothing has to be remembered to read it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
from bot.teams.shapes import sub, text
from bot.teams.verbs import BACK, SUBMIT
from handlers.chat import (
    Form,
    Grid,
    Input,
    Language,
    MessageRef,
    Place,
    Submission,
    Text,
)
from handlers.texts.catalogue import texts
from handlers.texts.fitting import FittingTexts

_MOST_MISTAKES = 3  # in one place
_MOST_INPUTS, _MOST_CELLS = 500, 50
# Tables are lines where there is no room for their inputs, before sentences get very short.
_TRIES = (*((one, False) for one in LEVELS[4:7]), *((one, True) for one in LEVELS[4:]))


class Unreadable(Exception):
    """What came back is no form that Clerk sent."""


def form_card(
    form: Form,
    language: Language,
    *,
    filled: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Element:
    """Ask for what a form asks for, in at most `MOST_BYTES`.

    `filled` is the data of a submission that is not taken, which is shown as it was left, and
    `errors` what is wrong with it.
    """
    shown = form if filled is None else _refilled(form, filled)
    writing = _Writing(shown, dict(errors or {}), language)
    for level, in_lines in _TRIES:
        whole = writing.whole(level, in_lines=in_lines)
        if size_of(whole) <= MOST_BYTES:
            return whole
    return writing.least()


def submission_of(
    data: Mapping[str, Any],
    *,
    place: Place,
    user: str,
    language: Language,
    message: MessageRef | None = None,
) -> Submission:
    """Read the data of a form that was sent off by who Teams says. Raises Unreadable."""
    action, value = text(data, "a"), text(data, "v")
    if not action or not isinstance(data.get("v"), str):
        raise Unreadable("a form came back that Clerk did not send")
    asked = _asked(data)
    values = {name: value_in(data, name) for name in asked.inputs}
    rows = {name: grid_in(data, name, *size) for name, size in asked.grids.items()}
    return Submission(place, user, action, value, values, rows, language, message)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form asked for: inputs by their names, grids with their width and count of rows."""

    inputs: tuple[str, ...]
    grids: Mapping[str, tuple[int, int]]


def _asked(data: Mapping[str, Any]) -> _Asked:
    asked = sub(data, "f")
    names, grids = asked.get("i"), sub(asked, "g")
    sizes = dict(_sizes(grids))
    is_ours = isinstance(names, list) and all(isinstance(one, str) for one in names)
    if names is None or not is_ours or len(sizes) < len(grids) or len(names) > _MOST_INPUTS:
        raise Unreadable("a form came back without what it asked for")
    return _Asked(tuple(names), sizes)


def _sizes(grids: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give the width of grids and the count of their rows, such as Clerk has them."""
    for name, size in grids.items():
        is_pair = isinstance(size, list) and len(size) == 2
        if is_pair and all(isinstance(one, int) and 0 <= one <= _MOST_CELLS for one in size):
            yield name, (max(1, size[0]), size[1])


def _refilled(form: Form, filled: Mapping[str, Any]) -> Form:
    """Give a form with what somebody left in it in the place of what stood there."""
    asked = _asked(filled)
    inputs: list[Input | Grid] = []
    for one in form.inputs:
        if isinstance(one, Grid) and one.name in asked.grids:
            rows = grid_in(filled, one.name, *asked.grids[one.name])
            inputs.append(replace(one, rows=rows))
        elif isinstance(one, Input) and one.name in asked.inputs:
            inputs.append(replace(one, value=value_in(filled, one.name)))
        else:
            inputs.append(one)
    return replace(form, inputs=tuple(inputs))


class _Writing:
    """A form on its way to a card, `mistakes` by the names of its inputs."""

    def __init__(self, form: Form, mistakes: Mapping[str, str], language: Language) -> None:
        self._form = form
        self._mistakes = mistakes
        self._phrases: FittingTexts = texts(language).fitting
        self._made = dict[str, Element]()  # inputs say the same at every level

    def whole(self, level: Level, *, in_lines: bool) -> Element:
        """Ask for everything."""
        pen = Pen(level, self._phrases)
        shown = [(one, self._elements(one, pen, in_lines=in_lines)) for one in self._form.inputs]
        return self._card(pen, shown, [])

    def least(self) -> Element:
        """Ask for as much as there is room for, in the order of the form, and name the others."""
        pen = Pen(LEVELS[-1], self._phrases)
        shown: list[tuple[Input | Grid, list[Element]]] = []
        missing: list[Input | Grid] = []
        for one in self._form.inputs:
            tried = [*shown, (one, self._elements(one, pen, in_lines=True))]
            if size_of(self._card(pen, tried, self._form.inputs)) <= MOST_BYTES:
                shown = tried
            else:
                missing.append(one)
        return self._card(pen, shown, missing)

    def _card(
        self,
        pen: Pen,
        shown: Sequence[tuple[Input | Grid, list[Element]]],
        missing: Sequence[Input | Grid],
    ) -> Element:
        form, phrases = self._form, self._phrases
        named = {one.name for one, _ in shown}
        body = [*self._said(pen, named), pen.title(form.title), *pen.texts(form.parts)]
        if missing:
            names = ", ".join(one.label for one in missing)
            body += pen.texts([Text(phrases.too_much.format(names=names), "bad")])
        body += [element for _, elements in shown for element in elements]
        if pen.is_cut:
            body.append(pen.subtle(phrases.shortened))
        cancel = execute(phrases.cancel, BACK, {})
        # One that lost all of its inputs has nothing to send off.
        is_sent = bool(shown) or not form.inputs
        body.append(action_set([*([self._submit(shown)] if is_sent else []), cancel]))
        return sheet(body)

    def _submit(self, shown: Sequence[tuple[Input | Grid, list[Element]]]) -> Element:
        inputs = [one.name for one, _ in shown if isinstance(one, Input)]
        grids = {
            one.name: [len(one.columns), _count(elements)]
            for one, elements in shown
            if isinstance(one, Grid)
        }
        form = self._form
        data = {"a": form.action, "v": form.value, "f": {"i": inputs, "g": grids}}
        style = "destructive" if form.tone == "bad" else "positive"
        sent = execute(form.submit, SUBMIT, data)
        return sent | {"style": style, "associatedInputs": "auto"}

    def _elements(self, one: Input | Grid, pen: Pen, *, in_lines: bool) -> list[Element]:
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
        phrases = self._phrases
        if count:
            yield pen.words(grid.label, BOLD)
            yield pen.subtle(phrases.rows_as_inputs) | {"spacing": "None"}
            yield from (_wrong(pen, one) for one in self._mistakes_in(grid))
            yield container(cell_elements(grid, count))
            return
        if grid.name not in self._made:
            self._made[grid.name] = line_element(grid)
        yield self._made[grid.name]
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
        labels = {one.name: one.label for one in self._form.inputs}
        said = list[str]()
        for name, mistake in self._mistakes.items():
            at = next((one for one in labels if name == one or name.startswith(f"{one}.")), "")
            if at not in shown:
                said.append(f"{labels[at]}: {mistake}" if at in labels else mistake)
        yield from pen.texts([Text(one, "bad") for one in self._first(said)])


def _wrong(pen: Pen, mistake: str) -> Element:
    return pen.words(SIGNS["bad"] + mistake, {"color": "Attention"}) | {"spacing": "Small"}


def _count(elements: Sequence[Element]) -> int:
    """Count the rows of inputs that a table is shown in; none where it is text."""
    return next((len(one["items"]) for one in elements if one["type"] == "Container"), 0)
