"""What senders of a country print: words, names and habits, from the tables in `words/`.

A line is `key = choice | choice || reserved`: reserved choices appear in the hold pool only.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Literal

Pool = Literal["tune", "hold"]
_TABLES = Path(__file__).parent / "words"
_NAMES = ("companies", "freelancers", "shops", "buyers")  # a hold vendor is never a tune vendor
LANDS = (
    "en-GB", "en-US", "en-IN", "de-DE", "de-CH", "fr-FR", "fr-BE", "es-ES", "it-IT", "nl-NL",
    "pt-PT", "sv-SE",
)  # fmt: skip

Table = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("|")) if text.strip() else ()


@lru_cache
def _table(name: str) -> Table:
    path = _TABLES / f"{name}.txt"
    found: Table = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        key, _, rest = line.partition(" = ")
        plain, _, reserved = rest.partition("||")
        found[key.strip()] = _split(plain), _split(reserved)
    return found


@dataclass(frozen=True)
class Words:
    """The words of one land, as this pool may use them."""

    land: str
    pool: Pool

    @property
    def language(self) -> str:
        return self.land[:2]

    @property
    def country(self) -> str:
        return self.land[3:]

    def all(self, key: str) -> tuple[str, ...]:
        """Give what may be chosen from."""
        table = {**_table(self.language), **_table(self.land)}
        plain, reserved = table.get(key, ((), ()))
        if self.pool == "tune":
            return plain
        if key in _NAMES:
            return reserved or plain
        return (*plain, *reserved, *reserved)

    def has(self, key: str) -> bool:
        return bool(self.all(key))

    def one(self, rng: Random, key: str) -> str:
        return rng.choice(self.all(key))

    def months(self) -> tuple[str, ...]:
        return _table(self.language)["months"][0]
