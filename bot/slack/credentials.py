"""Which app Clerk is to Slack, and where its own pages and Slack's are."""

from dataclasses import dataclass
from urllib.parse import urljoin

from pydantic import SecretStr

from bot.settings import Settings

INSTALL, CALLBACK, EVENTS = "/slack/install", "/slack/oauth_redirect", "/slack/events"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The app that many workspaces install; `public_url` is where they reach Clerk."""

    id: str
    secret: SecretStr
    public_url: str
    api_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Credentials | None":
        """Give what the settings say; None where Clerk is not to be installed by others."""
        id_, secret, url = (
            settings.slack_client_id,
            settings.slack_client_secret,
            settings.public_url,
        )
        if id_ is None or secret is None or url is None:
            return None
        return cls(id_, secret, url, settings.slack_api_url)

    @property
    def callback_url(self) -> str:
        """Where Slack sends a browser back to."""
        return self.public_url.rstrip("/") + CALLBACK

    @property
    def consent_url(self) -> str:
        """Where Slack asks whoever installs Clerk; on the host that answers its calls."""
        return urljoin(self.api_url, "/oauth/v2/authorize")
