"""What the operator decides about recordings of meetings: who transcribes, what is kept."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot import spelling

TranscriberName = Literal["whisper", "local", "gpt", "gemini"]
WriterName = Literal["qwen", "claude", "gpt", "gemini", "gemini-video"]

Listed = (NoDecode, BeforeValidator(spelling.listed))


class Recorded(BaseModel):
    """Settings of recordings, by the name of their environment variables."""

    recordings: Literal["ask", "auto", "off"] = Field(
        "ask",
        alias="BOT_RECORDINGS",
        description="What Clerk does with a recording in a channel for which nobody has said "
        "otherwise (`/clerk recordings`): `ask` first, `auto`: begin, `off`: leave it.",
    )
    transcribers: Annotated[tuple[TranscriberName, ...], *Listed] | None = Field(
        None,
        alias="BOT_TRANSCRIBERS",
        min_length=1,
        description="Who may transcribe, comma-separated, in order: whisper (WHISPER_URL), local "
        "(faster-whisper), gpt, gemini. Unset: whisper when WHISPER_URL is set, and local when its "
        "model is there.",
    )
    whisper_url: str | None = Field(
        None,
        alias="WHISPER_URL",
        description="Where an OpenAI-compatible server transcribes, such as "
        "http://127.0.0.1:8000/v1.",
    )
    whisper_key: SecretStr | None = Field(
        None, alias="BOT_WHISPER_KEY", description="The key of that server, where it wants one."
    )
    whisper_served: str = Field(
        "Systran/faster-whisper-small",
        alias="BOT_WHISPER_SERVED",
        description="The model that is asked for there.",
    )
    whisper_model: str = Field(
        "small",
        alias="BOT_WHISPER_MODEL",
        description="The model of `local`: tiny, small, large-v3, large-v3-turbo, or the folder "
        "that holds one.",
    )
    whisper_device: Literal["auto", "cpu", "cuda"] = Field(
        "auto", alias="BOT_WHISPER_DEVICE", description="What `local` runs on."
    )
    gpt_transcriber: str = Field(
        "gpt-transcribe",
        alias="BOT_GPT_TRANSCRIBER",
        description="Which model of OpenAI's transcribes.",
    )
    gemini_transcriber: str = Field(
        "gemini-3.5-transcribe",
        alias="BOT_GEMINI_TRANSCRIBER",
        description="Which model of Google's transcribes.",
    )
    writers: Annotated[tuple[WriterName, ...], *Listed] | None = Field(
        None,
        alias="BOT_MEETING_WRITERS",
        description="Who may write minutes, comma-separated, in order: qwen (QWEN_VL_URL), claude, "
        "gpt, gemini, gemini-video (watches the whole recording). `off`: nobody. Unset: qwen when "
        "QWEN_VL_URL is set.",
    )
    claude_writer: str | None = Field(
        None,
        alias="BOT_CLAUDE_WRITER",
        description="Which Claude writes minutes, if not BOT_CLAUDE_MODEL.",
    )
    gpt_writer: str | None = Field(
        None,
        alias="BOT_GPT_WRITER",
        description="Which GPT writes minutes, if not BOT_GPT_MODEL.",
    )
    gemini_writer: str | None = Field(
        None,
        alias="BOT_GEMINI_WRITER",
        description="Which Gemini writes minutes, or watches, if not BOT_GEMINI_MODEL.",
    )
    writer_seconds: int = Field(
        900,
        ge=10,
        le=7200,
        alias="BOT_WRITER_SECONDS",
        description="How long writers may take over one meeting, all of them together.",
    )
    writer_slides: int = Field(
        12,
        ge=0,
        le=100,
        alias="BOT_WRITER_SLIDES",
        description="How many slides of a recording a writer is shown at most.",
    )
    max_recording_mb: int = Field(
        2000,
        ge=1,
        alias="BOT_MAX_RECORDING_MB",
        description="Larger recordings are left.",
    )
    max_recording_hours: int = Field(
        5,
        ge=1,
        le=24,
        alias="BOT_MAX_RECORDING_HOURS",
        description="Longer recordings are left.",
    )
    keep_recordings_days: int = Field(
        7,
        ge=0,
        alias="BOT_KEEP_RECORDINGS_DAYS",
        description="For how long a recording is kept for the player; 0: until it was read.",
    )
    keep_slides_days: int = Field(
        30,
        ge=0,
        alias="BOT_KEEP_SLIDES_DAYS",
        description="For how long the slides of a recording are kept.",
    )
    keep_transcripts_days: int = Field(
        180,
        ge=1,
        alias="BOT_KEEP_TRANSCRIPTS_DAYS",
        description="For how long transcripts and reports are kept; nothing else of a meeting is "
        "kept for longer.",
    )
