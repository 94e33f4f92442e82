"""What several files belong to, where a platform shows those of one answer together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one `key`, each sent under a key of its own.

    A platform that hands files out shows them on one card, under `title`; a file takes the place
    there of those that were sent under the keys in `replaces`. Others show each by itself.
    """

    key: str
    title: str
    replaces: tuple[str, ...] = ()
