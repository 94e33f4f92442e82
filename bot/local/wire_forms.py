"""What the page is told for a press: forms, what is wrong with one, and cards for one person."""

from typing import assert_never

from bot.local.roster import MEMBERS, member
from bot.local.seals import Seal
from bot.local.wire import Json, card_body, sealed
from handlers.chat import Errors, Form, Grid, Input, Outcome, Told, Turned


def outcome_json(outcome: Outcome, seal: Seal) -> Json:
    """Give what a person gets for a press or a submission."""
    match outcome:
        case None:
            return {"outcome": "none"}
        case Form():
            return {"outcome": "form", "form": _form(outcome, seal)}
        case Errors():
            return {"outcome": "errors", "by_input": dict(outcome.by_input)}
        case Told():
            return {"outcome": "told", "card": sealed(card_body(outcome.card), seal)}
        case Turned():
            return {"outcome": "turned", "card": sealed(card_body(outcome.card), seal)}
        case _:
            assert_never(outcome)


def _form(form: Form, seal: Seal) -> Json:
    return {
        "action": form.action,
        "value": form.value,
        "seal": seal(form.action, form.value),
        "title": form.title,
        "submit": form.submit,
        "tone": form.tone,
        "parts": [{"kind": "text", "text": one.text, "tone": one.tone} for one in form.parts],
        "inputs": [_grid(one) if isinstance(one, Grid) else _input(one) for one in form.inputs],
    }


def _input(one: Input) -> Json:
    return {
        "kind": one.kind,
        "name": one.name,
        "label": one.label,
        "value": one.value,
        "required": one.required,
        "hint": one.hint,
        "options": list(one.options),
        **({"people": _people(one)} if one.kind == "person" else {}),
    }


def _people(one: Input) -> list[Json]:
    """Give who can be picked, with their names: everybody, where the form names nobody."""
    ids = one.options or tuple(known.id for known in MEMBERS)
    chosen = (one.value,) if one.value else ()
    found = ((id_, member(id_)) for id_ in dict.fromkeys((*ids, *chosen)))
    return [{"id": id_, "name": id_ if known is None else known.name} for id_, known in found]


def _grid(grid: Grid) -> Json:
    return {
        "kind": "grid",
        "name": grid.name,
        "label": grid.label,
        "columns": [{"name": name, "label": label} for name, label in grid.columns],
        "rows": [list(row) for row in grid.rows],
        "numeric": sorted(grid.numeric),
        "most": grid.most,
    }
