"""Whether two documents are the same one, or nearly: decided by what they say alone."""

from typing import Literal

from handlers.marks import DAYS_APART, LEAST_SIGN, sellers
from pipelines.document.identity import seller_of, sign_of, spelled_alike
from pipelines.document.model import Invoice, Reading

Likeness = Literal["duplicate", "near_duplicate"]


def likeness(one: Reading, other: Reading) -> Likeness | None:
    """Say what `one` is to a document that was there before; None when it is another document."""
    if one.invoice is None or other.invoice is None:
        return None
    of_a_till = "receipt" in {one.kind, other.kind}
    if _repeats(one.invoice, other.invoice, of_a_till=of_a_till):
        return "duplicate"
    return "near_duplicate" if _is_near(one.invoice, other.invoice) else None


def _repeats(one: Invoice, other: Invoice, *, of_a_till: bool) -> bool:
    """Tell one invoice from another by its number, and by whose number that is."""
    number = sign_of(one.invoice_number)
    if not number or number != sign_of(other.invoice_number):
        return False
    codes = sign_of(one.invoice_code), sign_of(other.invoice_code)
    if all(codes):
        return codes[0] == codes[1]
    same_sum = one.total is not None and one.total == other.total
    if sellers(one) & sellers(other):
        # Tills begin anew with their numbers, and companies of one name have tax numbers.
        apart = _on_other_days(one, other) if of_a_till else _are_other_companies(one, other)
        return same_sum or not apart
    return same_sum and len(number) >= LEAST_SIGN and _may_be_one_seller(one, other)


def _may_be_one_seller(one: Invoice, other: Invoice) -> bool:
    """Tell whether two names may be one that was spelled or recognised in two ways."""
    account = sign_of(one.iban)
    if account and account == sign_of(other.iban):
        return True
    names = seller_of(one.vendor), seller_of(other.vendor)
    return all(names) and spelled_alike(*names)


def _are_other_companies(one: Invoice, other: Invoice) -> bool:
    signs = sign_of(one.vendor_tax_id), sign_of(other.vendor_tax_id)
    return all(signs) and signs[0] != signs[1]


def _is_near(one: Invoice, other: Invoice) -> bool:
    """Tell what could be one purchase that was invoiced twice; a credit note undoes one."""
    return (
        bool(one.total)
        and one.total == other.total
        and one.credit_note == other.credit_note
        and len({one.currency, other.currency} - {None}) < 2
        and bool(sellers(one) & sellers(other))
        and _about_the_same_day(one, other)
    )


def _about_the_same_day(one: Invoice, other: Invoice) -> bool:
    """Allow for some days where numbers tell documents apart; without them, for none."""
    if one.issue_date is None or other.issue_date is None:
        return False
    numbered = sign_of(one.invoice_number) and sign_of(other.invoice_number)
    return abs((one.issue_date - other.issue_date).days) <= (DAYS_APART if numbered else 0)


def _on_other_days(one: Invoice, other: Invoice) -> bool:
    return None not in {one.issue_date, other.issue_date} and one.issue_date != other.issue_date
