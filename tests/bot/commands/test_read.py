"""`read --json` keeps its contract on whatever lies in the development set."""

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.commands.read import read
from bot.settings import Settings

ANSWER = {
    "file", "kind", "status", "invoice", "contract", "evidence", "findings", "edited",
    "recalled", "reader", "pages", "scan", "parts", "consulted", "usage",
}  # fmt: skip
INVOICE = {
    "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total", "line_items",
    "credit_note",
}  # fmt: skip
AMOUNTS = ("subtotal", "tax", "total")
LINE_ITEM = {"description", "qty", "unit_price", "total"}
FINDING = {"rule", "severity", "field", "message"}
# How many of a folder's files are read in a run without --all-samples: where OCR is needed, a page
# takes seconds, and a contract has many.
MANY = 7
FEW = {"pdf_scan": 1, "receipt_jpg": 2, "synthetic": 1, "not_invoice": 1, "contract": 4}


def chosen(documents: Path, all_of_them: bool) -> list[Path]:
    """Give the files to read, those of each folder evenly spread over their names."""
    folders: dict[str, list[Path]] = {}
    for path in sorted(documents.rglob("*")):
        if path.is_file() and (all_of_them or not path.name.endswith(".truth.json")):
            folders.setdefault(path.parent.name, []).append(path)
    if all_of_them:
        return [path for paths in folders.values() for path in paths]
    return [path for name, paths in folders.items() for path in spread(paths, FEW.get(name, MANY))]


def spread(paths: list[Path], count: int) -> list[Path]:
    """Give `count` of `paths`, or all where there are no more."""
    step = max(len(paths) / count, 1)
    return [paths[int(at * step)] for at in range(min(count, len(paths)))]


def faults(line: dict[str, Any]) -> Iterator[str]:
    """Give what is wrong with one line of the output."""
    if "error" in line:
        if set(line) != {"file", "error"}:
            yield f"an error has the keys {sorted(line)}"
        if not re.fullmatch(r"[^\n]{1,199}[.]", line["error"]) or "Traceback" in line["error"]:
            yield f"{line['error']!r} is no plain line"
        return
    if set(line) != ANSWER:
        yield f"an answer has the keys {sorted(line)}"
        return
    if line["kind"] not in {"invoice", "receipt", "contract", "other"}:
        yield f"kind {line['kind']!r}"
    if (line["invoice"] is None) != (line["kind"] not in {"invoice", "receipt"}):
        yield f"a {line['kind']} with the invoice {line['invoice']!r}"
    yield from _invoice_faults(line["invoice"] or dict.fromkeys(INVOICE) | {"line_items": []})
    yield from _evidence_faults(line)
    yield from _finding_faults(line)


def _invoice_faults(invoice: dict[str, Any]) -> Iterator[str]:
    if not set(invoice) >= INVOICE:
        yield f"an invoice has the keys {sorted(invoice)}"
        return
    items = invoice["line_items"]
    if any(set(item) != LINE_ITEM for item in items):
        yield f"line items {items!r}"
    amounts = [*(invoice[name] for name in AMOUNTS), *(item["total"] for item in items)]
    if not all(one is None or isinstance(one, int | Decimal) for one in amounts):
        yield f"amounts {amounts!r}"
    if not re.fullmatch("[A-Z]{3}", invoice["currency"] or "EUR"):
        yield f"currency {invoice['currency']!r}"
    if invoice["issue_date"] is not None:
        date.fromisoformat(invoice["issue_date"])


def _evidence_faults(line: dict[str, Any]) -> Iterator[str]:
    for name, places in line["evidence"].items():
        for place in places:
            on_page = place["page"] in range(1, line["pages"] + 1)
            inside = all(0 <= edge <= 1 for edge in place.get("box", []))
            if not inside or ("path" not in place and not ("box" in place and on_page)):
                yield f"{name} is said to stand at {place!r}"


def _finding_faults(line: dict[str, Any]) -> Iterator[str]:
    severities = [finding["severity"] for finding in line["findings"]]
    if line["status"] != ("flagged" if "error" in severities else "clear"):
        yield f"{line['status']} with {severities}"
    for finding in line["findings"]:
        if set(finding) != FINDING or not finding["message"] or "{" in finding["message"]:
            yield f"a finding {finding!r}"


async def test_json_keeps_the_contract_on_the_development_set(
    samples: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All of it is read with --all-samples, an even choice from every folder without."""
    files = chosen(samples / "documents", request.config.getoption("--all-samples"))
    asked = Namespace(
        files=files, readers=None, json=True, evidence=None, remember=False, language="en"
    )
    settings = Settings.model_validate({"BOT_DATA_DIR": tmp_path / "data"})
    status = await read(settings, asked)
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = [json.loads(one, parse_float=Decimal) for one in printed.out.splitlines()]
    assert [line["file"] for line in lines] == [path.name for path in files]
    wrong = {line["file"]: found for line in lines if (found := list(faults(line)))}
    assert wrong == {}
    assert status == (2 if any("error" in line for line in lines) else 0)
    # Whatever is an XML, a PDF or a picture here can be read.
    readable = {".xml", ".pdf", ".jpg", ".png"}
    refused = [line for line in lines if "error" in line]
    assert [line for line in refused if Path(line["file"]).suffix in readable] == []
    assert [line for line in lines if Path(line["file"]).suffix == ".xml"]
