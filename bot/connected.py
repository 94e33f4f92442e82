"""What the operator connects Clerk with: platforms, its own address, the virus scanner."""

from typing import Literal

from pydantic import BaseModel, Field, SecretStr

SLACK_API = "https://slack.com/api/"


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
    slack_api_url: str = Field(
        SLACK_API,
        alias="SLACK_API_URL",
        description="Where Slack's Web API is: another one for trying things out.",
    )
    slack_blocks: Literal["rich", "classic"] = Field(
        "rich",
        alias="BOT_SLACK_BLOCKS",
        description="`rich`: tables and alerts, and plain blocks where a workspace does not take "
        "them; `classic`: plain ones always.",
    )
    teams_app_id: str | None = Field(
        None, alias="TEAMS_APP_ID", description="Teams is configured when this is set."
    )
    virus_scan: Literal["auto", "required", "off"] = Field(
        "auto",
        alias="BOT_VIRUS_SCAN",
        description="`required`: nothing is read that the scanner has not found clean; `off`: "
        "nothing is scanned; `auto`: required as soon as BOT_CLAMD is set.",
    )
    clamd: str | None = Field(
        None,
        alias="BOT_CLAMD",
        description="Where clamd listens: the path of its socket, or HOST:PORT.",
    )

    @property
    def is_slack_configured(self) -> bool:
        """Whether Clerk is to work in Slack."""
        return self.slack_bot_token is not None or self.slack_client_id is not None
