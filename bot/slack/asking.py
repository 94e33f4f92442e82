"""Asking Slack's Web API: what it answers, or one of two ways in which it does not."""

from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.chat import ChatUnavailable

Answer = Mapping[str, Any]

# What Slack says when it will say something else later.
_LATER = frozenset({
    "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable",
    "request_timeout", "team_added_to_org",
})  # fmt: skip


class Unreadable(Exception):
    """Slack does not say it, and will not when it is asked again; `code` is its error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def asked(call: str, asking: Awaitable[AsyncSlackResponse]) -> Answer:
    """Give what Slack answers to a call. Raises Unreadable, or ChatUnavailable: not now."""
    try:
        answer = (await asking).data
    except SlackApiError as error:
        raise _of(call, error) from None
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise ChatUnavailable(f"{call}: {type(error).__name__}") from None
    if not isinstance(answer, Mapping):
        raise ChatUnavailable(f"{call}: no JSON")
    return answer


def _of(call: str, error: SlackApiError) -> Exception:
    # What a proxy says in Slack's place is no JSON: the answer is then text or bytes.
    said = error.response.data if isinstance(error.response, AsyncSlackResponse) else None
    code = said.get("error") if isinstance(said, Mapping) else None
    if not isinstance(code, str) or code in _LATER or error.response.status_code >= 500:
        return ChatUnavailable(f"{call}: {code or 'no answer'}")
    return Unreadable(code)
