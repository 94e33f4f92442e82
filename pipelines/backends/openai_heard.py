"""What OpenAI's voices tell: their events, as far as they are looked at, and what they count."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from pipelines.backends.answers import Counted, Wire
from pipelines.errors import BackendUnavailable, Fault
from pipelines.usage import NO_TOKENS, Tokens


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> float:
    right = isinstance(value, int | float) and 0 < value < 1e11
    return float(value) if right else 0.0  # type: ignore[arg-type]  # it was looked at


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


# In an event that nobody knows here, a name may mean something else: that does no harm.
Text = Annotated[str, BeforeValidator(_text)]
Seconds = Annotated[float, BeforeValidator(_seconds)]


class _Kinds(Wire):
    audio_tokens: Counted = 0
    image_tokens: Counted = 0


class _Given(_Kinds):
    cached_tokens: Counted = 0
    cached_tokens_details: Annotated[_Kinds, BeforeValidator(_object)] = _Kinds()


class _Usage(Wire):
    """What an answer used, or a transcription, which may be counted in seconds."""

    input_tokens: Counted = 0
    output_tokens: Counted = 0
    input_token_details: Annotated[_Given, BeforeValidator(_object)] = _Given()
    output_token_details: Annotated[_Kinds, BeforeValidator(_object)] = _Kinds()
    seconds: Seconds = 0.0

    @property
    def tokens(self) -> Tokens:
        """Count it, and no part of it for more than the whole."""
        given, answered = self.input_token_details, self.output_token_details
        parts = given.cached_tokens_details
        cached = min(given.cached_tokens, self.input_tokens)
        heard = min(given.audio_tokens, self.input_tokens)
        seen = min(given.image_tokens, self.input_tokens - heard)
        told = Tokens(
            input=self.input_tokens,
            output=self.output_tokens,
            cached=cached,
            sound_s=self.seconds,
            audio_input=heard,
            audio_cached=min(parts.audio_tokens, heard, cached),
            audio_output=min(answered.audio_tokens, self.output_tokens),
            image_input=seen,
            image_cached=min(parts.image_tokens, seen, cached),
        )
        return NO_TOKENS if told == Tokens() else told


class _Item(Wire):
    id: Text = ""
    type: Text = ""
    status: Text = ""


_Items = Annotated[tuple[Annotated[_Item, BeforeValidator(_object)], ...], BeforeValidator(_list)]


class _Status(Wire):
    reason: Text = ""


class _Response(Wire):
    id: Text = ""
    status: Text = ""
    status_details: Annotated[_Status, BeforeValidator(_object)] = _Status()
    output: _Items = ()
    usage: Annotated[_Usage, BeforeValidator(_object)] = _Usage()

    @property
    def message(self) -> str:
        """Which item is what it said; "": it said nothing."""
        return next((item.id for item in self.output if item.type == "message"), "")


class _Session(Wire):
    """What a session is; Live says at which second since 1970 it will end."""

    model: Text = ""
    expires_at: Seconds = 0.0


class Event(Wire):
    """Any event of Realtime's, or of Live's."""

    type: str = Field(max_length=200)
    item_id: Text = ""
    delta: Text = ""
    transcript: Text = ""
    call_id: Text = ""
    name: Text = ""
    arguments: Text = ""
    reason: Text = ""
    delegation: Annotated[_Item, BeforeValidator(_object)] = _Item()
    usage: Annotated[_Usage, BeforeValidator(_object)] = _Usage()
    item: Annotated[_Item, BeforeValidator(_object)] = _Item()
    response: Annotated[_Response, BeforeValidator(_object)] = _Response()
    session: Annotated[_Session, BeforeValidator(_object)] = _Session()


def event(frame: bytes) -> Event:
    """Take one apart. Raises BackendUnavailable: whatever speaks there is not what it should be."""
    try:
        return Event.model_validate_json(frame)
    except ValidationError:
        raise BackendUnavailable(Fault.FAILING) from None
