"""Why a file cannot be had: some reasons people can do something about."""

import re
from collections.abc import Mapping

from handlers.chat import FileGone

LACKS = ("gone", "withheld", "elsewhere", "expired", "unconsented")
_PERMISSION = re.compile(r"[A-Za-z0-9.]{1,80}")


class FileWithheld(FileGone):
    """Clerk is not let read it: it was not invited, or not given the permission."""


class FileElsewhere(FileGone):
    """It is a link to what another service keeps, and never was on the platform."""


class FileDeleted(FileGone):
    """Somebody deleted it: it is not to be had again, and nobody waits for an answer."""


class FileExpired(FileGone):
    """The address that came with it does not hold any more; dropped again, it has another."""


class FileUnconsented(FileGone):
    """The company did not consent to a permission; what it is called, people who can do so know."""

    def __init__(self, call: str, permission: str) -> None:
        super().__init__(f"{call}: {permission}")
        self.permission = permission


def lack_of(error: FileGone) -> str:
    """Name why a file cannot be had, by one of LACKS; a permission that lacks follows it."""
    match error:
        case FileUnconsented():
            return f"unconsented {error.permission}"
        case FileWithheld():
            return "withheld"
        case FileElsewhere():
            return "elsewhere"
        case FileExpired():
            return "expired"
        case _:
            return "gone"


def lack_in(fact: object) -> str:
    """Give back what was written down of it; a Clerk before this one wrote only that it was so."""
    why, _, permission = str(fact).partition(" ")
    if why not in LACKS or (permission and not _PERMISSION.fullmatch(permission)):
        return "gone"
    return str(fact)


def lack_said(sentences: Mapping[str, str], lack: str) -> str:
    """Give the sentence for a lack, out of one for each of LACKS."""
    why, _, permission = lack.partition(" ")
    return sentences[why].format(permission=permission)
