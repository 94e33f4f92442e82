"""Every failure a pipeline can end in, drawn as a tree.

PipelineError
├── MediaRejected         this file cannot be read: the reason, and figures that explain it
├── SandboxUnavailable    no child process could be had; nothing is said about the file
└── BackendError          a model did not do what it was asked: the fault, and what it used
    ├── BackendUnavailable    not now: it may answer the same call later
    ├── BackendRefused        not this call, however often it is made
    └── BadAnswer             it answered, and not what was asked for
"""

from enum import StrEnum

from pipelines.usage import NO_TOKENS, Tokens


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
    NO_TRANSCRIPT = "no_transcript"  # a text in which nothing tells who said what, or when
    DAMAGED = "damaged"
    FORBIDDEN_XML = "forbidden_xml"  # a DTD, an entity, a tree too deep
    EXHAUSTED = "exhausted"  # the decoder ran out of the memory or processor time it may use
    TOO_SLOW = "too_slow"  # figures: limit (seconds)
    INFECTED = "infected"  # figures: signature, the virus scanner's name for what it found
    NOTHING_IN_IT = "nothing_in_it"  # no sound and no picture that can be decoded
    TOO_MANY_STREAMS = "too_many_streams"  # figures: streams, limit
    TOO_MANY_HOURS = "too_many_hours"  # figures: hours, limit
    # The virus scanner could not look into all of it. Figures: size (bytes), setting (of its).
    NOT_SCANNED = "not_scanned"
    NO_ROOM = "no_room"  # on the disk of this machine


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


class Fault(StrEnum):
    """Why a model gave no answer that can be used; handlers hold one text a fault and language."""

    # It may answer later.
    CONNECTION = "connection"  # no connection, or it broke
    TIMEOUT = "timeout"  # 408, and whatever took longer than it may
    BUSY = "busy"  # 429, 529: too much is asked of it
    FAILING = "failing"  # 409, 5xx
    # It never will.
    KEY = "key"  # 401, 403: the key is wrong, or may not do this
    NO_MODEL = "no_model"  # 404: no such model, or no such address
    TOO_LARGE = "too_large"  # 413: more pages, bytes or tokens than it takes
    REJECTED = "rejected"  # 400, 422: it does not understand the call
    REFUSED = "refused"  # it declines to answer, or a filter does
    # It answered.
    TRUNCATED = "truncated"  # it stopped at its limit
    SHAPE = "shape"  # not the JSON that was asked for
    NO_JSON = "no_json"  # a page for people, or nothing at all


# A model that ended so may have worked: that is paid, whether or not it says what it used.
WORKED = frozenset(
    {
        Fault.CONNECTION,
        Fault.TIMEOUT,
        Fault.REFUSED,
        Fault.TRUNCATED,
        Fault.SHAPE,
        Fault.NO_JSON,
    }
)


class BackendError(PipelineError):
    """A model gave nothing that can be used.

    `tokens` is what it says it used all the same: that is paid for. Never a word of what it said:
    the durable queue and the log keep what an exception says.
    """

    def __init__(self, fault: Fault, tokens: Tokens = NO_TOKENS) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.tokens = tokens


class BackendUnavailable(BackendError):
    """It may answer the same call later; `retry_after` seconds on, where it says so."""

    def __init__(
        self, fault: Fault, tokens: Tokens = NO_TOKENS, *, retry_after: float | None = None
    ) -> None:
        super().__init__(fault, tokens)
        self.retry_after = retry_after


class BackendRefused(BackendError):
    """It will not answer this call, however often it is made."""


class BadAnswer(BackendError):
    """It answered, and not what was asked for."""
