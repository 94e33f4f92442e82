"""Whether a seller wants to be paid where it was paid before."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.vendors import Fact, account_of, known_as
from pipelines.document.findings import Finding
from pipelines.document.model import Reading

ACCOUNTS_SHOWN = 3
_LEAST_MASKED = 12


def bank_changed(reading: Reading, facts: Iterable[Fact]) -> Iterator[Finding]:
    """Flag an account that is another one than those known of the seller, by whichever name.

    Those that were approved are known; only where there are none, those that were seen: a first
    invoice that nobody approved stands in doubt as much as the one that says otherwise.
    """
    account = account_of(reading.invoice) if reading.invoice else ""
    if not account:
        return
    told = list(facts)
    for seller in sorted(known_as(reading)):
        known = _known(seller, told)
        if known and account not in {one.value for one in known}:
            expected = ", ".join(masked(one.value) for one in known[:ACCOUNTS_SHOWN])
            yield Finding(
                rule="bank_changed",
                severity="error",
                field="iban",
                facts={
                    "expected": expected,
                    "found": masked(account),
                    "document": known[0].last_document,
                },
            )
            return


def masked(account: str) -> str:
    """Write an account so that it is told from others, but not given away: DE12 **** **** 3456."""
    if len(account) < _LEAST_MASKED:
        return f"**** {account[-4:]}" if len(account) > len("****") else "****"
    return f"{account[:4]} **** **** {account[-4:]}"


def _known(seller: str, facts: Sequence[Fact]) -> list[Fact]:
    ours = [one for one in facts if one.who == seller]
    approved = [one for one in ours if one.topic == "account"]
    return approved or [one for one in ours if one.topic == "seen_account"]
