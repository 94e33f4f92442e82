"""Why a file cannot be had: some reasons people can do something about."""

from typing import Literal

from handlers.chat import FileGone

Lack = Literal["gone", "withheld", "elsewhere"]


class FileWithheld(FileGone):
    """Clerk is not let read it: it was not invited, or not given the permission."""


class FileElsewhere(FileGone):
    """It is a link to what another service keeps, and never was on the platform."""


class FileDeleted(FileGone):
    """Somebody deleted it: it is not to be had again, and nobody waits for an answer."""


def lack_of(error: FileGone) -> Lack:
    """Name why a file cannot be had; handlers hold one text a reason and language."""
    if isinstance(error, FileWithheld):
        return "withheld"
    return "elsewhere" if isinstance(error, FileElsewhere) else "gone"


def lack_in(fact: object) -> Lack:
    """Give back what was written down of it; a Clerk before this one wrote only that it was so."""
    return "withheld" if fact == "withheld" else "elsewhere" if fact == "elsewhere" else "gone"
