"""What the tests of commands share."""

from tests.bot.commands.evaluated import drawn, folder, opened
from tests.bot.commands.remembered import remembered

__all__ = ["drawn", "folder", "opened", "remembered"]
