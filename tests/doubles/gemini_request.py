"""What Google's REST reference lets stand in a request to generateContent, as far as we go."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

# The words of a schema that responseJsonSchema is documented to take.
SCHEMA_WORDS = {
    "$anchor",
    "$defs",
    "$id",
    "$ref",
    "additionalProperties",
    "anyOf",
    "description",
    "enum",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "oneOf",
    "prefixItems",
    "properties",
    "propertyOrdering",
    "required",
    "title",
    "type",
}


def _schema(value: dict[str, Any]) -> dict[str, Any]:
    unknown = value.keys() - SCHEMA_WORDS
    if unknown:
        raise ValueError(f"unknown in a schema: {sorted(unknown)}")
    for inner in (*value.get("properties", {}).values(), *value.get("$defs", {}).values()):
        _schema(inner)
    for inner in value.get("anyOf", []):
        _schema(inner)
    if "items" in value:
        _schema(value["items"])
    return value


class _Strict(BaseModel):
    """Nothing beside what is named; JSON of protocol buffers takes both spellings of a name."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Blob(_Strict):
    mime_type: Literal["image/png", "image/jpeg", "audio/wav"]
    data: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/_-]+={0,2}$")]


class FileData(_Strict):
    mime_type: Annotated[str, Field(pattern=r"^(video/(mp4|mov|webm)|audio/[a-z0-9]+)$")]
    file_uri: Annotated[str, Field(pattern=r"/v1beta/files/[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$")]


class VideoMetadata(_Strict):
    fps: Annotated[float, Field(gt=0, le=24)]


class Resolution(_Strict):
    level: Literal["MEDIA_RESOLUTION_HIGH"]


class Part(_Strict):
    text: str | None = None
    inline_data: Blob | None = None
    file_data: FileData | None = None
    video_metadata: VideoMetadata | None = None
    media_resolution: Resolution | None = None


class Content(_Strict):
    role: Literal["user", "model"] | None = None
    parts: Annotated[list[Part], Field(min_length=1)]


class AudioTranscriptionConfig(_Strict):
    language_codes: list[str] | None = None


class TranscriptionConfig(_Strict):
    """What is said to a model that transcribes and does nothing else."""

    audio_transcription_config: AudioTranscriptionConfig


class GenerationConfig(_Strict):
    response_mime_type: Literal["application/json"]
    response_json_schema: Annotated[dict[str, Any], AfterValidator(_schema)]
    max_output_tokens: Annotated[int, Field(ge=1)]


class GenerateContentRequest(_Strict):
    """A request; the model stands in the path."""

    contents: Annotated[list[Content], Field(min_length=1)]
    system_instruction: Content | None = None
    generation_config: GenerationConfig | TranscriptionConfig


class CountTokensRequest(_Strict):
    """A request to countTokens."""

    contents: Annotated[list[Content], Field(min_length=1)]
