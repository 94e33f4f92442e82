"""Somebody took back a file that they had shared: what is to be forgotten of it."""

from dataclasses import dataclass

from handlers.chat import Place


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A file was deleted on the platform; `place` is where, as far as the platform tells.

    `user` is who deleted it, None where the platform does not say.
    """

    platform: str
    tenant: str
    file: str
    place: Place | None = None
    user: str | None = None
