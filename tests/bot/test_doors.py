"""Where the people of each platform find the player."""

from bot.doors import links
from bot.secret import Secret
from bot.settings import Settings


def test_platforms_people_come_in_by_the_public_address() -> None:
    given = Settings.model_validate({"BOT_PUBLIC_URL": "https://clerk.example/"})
    doors = links(given, Secret(b"k" * 32)).doors
    assert {doors[one].address for one in ("slack", "teams")} == {"https://clerk.example"}
    assert all(doors[one].personal for one in ("slack", "teams"))
    assert "teams" not in links(Settings.model_validate({}), Secret(b"k" * 32)).doors
