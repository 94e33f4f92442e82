"""What the README and .env.example say of settings and commands is what the code says."""

import re

from pydantic_core import PydanticUndefined

from bot.arguments import parser
from bot.settings import Settings
from bot.spelling import spelled
from handlers.texts.catalogue import texts
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()


def settings() -> dict[str, tuple[str, str]]:
    """Give default and description of every setting by the name of its variable."""
    found = {}
    for field in Settings.model_fields.values():
        assert field.alias
        assert field.description
        assert field.default is not PydanticUndefined
        found[field.alias] = (spelled(field.default), field.description)
    return found


def test_env_example_lists_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text()
    listed = re.findall(r"^# (.+)\n([A-Z_]+)=(.*)$", text, re.MULTILINE)
    assert {name: (default, about) for about, name, default in listed} == settings()


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`|) ?\| (.+?) \|$", README, re.MULTILINE)
    assert {name: (default, about) for name, default, about in rows} == settings()


def test_the_readme_shows_the_help_of_the_command_line() -> None:
    shown = parser().format_help().rstrip()
    assert shown in README


def test_what_the_readme_points_at_is_there() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_lists_every_rule_with_a_severity_it_can_have() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (error|warning) \|", README, re.MULTILINE)
    assert {rule for rule, _ in rows} == set(texts("en").rules)
