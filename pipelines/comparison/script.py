"""A conversation to hold with voice models: a small YAML of who says what, and what is expected."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

_MOST_BYTES = 200_000
Seconds = Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]


class ScriptFault(Exception):
    """A script that cannot be used; the text says why, in one line."""


class Turn(BaseModel):
    """What one person says, after `pause_s` of silence.

    `says` is said aloud; where `wav` names a file, that is heard instead, and `says` tells people
    what is in it. `shows` is a JPEG of a screen, shown before. `asks`: the button is pressed at the
    end, as a group has to that calls nobody by name. `expects`: what is to be in the answer, each
    a word or several, or choices of them between bars. The answer has to begin `within_s`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: Annotated[str, Field(min_length=1, max_length=40)] = "Ada"
    says: Annotated[str, Field(max_length=2000)] = ""
    wav: Path | None = None
    shows: Path | None = None
    pause_s: Seconds = 1.0
    asks: bool = False
    expects: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    within_s: Seconds = 20.0

    @model_validator(mode="after")
    def _sounds(self) -> Self:
        if not self.says.strip() and self.wav is None:
            raise ValueError("a turn says something, or names a wav")
        return self


class Script(BaseModel):
    """Turns, one after the other; of each the answer is awaited, and heard to its end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["en", "zh"] = "en"
    topic: Annotated[str, Field(max_length=200)] = ""
    turns: Annotated[tuple[Turn, ...], Field(min_length=1, max_length=500)]

    @property
    def people(self) -> tuple[str, ...]:
        """Who takes part, in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.who for turn in self.turns))


def read_script(path: Path) -> Script:
    """Read one; the files it names lie beside it. Raises ScriptFault, OSError. Blocks."""
    content = path.read_bytes()
    if len(content) > _MOST_BYTES:
        raise ScriptFault(f"{path}: a script is smaller than {_MOST_BYTES // 1000} kB")
    try:
        written: Any = yaml.safe_load(content)
        script = Script.model_validate(written)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ScriptFault(f"{path}: this is no YAML: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the script"
        raise ScriptFault(f"{path}: {where}: {first['msg']}") from None
    turns = tuple(_beside(turn, path.parent) for turn in script.turns)
    return script.model_copy(update={"turns": turns})


def _beside(turn: Turn, folder: Path) -> Turn:
    named = {key: getattr(turn, key) for key in ("wav", "shows")}
    found = {key: folder / path for key, path in named.items() if path is not None}
    return turn.model_copy(update=found)
