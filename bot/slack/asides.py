"""What only one person sees in a channel, turned to something else: Slack's response_url."""

import json
import re
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.slack.faults import SlackRefused
from bot.slack.quiet import silent
from bot.slack.wording import Wording, Words
from bot.slack.workspaces import Workspace
from handlers.chat import Card, ChatUnavailable

_SECONDS = 10
_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
_CODE = re.compile(r"[a-z_]{1,60}")
_CALL = "response_url"


class Asides:
    """Replaces messages that only one person sees; a message of that kind has no other name."""

    def __init__(self, wording: Wording, api_url: str) -> None:
        self._wording = wording
        self._own = urlsplit(api_url)

    async def replace(self, workspace: Workspace, url: str, card: Card) -> None:
        """Let the message of `url` say `card`. Raises ChatRefused, ChatUnavailable."""
        await self._send(workspace, url, card, replaces=True)

    async def answer(self, workspace: Workspace, url: str, card: Card) -> None:
        """Say `card` to whoever `url` was given for. Raises ChatRefused, ChatUnavailable."""
        await self._send(workspace, url, card, replaces=False)

    async def _send(self, workspace: Workspace, url: str, card: Card, *, replaces: bool) -> None:
        if not self._is_slacks(url):
            raise SlackRefused(_CALL, "foreign_host")
        client = AsyncWebhookClient(
            url, _SECONDS, session=workspace.posting.session, logger=silent(), retry_handlers=[]
        )
        client.proxy = None  # which the SDK takes from the environment

        async def send(words: Words) -> None:
            try:
                said = await client.send(
                    text=words["text"],
                    blocks=words["blocks"],
                    response_type="ephemeral",
                    replace_original=replaces,
                )
            except (TimeoutError, aiohttp.ClientError, OSError) as error:
                raise ChatUnavailable(f"{_CALL}: {type(error).__name__}") from None
            _heed(said)

        await self._wording.say(workspace.tenant, card, send)

    def _is_slacks(self, url: str) -> bool:
        """Tell whether Slack listens there: what a card says is for nobody else."""
        try:
            where = urlsplit(url)
            is_slack = where.scheme == "https" and where.netloc in _HOSTS
        except ValueError:
            return False
        return is_slack or (where.scheme, where.netloc) == (self._own.scheme, self._own.netloc)


def _heed(said: WebhookResponse) -> None:
    """Raise what Slack has against it: a code, as text or in JSON."""
    code = said.body
    try:
        answer = json.loads(said.body)
        code = "" if answer.get("ok") else str(answer.get("error"))
    except (ValueError, AttributeError):
        code = "" if code == "ok" else code
    if said.status_code == 200 and not code:
        return
    if said.status_code == 429 or said.status_code >= 500:
        raise ChatUnavailable(f"{_CALL}: status {said.status_code}")
    raise SlackRefused(_CALL, code if _CODE.fullmatch(code) else f"status_{said.status_code}")
