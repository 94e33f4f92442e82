"""Installing Clerk in a workspace, in a browser: to Slack's consent, and back with a grant."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.ledger.faults import DatabaseBusy
from bot.slack import install_pages
from bot.slack.credentials import CALLBACK, INSTALL, Credentials
from bot.slack.exchange import CALL, exchange
from bot.slack.faults import Answer, asked
from bot.slack.grants import NotOfOneWorkspace, is_workspace
from bot.slack.installations import STATE_SECONDS, Installations, States
from bot.slack.manifest import SCOPES
from handlers.chat import ChatError, ChatRefused, ChatUnavailable
from handlers.ports import Clock

Installed = Callable[[Installation], Awaitable[None]]

log = logging.getLogger(__name__)


class _Failed(Exception):
    """The installation ends here; `reason` is a word of ours, or of Bolt's."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class InstallFlow(AsyncOAuthFlow):
    """Bolt's flow with pages of our own; neither codes nor tokens come into the log.

    `installed` is told of every installation once it is kept.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        settings: AsyncOAuthSettings,
        credentials: Credentials,
        installed: Installed,
        clock: Clock,
    ) -> None:
        super().__init__(client=client, logger=log, settings=settings)
        self._clock = clock
        self._credentials = credentials
        self._installed = installed

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        asked = {
            "client_id": self.client_id,
            "scope": ",".join(self.settings.scopes or ()),
            "redirect_uri": self.redirect_uri or "",
            "state": state,
        }
        # A link may say which workspace is meant, and nothing else.
        team = _first(request.query, "team")
        more = {"team": team} if is_workspace(team) else {}
        return f"{self.settings.authorization_url}?{urlencode(asked | more)}"

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return install_pages.begin(url, install_pages.language_of(request.headers))

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        try:
            return await super().handle_installation(request)
        except DatabaseBusy:
            return self._failed(request, _Failed("storage_error", 503))

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        try:
            return await super().handle_callback(request)
        except _Failed as failed:
            return self._failed(request, failed)
        except DatabaseBusy:
            return self._failed(request, _Failed("storage_error", 503))

    def _failed(self, request: AsyncBoltRequest, failed: _Failed) -> BoltResponse:
        page = install_pages.failure(failed.reason, install_pages.language_of(request.headers))
        return _page(failed.status, page, self.settings)

    async def run_installation(self, code: str) -> Installation | None:
        address = self._credentials.callback_url
        try:
            answer = await exchange(self.client, self._credentials, code=code, redirect_uri=address)
            granted = _granted(answer, self._clock.now())
            # The grant itself does not say which bot it is.
            said = await asked("auth.test", self.client.auth_test(token=granted.bot_token))
        except ChatRefused as refused:
            log.warning("Slack refused an installation: %s", refused)
            raise _Failed("refused", 400) from None
        except ChatUnavailable as fault:
            log.warning("Slack did not answer an installation: %s", fault)
            raise _Failed("unanswered", 502) from None
        granted.bot_id = str(said.get("bot_id") or "")
        return granted

    async def store_installation(
        self,
        request: AsyncBoltRequest,  # noqa: ARG002 - as Bolt calls it
        installation: Installation,
    ) -> None:
        try:
            await self.settings.installation_store.async_save(installation)
            await self._installed(installation)
        except (NotOfOneWorkspace, DatabaseBusy) as fault:
            await self._hand_back(str(installation.bot_token))
            if isinstance(fault, DatabaseBusy):
                raise _Failed("storage_error", 503) from None
            raise _Failed("not_of_one_workspace", 400) from None

    async def _hand_back(self, token: str) -> None:
        """Let Slack revoke what is not kept; a token that nobody knows is not left behind."""
        try:
            await asked("auth.revoke", self.client.auth_revoke(token=token))
        except ChatError as fault:
            log.warning("Slack did not take a token back: %s", fault)


def install_flow(
    credentials: Credentials,
    client: AsyncWebClient,
    stores: tuple[Installations, States],
    installed: Installed,
    clock: Clock,
) -> InstallFlow:
    """Wire the flow: `client` has no token, and repeats nothing."""
    installations, states = stores
    settings = AsyncOAuthSettings(
        client_id=credentials.id,
        client_secret=credentials.secret.get_secret_value(),
        scopes=list(SCOPES),
        user_scopes=[],
        redirect_uri=credentials.callback_url,
        install_path=INSTALL,
        redirect_uri_path=CALLBACK,
        authorization_url=credentials.consent_url,
        callback_options=AsyncCallbackOptions(success=_success, failure=_failure),
        installation_store=installations,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
        logger=log,
    )
    return InstallFlow(client, settings, credentials, installed, clock)


async def _success(args: AsyncSuccessArgs) -> BoltResponse:
    language = install_pages.language_of(args.request.headers)
    page = install_pages.success(
        args.installation.team_name or "", args.installation.team_id or "", language
    )
    return _page(200, page, args.settings)


async def _failure(args: AsyncFailureArgs) -> BoltResponse:
    page = install_pages.failure(args.reason, install_pages.language_of(args.request.headers))
    # What Slack says of its own, such as access_denied, comes with the status of a page.
    return _page(args.suggested_status_code, page, args.settings)


def _page(status: int, page: str, settings: AsyncOAuthSettings) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, body=page, headers=headers)


def _granted(said: Answer, now: datetime) -> Installation:
    """Read what Slack grants. Raises ChatUnavailable where that is no grant."""
    for name in ("team", "enterprise", "authed_user"):
        if not isinstance(said.get(name) or {}, Mapping):
            raise ChatUnavailable(f"{CALL}: an answer with an odd {name}")
    if not isinstance(said.get("expires_in") or 0, int):
        raise ChatUnavailable(f"{CALL}: an answer with an odd expires_in")
    team, organisation = said.get("team") or {}, said.get("enterprise") or {}
    life = said.get("expires_in")
    expires = None if life is None else now + timedelta(seconds=life)
    return Installation(
        app_id=said.get("app_id"),
        enterprise_id=organisation.get("id"),
        enterprise_name=organisation.get("name"),
        team_id=team.get("id"),
        team_name=team.get("name"),
        bot_token=said["access_token"],
        bot_user_id=said.get("bot_user_id"),
        bot_scopes=said.get("scope") or "",
        bot_refresh_token=said.get("refresh_token"),
        bot_token_expires_at=expires,
        installed_at=now,
        user_id=str((said.get("authed_user") or {}).get("id")),
        is_enterprise_install=bool(said.get("is_enterprise_install")),
        token_type=said.get("token_type"),
    )


def _first(query: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = query.get(name) or ()
    return values[0] if values else None
