"""One turn of botbuilder's: from an activity that was let in to what an invoke is answered with."""

from collections.abc import Awaitable, Callable

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from msrest.exceptions import ClientException

from bot.teams.shapes import Answer, Json
from bot.teams.wire import Wire

# Whom it is told what happened in Teams; an invoke is answered with what they give.
Hear = Callable[[Json], Awaitable[Answer | None]]

# What botbuilder needs of an activity; all of it is read by us, as it came.
_FRAME = ("type", "id", "channelId", "serviceUrl", "from", "recipient", "conversation", "name")


class Malformed(Exception):
    """What came is none of the activities that Teams sends."""


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder annotates nothing
    """Runs turns over our own clients; who calls was asked for before."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(_Trusting())
        self._factory = _Clients(wire)

    async def turn(self, activity: Json, claims: Json, hear: Hear) -> Answer | None:
        """Tell what happened; gives what an invoke is answered with. Raises Malformed."""
        let_in = AuthenticateRequestResult()
        let_in.claims_identity = ClaimsIdentity(dict(claims), True)
        let_in.connector_factory = self._factory

        async def on_turn(context: TurnContext) -> None:
            answer = await hear(activity)
            if answer is not None:
                await context.send_activity(
                    Activity(
                        type="invokeResponse",
                        value=InvokeResponse(status=answer.status, body=answer),
                    )
                )

        invoked = await self.process_activity(let_in, _framed(activity), on_turn)
        if invoked is None:
            return None
        return invoked.body if isinstance(invoked.body, Answer) else Answer(int(invoked.status))


def _framed(activity: Json) -> Activity:
    try:
        return Activity.deserialize({name: activity[name] for name in _FRAME if name in activity})
    except (ClientException, AttributeError, TypeError, ValueError):
        raise Malformed from None


class _Clients(ConnectorFactory):  # type: ignore[misc]
    """Gives botbuilder the clients that Clerk speaks by."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def create(self, service_url: str, _audience: str | None = None) -> ConnectorClient:
        return await self._wire.client(service_url)


class _Trusting(BotFrameworkAuthentication):  # type: ignore[misc]
    """Asks nobody: botbuilder's own check blocks the loop, and answers a bad token with 500."""

    async def authenticate_request(self, *_: object) -> AuthenticateRequestResult:
        raise PermissionError("who calls is checked before")

    async def authenticate_streaming_request(self, *_: object) -> AuthenticateRequestResult:
        raise PermissionError("nothing is streamed")

    def create_connector_factory(self, *_: object) -> ConnectorFactory:
        raise PermissionError("each turn brings its own")

    async def create_user_token_client(self, *_: object) -> None:
        """Give none: Clerk signs nobody in."""
