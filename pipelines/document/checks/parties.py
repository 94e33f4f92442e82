"""Whether seller and buyer are who they should be."""

from collections.abc import Iterator

from pipelines.document.fields.own import Own
from pipelines.document.findings import Finding
from pipelines.document.model import Invoice


def check_parties(invoice: Invoice, own: Own) -> Iterator[Finding]:
    """Tell a seller that is one's own company: an invoice to oneself is nothing to pay."""
    if own.has(invoice.vendor) or own.has(invoice.vendor_tax_id):
        found = invoice.vendor or invoice.vendor_tax_id or ""
        facts = {"found": found}
        yield Finding(rule="parties_swapped", severity="error", field="vendor", facts=facts)
