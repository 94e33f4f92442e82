"""A contract between companies that there are none of, and readings of it."""

from datetime import date
from decimal import Decimal

from pipelines.document.model import Evidence, Reading
from pipelines.document.terms import Contract
from pipelines.media import Box
from pipelines.usage import Usage

LEASE = Contract(
    title="Warehouse Lease Agreement",
    parties=("Northmoor Storage Ltd", "Elbtal Handel GmbH"),
    roles=("Lessor", None),
    effective_date=date(2025, 4, 1),
    expiry_date=date(2027, 3, 31),
    term="2 years",
    auto_renewal=True,
    renewal_term="1 year",
    notice_period="30 days",
    amount=Decimal("4800.00"),
    currency="GBP",
    governing_law="England and Wales",
    termination="Either party may end this lease for material breach that is not remedied.",
)


def placed(page: int) -> tuple[Evidence, ...]:
    """Make the place of a quote."""
    return (Evidence(page=page, box=Box(0.1, 0.2, 0.5, 0.22), text="quote", source="pdf_text"),)


def a_pact(contract: Contract | None = LEASE, **changes: object) -> Reading:
    """Make the reading of a contract of three pages."""
    reading = Reading(
        kind="contract",
        contract=contract,
        evidence={"parties.0": placed(1), "expiry_date": placed(2), "termination": placed(3)},
        reader="local",
        pages=3,
        usage=Usage(seconds=0.1, cost_usd=Decimal(0)),
    )
    return reading.model_copy(update=changes)
