"""What the operator decides: the only reader of the environment and of `.env`."""

from collections.abc import Mapping
from datetime import UTC, time, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import spelling
from handlers.chat import Place
from handlers.people import Role

ReaderName = Literal["local"]

# What people write, and how it is taken apart: lists are not JSON.
Listed = (NoDecode, BeforeValidator(spelling.listed))
People = Annotated[tuple[Annotated[str, AfterValidator(spelling.member)], ...], *Listed]
Channels = Annotated[
    tuple[Annotated[str, AfterValidator(spelling.channel)], ...],
    *Listed,
    AfterValidator(spelling.one_a_tenant),
]
Limits = Annotated[Mapping[str, Decimal], NoDecode, BeforeValidator(spelling.limits)]
TimeOfDay = Annotated[time | None, BeforeValidator(spelling.time_of_day)]
Zone = Annotated[tzinfo, BeforeValidator(spelling.zone)]


class Settings(BaseSettings):
    """Every setting, by the name of its environment variable."""

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        validate_default=False,
        arbitrary_types_allowed=True,  # a time zone is none of pydantic's types
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
    document_readers: Annotated[tuple[ReaderName, ...], *Listed] = Field(
        ("local",),
        alias="BOT_DOCUMENT_READERS",
        min_length=1,
        description="Who may read documents, comma-separated, in order.",
    )
    companies: Annotated[tuple[str, ...], *Listed] = Field(
        (),
        alias="BOT_COMPANIES",
        description="Your own companies, by name or tax number, comma-separated: they buy.",
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

    accountants: People = Field(
        (),
        alias="BOT_ACCOUNTANTS",
        description="Who is an accountant on Slack or Teams: PLATFORM:TENANT:USER, "
        "comma-separated.",
    )
    admins: People = Field(
        (),
        alias="BOT_ADMINS",
        description="Who is an admin on Slack or Teams: PLATFORM:TENANT:USER, comma-separated.",
    )
    review_roles: Annotated[tuple[Role, ...], *Listed] = Field(
        ("accountant", "admin"),
        alias="BOT_REVIEW_ROLES",
        min_length=1,
        description="Who may decide: of employee, accountant, admin.",
    )
    review_own: bool = Field(
        False,
        alias="BOT_REVIEW_OWN",
        description="Whether people may decide on what they dropped or edited last themselves.",
    )
    review_two_over: Limits = Field(
        {
            "EUR": Decimal(10000),
            "USD": Decimal(10000),
            "GBP": Decimal(10000),
            "CHF": Decimal(10000),
            "CNY": Decimal(80000),
            "JPY": Decimal(1500000),
        },
        alias="BOT_REVIEW_TWO_OVER",
        description="Over these amounts two people must approve; `*` is any other currency that "
        "there is, and what is not listed always needs two. `off`: one is enough for everything.",
    )
    accounting_channels: Channels = Field(
        ("local:local:accounting",),
        alias="BOT_ACCOUNTING_CHANNELS",
        description="Where accounting sees what waits: PLATFORM:TENANT:CHANNEL, one a tenant; "
        "`off`: nowhere.",
    )
    zone: Zone = Field(
        UTC,
        alias="BOT_TIMEZONE",
        description="The time zone of what people read and of BOT_DIGEST_AT.",
    )
    digest_at: TimeOfDay = Field(
        time(8, 0),
        alias="BOT_DIGEST_AT",
        description="When accounting gets the daily digest: HH:MM, or `off`.",
    )
    remind_after_hours: int = Field(
        24,
        ge=0,
        le=8760,
        alias="BOT_REMIND_AFTER_HOURS",
        description="What waits is brought up again in its thread each time it has for so long; 0: "
        "never.",
    )
    approve_passed: bool = Field(
        False,
        alias="BOT_APPROVE_PASSED",
        description="Whether exports count what passed every check as approved.",
    )

    @property
    def serves_local_workspace(self) -> bool:
        """Whether the workspace in the browser is on."""
        if self.local_workspace == "auto":
            return self.slack_bot_token is None and self.teams_app_id is None
        return self.local_workspace == "on"

    @property
    def accounting(self) -> Mapping[str, Place]:
        """The accounting channel of each tenant that has one."""
        return spelling.places(self.accounting_channels)
