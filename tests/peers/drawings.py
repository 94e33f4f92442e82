"""What is dropped into the peer: a picture that is right, and a PDF that is not."""

from random import Random

from tests.drawn import bill as bills
from tests.drawn import invoices, pdf, photo
from tests.drawn.bill import Bill


def picture() -> tuple[bytes, Bill]:
    """Draw a right invoice as a picture."""
    rng = Random("a picture in Slack")
    bill = bills.invoice(rng, "en", 3)
    return photo.photograph(invoices.draw(bill, rng, 0), rng, "PNG", (), 2.0)[0], bill


def wrong() -> tuple[bytes, Bill]:
    """Draw an invoice whose total is off by a hundred; gives the right one with it."""
    rng = Random("a wrong sum in Slack")
    bill = bills.invoice(rng, "en", 3)
    printed = bills.off_by_hundred(bill)
    return pdf.write(invoices.draw(printed, rng, 3))[0], bill
