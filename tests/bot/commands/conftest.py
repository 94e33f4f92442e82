"""What the tests of commands share."""

from tests.bot.commands.remembered import remembered

__all__ = ["remembered"]
