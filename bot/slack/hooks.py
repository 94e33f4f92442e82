"""Who hears what happens in Slack, and who answers it there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.slack.interactions import Picked, Pressed, Submitted
from bot.slack.payloads import Asked, Opened
from bot.slack.shapes import Json
from handlers.chat import Command, Language, Outcome, Press, Submission, Upload
from handlers.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Ears:
    """The handlers: what they are told of has happened once they return.

    `on_event` of an upload and `on_withdrawal` return once it is durable: only then does Slack
    hear that it was delivered.
    """

    on_event: Callable[[Upload | Command], Awaitable[None]]
    on_withdrawal: Callable[[Withdrawal], Awaitable[None]]
    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What of it is Slack's own: languages, forms, answers that one person sees, their page.

    `language` gives that of a person of a workspace. `read_button` gives what a pressed element
    does and on what, `read_form` what was filled in, None where it is no form of Clerk's.
    `show` brings a person what comes of a press. `respond` gives what a modal is answered with,
    None where it closes; told that it is late, the modal shows what `wait` gave, and nothing that
    `respond` gives is heard. `say` answers a command, `open` draws a person's page, `pick` deals
    with a shortcut. `see` is told of a message with files that are kept, and waits for nothing.
    `name` gives what a file of a workspace is called, None where that is not told in time.
    `leave` drops the tokens of a workspace that Clerk is removed from.
    """

    language: Callable[[str, str], Awaitable[Language]]
    read_button: Callable[[Json], tuple[str, str]]
    read_form: Callable[[Submitted, Language], Submission | None]
    show: Callable[[Pressed, Outcome], Awaitable[None]]
    wait: Callable[[Language], Json]
    respond: Callable[[Submitted, Submission, Outcome, bool], Awaitable[Json | None]]
    say: Callable[[Asked], Awaitable[None]]
    open: Callable[[Opened, Language], Awaitable[None]]
    pick: Callable[[Picked, Language], Awaitable[None]]
    see: Callable[[str, str, str], None]
    name: Callable[[str, str], Awaitable[str | None]]
    leave: Callable[[str, Json], Awaitable[object]]
