"""Cards tell what is remembered of a seller, and what came of it."""

from dataclasses import replace

from handlers.cards import result_card
from handlers.chat import Text
from handlers.memory import Memory
from handlers.review_parts import Remembered
from pipelines.document.model import Original
from tests.fake_ledger import MORNING
from tests.handlers.test_cards import INVOICE, reading, standing


def test_a_card_tells_what_is_remembered_of_the_seller_and_what_came_of_it() -> None:
    known = Memory("name:acme", ("Acme",), 2, MORNING, accounts=("DE02120300000000202051",))
    recalled = reading(
        invoice=INVOICE.model_copy(update={"vendor": "Acme", "currency": "GBP"}),
        recalled={"vendor": "ACNE 7", "currency": None},
    )
    stands = replace(standing("passed"), remembered=Remembered(known, accounts=True))
    card = result_card(recalled, "a.pdf", "en", "D-1", standing=stands)
    assert card.parts[1:4] == (
        Text("Known seller: 2 documents approved, account DE02…2051"),
        Text("The document says “ACNE 7”; people here call this seller Acme."),
        Text(
            "Currency GBP was recalled from approved documents of this seller; here I read: not "
            "found."
        ),
    )
    unasked = result_card(recalled, "a.pdf", "en", "D-1")
    assert set(card.parts[2:4]) <= set(unasked.parts), "also where nobody has to decide on it"
    public = replace(stands, remembered=Remembered(known, accounts=False))
    card = result_card(recalled, "a.pdf", "zh", "D-1", standing=public)
    assert card.parts[1] == Text("已知销售方：已批准 2 份文件")
    edited = recalled.model_copy(update={"original": Original(invoice=INVOICE, lines=(0,))})
    assert edited.edited.keys() >= {"vendor"}
    card = result_card(edited, "a.pdf", "en", "D-1", standing=stands)
    assert not [one for one in card.parts if isinstance(one, Text) and "ACNE" in one.text]


def test_a_card_tells_which_number_would_have_been_read() -> None:
    card = result_card(reading(recalled={"invoice_number": "K-77"}), "a.pdf", "en", "D-1")
    [said] = [one.text for one in card.parts if isinstance(one, Text) and "K-77" in one.text]
    assert said == (
        "Number INV-7 was taken, as it stands where approved documents of this seller have "
        "theirs; without them I would have read: K-77."
    )
