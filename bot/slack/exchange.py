"""Changes a code, or a refresh token, into tokens; either is good for one call."""

from base64 import b64encode

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.credentials import Credentials
from bot.slack.faults import Answer, asked
from handlers.chat import ChatUnavailable

CALL = "oauth.v2.access"


async def exchange(client: AsyncWebClient, credentials: Credentials, **given: str) -> Answer:
    """Give what Slack grants for what is `given`, with a token in it.

    Raises SlackRefused, ChatUnavailable.
    """
    secret = credentials.secret.get_secret_value()
    # By hand: the SDK's own call has aiohttp write this in a way that aiohttp gives up.
    basic = b64encode(f"{credentials.id}:{secret}".encode()).decode()
    asking = client.api_call(CALL, data=given, headers={"Authorization": f"Basic {basic}"})
    answer = await asked(CALL, asking)
    if not isinstance(answer.get("access_token"), str) or not answer["access_token"]:
        raise ChatUnavailable(f"{CALL}: an answer without a token")
    return answer
