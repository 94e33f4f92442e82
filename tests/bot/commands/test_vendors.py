"""What the command line tells of sellers, and to whom."""

from pathlib import Path

import pytest

from bot.commands.faults import UsageFault
from bot.commands.vendors import vendors
from tests.bot.commands.remembered import Remembered, asked
from tests.bot.commands.test_review import ADMIN, Console

MEI = "local:accountant-2"


@pytest.fixture
def console(remembered: Remembered, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A machine on which a few invoices were read."""
    settings = remembered.settings(tmp_path / "data", BOT_ADMINS=ADMIN)
    return Console(settings, remembered.ids, capsys)


async def told(
    console: Console, capsys: pytest.CaptureFixture[str], *words: str, who: str = MEI
) -> tuple[int, str, str]:
    """Type a command; gives its status and what it wrote."""
    status = await vendors(console.settings, await asked("vendors", *words, "--as", who))
    said = capsys.readouterr()
    return status, said.out, said.err


async def test_what_was_approved_is_listed_shown_and_forgotten(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (await told(console, capsys))[:2] == (0, "No seller is remembered\n")
    status, _ = await console.review("approve", "wrong", MEI, "--reason", "as agreed")
    assert status == 0
    listed = "Norden Papier GmbH\n    1 document approved, account DE02…2051, usually EUR"
    status, out, _ = await told(console, capsys, "list")
    assert status == 0
    assert listed in out
    status, out, _ = await told(console, capsys, "show", "norden papier")
    assert (status, "DE02 **** **** 2051" in out) == (0, True)
    status, out, _ = await told(console, capsys, "forget", "Norden Papier GmbH")
    said = "What 3 documents taught about Norden Papier GmbH is forgotten.\n"
    assert (status, out) == (0, said), "what nobody decided on yet is forgotten with it"
    status, out, err = await told(console, capsys, "forget", "Norden Papier GmbH")
    assert (status, out) == (1, "")
    assert "Nothing is remembered of “Norden Papier GmbH”." in err


async def test_nobody_else_is_told(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = await told(console, capsys, who="local:employee")
    assert (status, out) == (1, "")
    assert "Only accounting" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show"], "NAME"),
        (["list", "Acme"], "takes none"),
        (["--page", "0"], "--page 0"),
        (["--page", "9" * 20], "is no page"),
        (["--as", "arun"], "PLATFORM:USER"),
    ],
)
async def test_what_cannot_be_asked(console: Console, words: list[str], said: str) -> None:
    with pytest.raises(UsageFault, match=said):
        await vendors(console.settings, await asked("vendors", "--as", MEI, *words))


async def test_where_nothing_is_kept_nothing_is_asked(console: Console, tmp_path: Path) -> None:
    elsewhere = console.settings.model_copy(update={"data_dir": tmp_path / "none"})
    with pytest.raises(UsageFault, match="nothing is kept"):
        await vendors(elsewhere, await asked("vendors", "--as", MEI))
