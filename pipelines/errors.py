"""Every failure a pipeline can end in, drawn as a tree.

PipelineError
├── MediaRejected         this file cannot be read: the reason, and figures that explain it
└── SandboxUnavailable    no child process could be had; nothing is said about the file
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a file was turned away; handlers hold one text a reason and language."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"  # figures: size, limit (bytes)
    UNKNOWN_TYPE = "unknown_type"
    UNSUPPORTED_TYPE = "unsupported_type"  # figures: type
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"  # figures: pages, limit
    TOO_MANY_PIXELS = "too_many_pixels"  # figures: width, height, limit (megapixels)
    TOO_LONG = "too_long"  # it says more than can be taken over
    DAMAGED = "damaged"
    FORBIDDEN_XML = "forbidden_xml"  # a DTD, an entity, a tree too deep
    EXHAUSTED = "exhausted"  # the decoder ran out of the memory or processor time it may use
    TOO_SLOW = "too_slow"  # figures: limit (seconds)


class PipelineError(Exception):
    """Anything that keeps a pipeline from its result."""


class MediaRejected(PipelineError):
    """This file cannot be read, and trying again will not change that.

    `figures` are numbers and type names only, never a word of the file: the durable queue and
    the log keep what an exception says.
    """

    def __init__(self, reason: Reason, **figures: int | str) -> None:
        super().__init__(reason.value, figures)
        self.reason = reason
        self.figures = figures


class SandboxUnavailable(PipelineError):
    """A child process could not be started or was taken away; the same call may succeed later."""
