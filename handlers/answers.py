"""The JSON answer: one document as the command line, the thread and users' systems receive it."""

from datetime import date
from decimal import Decimal
from typing import Any

import simplejson

from handlers.chat import Language
from handlers.texts.catalogue import explain
from pipelines.consulted import Consulted
from pipelines.document.model import Evidence, Invoice, Reading, Value
from pipelines.document.stretches import written
from pipelines.document.terms import Contract
from pipelines.usage import Usage

_COUNTED = {"input", "output", "cached", "written"}


def answer(
    reading: Reading, file: str, language: Language = "en", *, names_twin: bool = True
) -> dict[str, Any]:
    """Give the answer about `file` as plain values; amounts stay Decimal.

    `names_twin`: whether it may be said which earlier document this one repeats. `edited` holds
    what each value was read as that people changed, `recalled` the same of what came instead from
    approved documents of the seller, `parts` the pages of each document where the file holds
    several: the values are those of the first. `scan` tells how the file was taken in: found
    clean, or by a Clerk without a virus scanner. `consulted` tells of each reader that was listed
    besides the embedded one, whether it `saw` the document, and what kept it from answering.
    """
    return {
        "file": file,
        "kind": reading.kind,
        "status": reading.status,
        "invoice": None if reading.invoice is None else _invoice(reading.invoice),
        "contract": None if reading.contract is None else _contract(reading.contract),
        "evidence": {
            name: [_evidence(place) for place in places]
            for name, places in reading.evidence.items()
        },
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "field": finding.field,
                "message": explain(finding, language, names_twin=names_twin),
            }
            for finding in reading.findings
        ],
        "edited": {name: _plain(was) for name, was in reading.edited.items()},
        "recalled": {name: _plain(was) for name, was in reading.recalled.items()},
        "reader": reading.reader,
        "pages": reading.pages,
        "scan": reading.scan,
        "parts": [written(pages) for pages in reading.parts],
        "consulted": [_consulted(one) for one in reading.consulted],
        "usage": _usage(reading.usage),
    }


def as_json(value: object, *, indent: int | None = None) -> str:
    """Write `value` as JSON in which a Decimal is a number with all its digits."""
    return simplejson.dumps(value, use_decimal=True, ensure_ascii=False, indent=indent)


def _invoice(invoice: Invoice) -> dict[str, Any]:
    return {name: _plain(value) for name, value in invoice}


def _contract(contract: Contract) -> dict[str, Any]:
    values: dict[str, Value | tuple[str | None, ...]] = dict(contract)
    values["notice_deadline"] = contract.notice_deadline
    return {
        name: [*value] if isinstance(value, tuple) else _plain(value)
        for name, value in values.items()
    }


def _consulted(one: Consulted) -> dict[str, Any]:
    return {
        "reader": one.name,
        "model": one.model,
        "instead_of": one.instead_of,
        "host": one.host,
        "self_hosted": one.self_hosted,
        "saw": one.saw,
        "fault": one.fault,
        "bar": one.bar,
        "since": None if one.since is None else one.since.isoformat(),
        "usage": None if one.usage is None else _usage(one.usage),
    }


def _usage(usage: Usage) -> dict[str, Any]:
    """Tell what was used; a cost of None is one that nobody knows."""
    return {
        "seconds": round(Decimal(usage.seconds), 3),
        "cost_usd": usage.cost_usd,
        "model": usage.model,
        "tokens": usage.tokens.model_dump(include=_COUNTED),
    }


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [item.model_dump() for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _evidence(place: Evidence) -> dict[str, Any]:
    values: dict[str, Any] = {"page": place.page}
    if place.box is not None:
        values["box"] = [round(edge, 4) for edge in place.box]
    if place.path is not None:
        values["path"] = place.path
    return {
        **values,
        "text": place.text,
        "source": place.source,
        "match": place.match,
        "score": round(place.score, 2),
    }
