"""What people do in a Slack of ours: they talk, drop files, press, fill in and delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack import events
from tests.doubles.slack.files import remove
from tests.doubles.slack.state import File, Json, Message, Person, Team, World


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message with files that somebody dropped."""

    team: Team
    channel: str
    message: Message
    files: tuple[File, ...]


class Gestures:
    """Each changes the world and gives what happened; `events` tells Clerk of it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def join(self, team: Team, user: str, *channels: str, **more: Any) -> Person:
        """Let somebody in, and into channels, which are made where there are none."""
        person = Person(user, more.pop("name", user), f"{user.lower()}@example.com", **more)
        team.people[user] = person
        for channel in channels:
            team.add_channel(channel).members.add(user)
        return person

    def say(
        self, team: Team, channel: str, user: str, text: str, *, thread: str | None = None
    ) -> Message:
        """Write a message."""
        message = Message(self._world.ts(), user, text, thread)
        team.channels[channel].messages.append(message)
        return message

    def drop(
        self,
        team: Team,
        channel: str,
        user: str,
        contents: Sequence[tuple[str, bytes]],
        *,
        thread: str | None = None,
        **more: Any,
    ) -> Dropped:
        """Drop files (names and bytes) with one message; `more` is said of each file."""
        message = self.say(team, channel, user, "", thread=thread)
        files = []
        for name, content in contents:
            file = File(self._world.new_id("F"), user, name, content, **more)
            file.shares[channel] = [(message.ts, thread)]
            team.files[file.id] = file
            message.files.append(file.id)
            files.append(file)
        return Dropped(team, channel, message, tuple(files))

    def told(self, dropped: Dropped) -> Json:
        """Give the event that tells of a drop."""
        return events.file_share(self._world, dropped.team, dropped.channel, dropped.message)

    def delete_file(self, team: Team, file: File) -> Json:
        """Delete a file; gives the event."""
        remove(team, file.id)
        return events.file_deleted(self._world, team, file.id)

    def delete_message(self, team: Team, channel: str, message: Message) -> Json:
        """Delete a message, its files stay; gives the event."""
        event = events.deleted(self._world, team, channel, message)
        team.channels[channel].messages.remove(message)
        return event

    def press(self, team: Team, channel: str, message: Message, user: str, action: str) -> Json:
        """Press the button on a message whose action_id begins with `action`; gives the payload."""
        found = next(one for one in buttons(message.blocks) if one["action_id"].startswith(action))
        return events.press(self._world, team, user, (channel, message), found)

    def submit(self, team: Team, view: Json, user: str, values: Json) -> Json:
        """Fill in a modal; gives the payload."""
        return events.submission(self._world, team, user, view, values)

    def command(self, team: Team, channel: str, user: str, text: str) -> Json:
        """Say `/clerk TEXT`; gives the payload."""
        return events.command(self._world, team, user, channel, text)

    def open_home(self, team: Team, user: str) -> Json:
        """Look at Clerk's home; gives the event."""
        return events.home_opened(self._world, team, user)

    def choose_shortcut(
        self, team: Team, channel: str, message: Message, user: str, name: str
    ) -> Json:
        """Choose a shortcut on a message; gives the payload."""
        return events.shortcut(self._world, team, user, (channel, message), name)


def buttons(blocks: Sequence[Json]) -> list[Json]:
    """Give the buttons that stand on blocks, as a press tells of them."""
    found = []
    for block in blocks:
        elements = [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
        found += [
            {**one, "block_id": block.get("block_id", "")}
            for one in elements
            if one.get("type") == "button"
        ]
    return found
