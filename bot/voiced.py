"""What the operator decides about voice rooms: where they are reached."""

from pydantic import BaseModel, Field


class Voiced(BaseModel):
    """Settings of voice rooms, by the name of their environment variables."""

    voice_port: int = Field(
        8092,
        ge=0,
        le=65535,
        alias="BOT_VOICE_PORT",
        description="The port of voice rooms on 127.0.0.1; a proxy leads `/voice/` there.",
    )
