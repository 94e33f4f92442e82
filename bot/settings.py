"""What the operator decides: the only reader of the environment and of `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ReaderName = Literal["local"]


class Settings(BaseSettings):
    """Every setting, by the name of its environment variable."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    data_dir: Path = Field(
        Path("data"), alias="BOT_DATA_DIR", description="Where everything that is kept is kept."
    )
    secret_key: SecretStr | None = Field(
        None,
        alias="BOT_SECRET_KEY",
        description="Signs the audit chain; made in the data folder on a local run.",
    )
    secret_key_file: Path | None = Field(
        None, alias="BOT_SECRET_KEY_FILE", description="A file that holds BOT_SECRET_KEY."
    )
    local_workspace: Literal["auto", "on", "off"] = Field(
        "auto",
        alias="BOT_LOCAL_WORKSPACE",
        description="The workspace in the browser; `auto`: on until Slack or Teams is configured.",
    )
    local_port: int = Field(
        8080, ge=0, le=65535, alias="BOT_LOCAL_PORT", description="Its port on 127.0.0.1."
    )
    document_readers: Annotated[tuple[ReaderName, ...], NoDecode] = Field(
        ("local",),
        alias="BOT_DOCUMENT_READERS",
        min_length=1,
        description="Who may read documents, comma-separated, in order.",
    )
    max_file_mb: int = Field(
        100, ge=1, alias="BOT_MAX_FILE_MB", description="Larger files are not read."
    )
    max_pages: int = Field(
        50, ge=1, alias="BOT_MAX_PAGES", description="Documents with more pages are not read."
    )
    jobs: int = Field(2, ge=1, le=64, alias="BOT_JOBS", description="How many jobs run at once.")
    ocr_workers: int = Field(
        1,
        ge=1,
        le=64,
        alias="BOT_OCR_WORKERS",
        description="How many pages are recognised at once.",
    )
    ocr_idle_seconds: int = Field(
        300,
        ge=1,
        alias="BOT_OCR_IDLE_SECONDS",
        description="An OCR worker without work for so long gives its memory back.",
    )
    slack_bot_token: SecretStr | None = Field(
        None, alias="SLACK_BOT_TOKEN", description="Slack is configured when this is set."
    )
    teams_app_id: str | None = Field(
        None, alias="TEAMS_APP_ID", description="Teams is configured when this is set."
    )

    @field_validator("document_readers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @property
    def serves_local_workspace(self) -> bool:
        """Whether the workspace in the browser is on."""
        if self.local_workspace == "auto":
            return self.slack_bot_token is None and self.teams_app_id is None
        return self.local_workspace == "on"
