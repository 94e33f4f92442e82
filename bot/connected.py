"""What the operator connects Clerk with: platforms, its own address, the virus scanner."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, SecretStr, model_validator

from bot.addresses import address, host_of, is_own

SLACK_API = "https://slack.com/api/"


def _clamd(written: str) -> str:
    """Check where clamd listens."""
    host, _, port = written.rpartition(":")
    if written.startswith("/"):
        return written
    try:
        host_of(host.removeprefix("[").removesuffix("]"))
        heard = port.isdecimal() and 0 < int(port) < 65536
    except ValueError:
        heard = False
    if not heard:
        raise ValueError(
            f"{written!r} is neither the whole path of a socket, such as /run/clamav/clamd.ctl,"
            " nor HOST:PORT, such as 127.0.0.1:3310"
        )
    return written


def _api(written: str) -> str:
    """Check where tokens and documents go."""
    try:
        found = address(written)
    except ValueError as fault:
        raise ValueError(f"such as {SLACK_API}: {fault}") from None
    if not found.is_encrypted and not is_own(found.host):
        raise ValueError("tokens and documents go there: begin it with https://")
    return f"{found.url}/"


class Connected(BaseModel):
    """Settings of what is outside of Clerk, by the name of their environment variables."""

    profile: Literal["local", "production"] = Field(
        "local",
        alias="BOT_PROFILE",
        description="`production` refuses to start where something was left open that a company "
        "must decide on, such as the scan for viruses.",
    )
    public_url: str | None = Field(
        None,
        alias="BOT_PUBLIC_URL",
        description="Under which address others reach Clerk, such as https://clerk.example.com.",
    )
    web_host: str = Field(
        "127.0.0.1",
        alias="BOT_WEB_HOST",
        description="The address that Clerk listens on for platforms: that of a proxy with TLS "
        "before it is enough.",
    )
    web_port: int = Field(8090, ge=0, le=65535, alias="BOT_WEB_PORT", description="The port there.")
    slack_bot_token: SecretStr | None = Field(
        None,
        alias="SLACK_BOT_TOKEN",
        description="The token (xoxb-) of Clerk in one Slack workspace; with it goes "
        "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        alias="SLACK_APP_TOKEN",
        description="The token (xapp-) for Socket Mode: Slack is reached without a public address.",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        alias="SLACK_SIGNING_SECRET",
        description="With it Slack sends its events to BOT_PUBLIC_URL/slack/events.",
    )
    slack_client_id: str | None = Field(
        None,
        alias="SLACK_CLIENT_ID",
        description="With SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET many workspaces can "
        "install Clerk, at BOT_PUBLIC_URL/slack/install.",
    )
    slack_client_secret: SecretStr | None = Field(
        None, alias="SLACK_CLIENT_SECRET", description="The secret of SLACK_CLIENT_ID."
    )
    slack_api_url: Annotated[str, AfterValidator(_api)] = Field(
        SLACK_API,
        alias="SLACK_API_URL",
        description="Where Slack's Web API is: another one for trying things out.",
    )
    slack_blocks: Literal["rich", "classic"] = Field(
        "rich",
        alias="BOT_SLACK_BLOCKS",
        description="`rich`: tables, code and signs, and plain blocks where a workspace does not "
        "take them; `classic`: plain ones always.",
    )
    virus_scan: Literal["auto", "required", "off"] = Field(
        "auto",
        alias="BOT_VIRUS_SCAN",
        description="`required`: nothing is read that the scanner has not found clean; `off`: "
        "nothing is scanned; `auto`: required as soon as BOT_CLAMD is set.",
    )
    clamd: Annotated[str, AfterValidator(_clamd)] | None = Field(
        None,
        alias="BOT_CLAMD",
        description="Where clamd listens: the path of its socket, or HOST:PORT.",
    )

    @model_validator(mode="after")
    def _decides_on_viruses(self) -> Self:
        if self.virus_scan == "required" and self.clamd is None:
            raise ValueError(
                "BOT_VIRUS_SCAN=required needs BOT_CLAMD: say where clamd listens, such as"
                " /run/clamav/clamd.ctl or 127.0.0.1:3310"
            )
        if self.profile == "production" and self.virus_scan == "auto" and self.clamd is None:
            raise ValueError(
                "BOT_PROFILE=production starts only once it is decided whether files are scanned"
                " for viruses: set BOT_CLAMD, or BOT_VIRUS_SCAN=off"
            )
        return self

    @property
    def scanner(self) -> str | None:
        """Where the clamd listens that must find every file clean; None: nothing is scanned."""
        return None if self.virus_scan == "off" else self.clamd

    @property
    def is_slack_configured(self) -> bool:
        """Whether Clerk is to work in Slack."""
        return self.slack_bot_token is not None or self.slack_client_id is not None
