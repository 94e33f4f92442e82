"""What the operator decides about voice rooms: who listens in them, where, and where they end."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot import spelling

VoiceName = Literal["gpt", "gpt-live", "gemini", "cascade", "simulator"]
ThinkerName = Literal["qwen", "claude", "gpt", "gemini"]

Listed = (NoDecode, BeforeValidator(spelling.listed))


class Voiced(BaseModel):
    """Settings of voice rooms, by the name of their environment variables."""

    voice: Literal["auto", "on", "off"] = Field(
        "auto",
        alias="BOT_VOICE",
        description="Whether `python -m bot` starts the process of voice rooms, and starts it "
        "again when it dies; `auto`: where people can reach rooms, in the local workspace or at "
        "BOT_PUBLIC_URL.",
    )
    voice_host: str = Field(
        "127.0.0.1",
        alias="BOT_VOICE_HOST",
        description="The address that voice rooms listen on: that of a proxy with TLS before it "
        "is enough.",
    )
    voice_port: int = Field(
        8092,
        ge=0,
        le=65535,
        alias="BOT_VOICE_PORT",
        description="The port of voice rooms on 127.0.0.1; a proxy leads `/voice/` there.",
    )
    voice_models: Annotated[tuple[VoiceName, ...], *Listed] = Field(
        ("simulator",),
        alias="BOT_VOICE_MODELS",
        min_length=1,
        description="Who may hear and speak in voice rooms, comma-separated, in order: gpt "
        "(Realtime), gpt-live, gemini, cascade (BOT_TRANSCRIBERS, BOT_CASCADE_MODELS and "
        "BOT_SPEECH_URL in turn), simulator (understands nothing, and says so).",
    )
    gpt_voice: str = Field(
        "gpt-realtime-2.1",
        alias="BOT_GPT_VOICE",
        description="Which model of OpenAI's Realtime speaks in rooms.",
    )
    gpt_live: str = Field(
        "gpt-live-1",
        alias="BOT_GPT_LIVE",
        description="Which model of OpenAI's Live speaks in rooms; it is paid by the minute.",
    )
    gemini_voice: str = Field(
        "gemini-3.8-live",
        alias="BOT_GEMINI_VOICE",
        description="Which Gemini Live speaks in rooms.",
    )
    voice_keep_session: bool = Field(
        False,
        alias="BOT_VOICE_KEEP_SESSION",
        description="Whether Google may keep a conversation for two hours, to go on with it when "
        "its connection is lost.",
    )
    cascade_models: Annotated[tuple[ThinkerName, ...], *Listed] | None = Field(
        None,
        alias="BOT_CASCADE_MODELS",
        min_length=1,
        description="Which models think in a cascade, comma-separated, in order: qwen, claude, "
        "gpt, gemini, as for documents. Unset: qwen when QWEN_VL_URL is set.",
    )
    speech_url: str | None = Field(
        None,
        alias="BOT_SPEECH_URL",
        description="Where an OpenAI-compatible server says words aloud for a cascade, such as "
        "http://127.0.0.1:8880/v1. Unset: people's browsers do.",
    )
    speech_key: SecretStr | None = Field(
        None, alias="BOT_SPEECH_KEY", description="The key of that server, where it wants one."
    )
    speech_model: str = Field(
        "kokoro", alias="BOT_SPEECH_MODEL", description="The model that is asked for there."
    )
    speech_voice: str = Field(
        "af_heart", alias="BOT_SPEECH_VOICE", description="The voice that is asked for there."
    )
    voice_minutes: int = Field(
        60,
        ge=1,
        le=1440,
        alias="BOT_VOICE_MINUTES",
        description="After so many minutes a voice room ends.",
    )
    voice_idle_seconds: int = Field(
        120,
        ge=10,
        le=3600,
        alias="BOT_VOICE_IDLE_SECONDS",
        description="After so long in which nobody speaks the voice model leaves, and costs "
        "nothing, until somebody does.",
    )
    voice_room_usd: Decimal | None = Field(
        None,
        gt=0,
        alias="BOT_VOICE_ROOM_USD",
        description="What one voice room may cost, in US dollars: then it ends. Unset: no limit.",
    )
    voice_day_usd: Decimal | None = Field(
        None,
        gt=0,
        alias="BOT_VOICE_DAY_USD",
        description="What the voice rooms of a tenant may cost a day, in US dollars. Unset: no "
        "limit.",
    )

    @property
    def is_voice_capped(self) -> bool:
        """Whether voice rooms may cost so much and no more: nobody is asked at unknown prices."""
        return self.voice_room_usd is not None or self.voice_day_usd is not None
