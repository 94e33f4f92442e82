"""`eval documents` of several readers: side by side, without truth too, and who sees what."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.commands import eval as command
from bot.commands.entrants import Entrant, Entrants, Remembering
from bot.commands.eval import evaluate
from bot.commands.faults import UsageFault
from bot.settings import Settings
from pipelines.document.exchange import Wording
from pipelines.document.model import Invoice, Reading
from pipelines.document.read import Progress
from pipelines.egress import STAY, Egress, Location
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media, Recognized
from pipelines.usage import Usage

MINE = Location("gpu.example", self_hosted=True)
CLOUD = Location("api.example", "us")


class Saying:
    """A reader that says one total of every document, and remembers where they might have gone."""

    def __init__(self, name: str, total: str, cost: str | None, order: list[str]) -> None:
        self.name, self.order, self.egress = name, order, list[Egress]()
        usage = Usage(seconds=2.5, cost_usd=None if cost is None else Decimal(cost))
        invoice = Invoice(vendor="Acme", total=Decimal(total))
        self.reading = Reading(kind="invoice", invoice=invoice, reader=name, pages=1, usage=usage)

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        self.order.append(f"{self.name} {media.path.name}")
        self.egress.append(egress)
        if media.path.name == "bad.xml":
            raise MediaRejected(Reason.DAMAGED)
        return self.reading

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        raise AssertionError("an evaluation draws no picture")


@pytest.fixture
def order() -> list[str]:
    return []


@pytest.fixture
def readers(order: list[str]) -> dict[str, Saying]:
    told = (("qwen", "10", "0"), ("claude", "12", None), ("local", "10", "0"))
    return {name: Saying(name, total, cost, order) for name, total, cost in told}


@pytest.fixture(autouse=True)
def _opened(readers: dict[str, Saying], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command open these readers, in the order in which they are listed."""
    places = {"qwen": ("qwen-7b", MINE), "claude": ("claude-x", CLOUD), "local": (None, None)}

    @asynccontextmanager
    async def give(
        settings: Settings, _scratch: Path, _today: Callable[[], date]
    ) -> AsyncIterator[Entrants]:
        measured = [Entrant(name, readers[name], *places[name]) for name in settings.readers]
        yield Entrants(measured, Saying("beside", "1", "0", []))

    monkeypatch.setattr(command, "open_entrants", give)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out two documents without truth; who reads them does not look."""
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in ("a.xml", "b.xml"):
        (folder / name).write_text(f"<sheet-{name[0]}/>", "utf-8")
    return folder


async def run(folder: Path, readers: str, *arguments: str | Path, **settings: str) -> int:
    written = ["eval", "documents", str(folder), "--readers", readers, *map(str, arguments)]
    asked = await asyncio.to_thread(lambda: parser().parse_args(written))
    chosen = {"QWEN_VL_URL": "http://127.0.0.1:9/v1", "BOT_JOBS": "1", **settings}
    return await evaluate(await asyncio.to_thread(lambda: Settings.model_validate(chosen)), asked)


async def test_readers_without_truth_are_held_against_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(folder, "local,qwen,claude", "--json") == 0

    found = json.loads(capsys.readouterr().out)
    assert found["agreement"]["same"]["total"] == {
        "local+qwen+claude": {"same": 0, "documents": 2},
        "local+qwen": {"same": 2, "documents": 2},
        "local+claude": {"same": 0, "documents": 2},
        "qwen+claude": {"same": 0, "documents": 2},
    }
    assert found["agreement"]["differences"][0] == {
        "document": "ours/a.xml", "what": "total",
        "said": {"local": "10", "qwen": "10", "claude": "12"},
    }  # fmt: skip
    assert found["claude"]["all"]["documents"] == 0


async def test_an_unknown_price_stays_unknown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(folder, "local,claude", "--json")
    await run(folder, "local,claude")

    out = capsys.readouterr().out
    found, _ = json.JSONDecoder().raw_decode(out)
    assert found["claude"]["runs"]["cost_usd"] is None
    assert found["local"]["runs"]["cost_usd"] == 0
    row = next(line for line in out.splitlines() if line.startswith("claude "))
    assert row.split() == [
        "claude", "claude-x", "2", "0", "-", "-", "-", "2.500", "2.500", "unknown",
        "-", "-", "-", "-",
    ]  # fmt: skip


async def test_who_will_see_the_documents_is_said_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(folder, "local,qwen,claude")

    lines = capsys.readouterr().err.splitlines()
    assert lines[2:4] == [
        "qwen: 2 documents go to gpu.example (your own), to be read by qwen-7b",
        "claude: 2 documents go to api.example, to be read by claude-x",
    ]
    assert lines[-1] == "6 of 6"


async def test_the_embedded_engine_reads_first_and_the_table_keeps_the_order(
    folder: Path, order: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    await run(folder, "qwen,local,claude")

    assert order[:3] == ["local a.xml", "qwen a.xml", "claude a.xml"]
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()[1:4]] == ["qwen", "local", "claude"]


async def test_region_and_route_hold_for_those_that_are_named(
    folder: Path, readers: dict[str, Saying]
) -> None:
    await run(folder, "local,claude", BOT_REGION="us", BOT_MODEL_ROUTE="redact")

    assert set(readers["claude"].egress) == {Egress("redact", "us", spend=True)}


async def test_documents_with_and_without_truth_are_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = {"kind": "invoice", "fields": {"vendor": "Acme", "total": "10.00"}}
    (folder / "a.truth.json").write_text(json.dumps(truth), "utf-8")
    (folder / "bad.xml").write_text("<x/>", "utf-8")

    assert await run(folder, "qwen,claude", "--json") == 0

    out, err = capsys.readouterr()
    found = json.loads(out)
    assert f"{folder}/b.xml: only compared, as there is no b.truth.json" in err.splitlines()
    assert [found[name]["all"]["accuracy"] for name in ("qwen", "claude")] == [1.0, 0.5]
    assert found["qwen"]["all"]["documents"] == 1
    assert (found["qwen"]["runs"]["documents"], found["qwen"]["runs"]["failed"]) == (3, 1)
    assert found["agreement"]["same"]["vendor"]["qwen+claude"] == {"same": 2, "documents": 2}


async def test_another_model_reads_again_and_a_reader_that_was_measured_does_not(
    folder: Path, tmp_path: Path, order: list[str]
) -> None:
    results: Sequence[str | Path] = ("--results", tmp_path / "r.jsonl", "--resume")
    await run(folder, "local,qwen", *results)
    order.clear()
    await run(folder, "local,qwen,claude", *results)

    assert order == ["claude a.xml", "claude b.xml"]


async def test_one_reader_alone_wants_truth(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="without truth give two readers"):
        await run(folder, "local")
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageFault, match="there is no document"):
        await run(tmp_path / "none", "local,qwen")


class Eye:
    def __init__(self) -> None:
        self.seen: list[bytes] = []

    async def recognize(self, raster: bytes) -> Recognized:
        self.seen.append(raster)
        if raster == b"broken":
            raise MediaRejected(Reason.TOO_SLOW)
        return Recognized(())


async def test_a_page_is_recognised_once_whoever_reads_it() -> None:
    eye = Eye()
    remembering = Remembering(eye)
    for _ in range(2):
        await remembering.recognize(b"one")
    for number in range(300):
        await remembering.recognize(b"%d" % number)
    assert eye.seen.count(b"one") == 1
    await remembering.recognize(b"one")  # too much was seen since
    assert eye.seen.count(b"one") == 2


async def test_a_page_that_could_not_be_recognised_is_tried_again() -> None:
    remembering = Remembering(eye := Eye())
    for _ in range(2):
        with pytest.raises(MediaRejected):
            await remembering.recognize(b"broken")
    assert len(eye.seen) == 2
