"""What a model that copies well answers about a drawn invoice: its truth, in our shape."""

import json
from collections.abc import Mapping
from typing import Any

from tests.doubles.server import Call, Reply, Respond
from tests.doubles.wire import Wire, speaking

_FIELDS = (
    "vendor", "invoice_number", "issue_date", "currency", "subtotal", "tax", "total", "due_date",
    "buyer", "vendor_tax_id", "buyer_tax_id", "iban", "invoice_code", "credit_note",
)  # fmt: skip
_LINE = ("description", "qty", "unit_price", "total")


def bill_of(truth: Mapping[str, Any], **changes: str | None) -> str:
    """Write the answer, with changes for a model that does not copy well."""
    fields = {name: truth["fields"].get(name) for name in _FIELDS}
    lines = [{name: line.get(name) or "" for name in _LINE} for line in truth["line_items"]]
    return json.dumps({"kind": truth["kind"], **fields, **changes, "line_items": lines})


def copying(wire: Wire, answers: Mapping[str, str]) -> Respond:
    """Answer each call with what is known of the document whose mark stands in its text."""

    def answer(call: Call) -> str | Reply:
        asked = wire.asked(call)
        return next((text for mark, text in answers.items() if mark in asked), wire.failure(400))

    return speaking(wire, answer)
