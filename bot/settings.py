"""What the operator decides: the only reader of the environment and of `.env`."""

from collections.abc import Mapping
from datetime import UTC, time, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import spelling
from bot.connected import Connected
from bot.microsoft import Microsoft
from bot.recorded import Recorded
from bot.voiced import Voiced
from handlers.chat import Place
from handlers.people import Role
from pipelines.egress import Region, Route

ReaderName = Literal["local", "qwen", "claude", "gpt", "gemini"]

# What people write, and how it is taken apart: lists are not JSON.
Listed = (NoDecode, BeforeValidator(spelling.listed))
People = Annotated[tuple[Annotated[str, AfterValidator(spelling.member)], ...], *Listed]
Channels = Annotated[
    tuple[Annotated[str, AfterValidator(spelling.channel)], ...],
    *Listed,
    AfterValidator(spelling.one_a_tenant),
]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(spelling.host)], ...], *Listed]
Limits = Annotated[Mapping[str, Decimal], NoDecode, BeforeValidator(spelling.limits)]
TimeOfDay = Annotated[time | None, BeforeValidator(spelling.time_of_day)]
Zone = Annotated[tzinfo, BeforeValidator(spelling.zone)]

# Where a container engine puts secrets: a file for each, named as its setting.
_MOUNTED = Path("/run/secrets")


class Settings(BaseSettings, Connected, Microsoft, Recorded, Voiced):
    """Every setting, by the name of its environment variable."""

    model_config = SettingsConfigDict(
        env_file=".env",
        secrets_dir=_MOUNTED if _MOUNTED.is_dir() else None,
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
    document_readers: Annotated[tuple[ReaderName, ...], *Listed] | None = Field(
        None,
        alias="BOT_DOCUMENT_READERS",
        min_length=1,
        description="Who may read documents, comma-separated, in the order in which models are "
        "asked: local, qwen, claude, gpt, gemini. Unset: local, and qwen when QWEN_VL_URL is set.",
    )
    document_models: Literal["always", "when_flagged", "never"] = Field(
        "when_flagged",
        alias="BOT_DOCUMENT_MODELS",
        description="When the listed models are asked after the embedded engine: `always`, "
        "`when_flagged` (or when rules cannot answer all of a contract), `never`.",
    )
    qwen_vl_url: str | None = Field(
        None,
        alias="QWEN_VL_URL",
        description="Where vLLM (or another OpenAI-compatible server) serves a Qwen-VL model, "
        "such as http://127.0.0.1:8000/v1.",
    )
    qwen_model: str = Field(
        "Qwen/Qwen2.5-VL-7B-Instruct",
        alias="BOT_QWEN_MODEL",
        description="The model that is asked for there.",
    )
    qwen_key: SecretStr | None = Field(
        None, alias="BOT_QWEN_KEY", description="The key of that server, where it wants one."
    )
    anthropic_api_key: SecretStr | None = Field(
        None, alias="ANTHROPIC_API_KEY", description="The key for claude; it enables nothing."
    )
    claude_url: str | None = Field(
        None, alias="BOT_CLAUDE_URL", description="Where claude is asked, if not at Anthropic."
    )
    claude_model: str = Field(
        "claude-sonnet-5-5", alias="BOT_CLAUDE_MODEL", description="Which Claude is asked."
    )
    openai_api_key: SecretStr | None = Field(
        None, alias="OPENAI_API_KEY", description="The key for gpt; it enables nothing."
    )
    openai_base_url: str | None = Field(
        None, alias="OPENAI_BASE_URL", description="Where gpt is asked, if not at OpenAI."
    )
    gpt_model: str = Field("gpt-6-luna", alias="BOT_GPT_MODEL", description="Which GPT is asked.")
    gemini_api_key: SecretStr | None = Field(
        None, alias="GEMINI_API_KEY", description="The key for gemini; it enables nothing."
    )
    gemini_url: str | None = Field(
        None, alias="BOT_GEMINI_URL", description="Where gemini is asked, if not at Google."
    )
    gemini_model: str = Field(
        "gemini-3.8-flash", alias="BOT_GEMINI_MODEL", description="Which Gemini is asked."
    )
    region: Region = Field(
        "any",
        alias="BOT_REGION",
        description="Where documents must stay: any, eu, us, cn. A listed backend that cannot "
        "keep to it stops the start.",
    )
    route: Route = Field(
        "allow",
        alias="BOT_MODEL_ROUTE",
        description="What may go to models of others: `allow`, `redact` (nothing that personal "
        "data was not taken out of) or `self_hosted_only`.",
    )
    own_hosts: Hosts = Field(
        (),
        alias="BOT_OWN_HOSTS",
        description="Hosts that are your own, comma-separated; addresses of private networks are.",
    )
    models_file: Path | None = Field(
        None,
        alias="BOT_MODELS_FILE",
        description="A TOML file of models that goes before Clerk's own: prices, limits, ends.",
    )
    model_seconds: int = Field(
        120,
        ge=1,
        le=3600,
        alias="BOT_MODEL_SECONDS",
        description="How long models may take over one document, all of them together.",
    )
    model_calls: int = Field(
        4,
        ge=1,
        le=256,
        alias="BOT_MODEL_CALLS",
        description="How many calls run on one backend at once.",
    )
    model_rest_seconds: int = Field(
        30,
        ge=1,
        alias="BOT_MODEL_REST_SECONDS",
        description="For how long a backend rests that was unavailable.",
    )
    model_budget: Decimal | None = Field(
        None,
        ge=0,
        alias="BOT_MODEL_BUDGET_USD",
        description="What models may cost a tenant a day, in US dollars: at 80 % accounting is "
        "told, at 100 % only the embedded engine reads. Unset: no limit.",
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
        description="An OCR worker, or the child that transcribes, gives its memory back after so "
        "long without work.",
    )

    accountants: People = Field(
        (),
        alias="BOT_ACCOUNTANTS",
        description="Who is an accountant on Slack or Teams: PLATFORM:TENANT:USER, "
        "comma-separated; a user group (S...) of Slack, a group of Entra or an e-mail address for "
        "USER too.",
    )
    admins: People = Field(
        (),
        alias="BOT_ADMINS",
        description="Who is an admin on Slack or Teams, written the same way.",
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
    contract_days: int = Field(
        30,
        ge=0,
        le=365,
        alias="BOT_CONTRACT_REMIND_DAYS",
        description="So many days before a contract must be given notice of, or ends, its thread "
        "and accounting are reminded; 0: never.",
    )
    approve_passed: bool = Field(
        False,
        alias="BOT_APPROVE_PASSED",
        description="Whether exports count what passed every check as approved.",
    )

    @property
    def readers(self) -> tuple[ReaderName, ...]:
        """Who may read documents, in order; the embedded engine reads first, listed or not."""
        if self.document_readers is not None:
            return self.document_readers
        return ("local",) if self.qwen_vl_url is None else ("local", "qwen")

    @property
    def serves_local_workspace(self) -> bool:
        """Whether the workspace in the browser is on."""
        if self.local_workspace == "auto":
            return not (self.is_slack_configured or self.is_teams_configured)
        return self.local_workspace == "on"

    @property
    def keeps_rooms(self) -> bool:
        """Whether `python -m bot` keeps the process of voice rooms."""
        if self.voice == "auto":
            return self.serves_local_workspace or self.public_url is not None
        return self.voice == "on"

    @property
    def accounting(self) -> Mapping[str, Place]:
        """The accounting channel of each tenant that has one."""
        return spelling.places(self.accounting_channels)
