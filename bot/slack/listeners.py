"""Bolt's app: what Slack delivers, by whichever way, is kept, acknowledged and dealt with."""

import asyncio
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.once import Once
from bot.slack.clients import clients
from bot.slack.hooks import Ears, Hooks
from bot.slack.interactions import Submitted, commanded, picked, pressed, submitted
from bot.slack.payloads import LEAVING, Asked, Opened, happenings, key_of, message_at
from bot.slack.quiet import silent
from bot.slack.shapes import Json, sub, tenant_of
from bot.slack.workspaces import Workspaces
from handlers.attention import heeds
from handlers.chat import ChatError, ChatRefused, Language, Submission, Upload
from handlers.meetings.hints import may_be_wanted
from handlers.withdrawals import Withdrawal

# Slack waits three seconds for an acknowledgement, and a modal opens within three of its press.
LANGUAGE_SECONDS = 1.0
FORM_SECONDS = 2.3
# A mention may be told before the files that are shared in the same message.
GRACE_SECONDS = 2.0

Ack = Callable[..., Awaitable[object]]
Next = Callable[[], Awaitable[object]]
Pause = Callable[[float], Awaitable[None]]

_LOG = logging.getLogger(__name__)
_ANY = re.compile(r".*", re.DOTALL)


class Listeners:
    """What becomes of each delivery; `busy` is what goes on after it was acknowledged."""

    def __init__(
        self, ears: Ears, hooks: Hooks, heard: Once, *, pause: Pause = asyncio.sleep
    ) -> None:
        self._ears = ears
        self._hooks = hooks
        self._heard = heard
        self._pause = pause
        self.busy = set[asyncio.Task[Any]]()

    async def keep(self, body: Json, context: AsyncBoltContext, next_: Next) -> BoltResponse | None:
        """Keep durably what must not be lost: Bolt acknowledges after this, and not if it raises.

        The same delivered again is the same job; nothing but that job remembers that it was.
        What comes from a workspace that Clerk is not installed in is acknowledged, and that is all.
        """
        tenant = tenant_of(body)
        if tenant is not None and sub(body, "event").get("type") in LEAVING:
            await self._hooks.leave(tenant, body)
        elif context.token is None or context.team_id != tenant:
            return BoltResponse(status=200)
        told = happenings(body)
        uploads = [one for one in told if isinstance(one, Upload) and may_be_wanted(one)]
        if uploads:
            await self._take(uploads)
            self._heard.first(_with_files(body))
        for one in told:
            if isinstance(one, Withdrawal):
                await self._ears.on_withdrawal(one)
        # Whether a channel wants recordings is known to who keeps them: that is not shown here.
        if not uploads or any(map(heeds, uploads)):
            self._see(body)
        await next_()
        return None

    async def on_event(self, body: Json) -> None:
        """Deal with what need not be kept: what people ask, and pages that they open."""
        self._begin()
        for one in happenings(body) if self._is_new(body) else ():
            if isinstance(one, Asked) and not await self._is_about_files(body):
                await self._say(one)
            elif isinstance(one, Opened):
                language = await self._language(one.tenant, one.user)
                await self._hooks.open(one, language)

    async def on_action(self, ack: Ack, body: Json) -> None:
        """Deal with a press."""
        self._begin()
        await ack()
        one = pressed(body, self._hooks.read_button)
        if one is None or not self._is_new(body):
            return
        language = await self._language(one.press.place.tenant, one.press.user)
        one = replace(one, press=replace(one.press, language=language))
        await self._hooks.show(one, await self._ears.on_press(one.press))

    async def on_view(self, ack: Ack, body: Json) -> None:
        """Deal with a modal that was sent off; one that takes long shows so, and the rest later."""
        self._begin()
        until = asyncio.get_running_loop().time() + FORM_SECONDS
        one = submitted(body)
        form = None if one is None else await self._form(one)
        if one is None or form is None or not self._is_new(body):
            await ack()
            return
        submitting = asyncio.ensure_future(self._ears.on_submit(form))
        left = until - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({submitting}, timeout=max(left, 0))
        if not done:
            await ack(**self._hooks.wait(form.language))
        response = await self._hooks.respond(one, form, await submitting, not done)
        if done:
            await ack(**(response or {}))

    async def on_command(self, ack: Ack, body: Json) -> None:
        """Deal with a slash command."""
        self._begin()
        await ack()
        one = commanded(body)
        if one is not None and self._is_new(body):
            await self._say(one)

    async def on_shortcut(self, ack: Ack, body: Json) -> None:
        """Deal with a shortcut."""
        self._begin()
        await ack()
        one = picked(body)
        if one is not None and self._is_new(body):
            language = await self._language(one.place.tenant, one.user)
            await self._hooks.pick(one, language)

    async def settle(self, seconds: float) -> None:
        """Wait until what goes on has ended, for so long at most."""
        if self.busy:
            await asyncio.wait(set(self.busy), timeout=seconds)

    async def _take(self, uploads: Sequence[Upload]) -> None:
        """Keep the files of one message; whatever has to be asked of them is asked at once."""
        tenant, user = uploads[0].place.tenant, uploads[0].user
        language, names = await asyncio.gather(
            self._language(tenant, user), asyncio.gather(*map(self._name, uploads))
        )
        for upload, name in zip(uploads, names, strict=True):
            await self._ears.on_event(replace(upload, language=language, name=name))

    async def _name(self, upload: Upload) -> str:
        if upload.name != upload.file:
            return upload.name
        # A file of another company comes with nothing but its id.
        return await self._hooks.name(upload.place.tenant, upload.file) or upload.name

    def _see(self, body: Json) -> None:
        """Show that Clerk has seen a message whose files are kept."""
        spot = message_at(body)
        if spot is not None and _with_files(body) in self._heard:
            self._hooks.see(*spot)

    def _begin(self) -> None:
        # Bolt starts a task for each delivery and forgets it.
        task = asyncio.current_task()
        if task is not None:
            self.busy.add(task)
            task.add_done_callback(self.busy.discard)

    def _is_new(self, body: Json) -> bool:
        key = key_of(body)
        return key is None or self._heard.first(key)

    async def _form(self, one: Submitted) -> Submission | None:
        return self._hooks.read_form(one, await self._language(one.tenant, one.user))

    async def _is_about_files(self, body: Json) -> bool:
        """Tell whether files turn out to have been shared with what was said."""
        if sub(body, "event").get("type") != "app_mention":
            return False
        await self._pause(GRACE_SECONDS)
        return _with_files(body) in self._heard

    async def _say(self, asked: Asked) -> None:
        command = asked.command
        language = await self._language(command.place.tenant, command.user)
        await self._hooks.say(replace(asked, command=replace(command, language=language)))

    async def _language(self, tenant: str, user: str) -> Language:
        """Give somebody's language; English, where Slack does not tell it in time."""
        try:
            async with asyncio.timeout(LANGUAGE_SECONDS):
                return await self._hooks.language(tenant, user)
        except (TimeoutError, ChatError):
            return "en"


def _with_files(body: Json) -> str:
    return f"files {message_at(body)}"


def app_of(listeners: Listeners, workspaces: Workspaces, api_url: str) -> AsyncApp:
    """Make Bolt's app. What it is handed was verified and taken apart before.

    Everything that Slack can send has a listener: what has none would be answered with 404, and
    Slack would send it again.
    """
    app = AsyncApp(
        name="clerk",
        logger=silent(),
        client=clients("", api_url)[1],
        authorize=_authorizing(workspaces),
        request_verification_enabled=False,  # a request over HTTP is verified where it comes in
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.error(_tell)
    app.use(listeners.keep)
    app.event(_ANY)(listeners.on_event)
    app.action(_ANY)(listeners.on_action)
    app.view_submission(_ANY)(listeners.on_view)
    app.view_closed(_ANY)(_acknowledge)
    app.command(_ANY)(listeners.on_command)
    app.message_shortcut(_ANY)(listeners.on_shortcut)
    app.global_shortcut(_ANY)(_acknowledge)
    app.options(_ANY)(_acknowledge)
    return app


def _authorizing(workspaces: Workspaces) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        try:
            workspace = await workspaces.get(team_id or "")
        except ChatRefused:
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=workspace.tenant,
            bot_user_id=workspace.user,
            bot_id=workspace.bot,
            bot_token=workspace.token.get_secret_value(),
        )

    return authorize


async def _acknowledge(ack: Ack) -> None:
    await ack()


async def _tell(error: Exception) -> None:
    # What an exception says may hold what Slack sent: its kind and its place must do.
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = [f"{Path(one.filename).name}:{one.lineno}" for one in place]
    _LOG.error("Slack: a delivery failed", extra={"fault": type(error).__name__, "at": where})
