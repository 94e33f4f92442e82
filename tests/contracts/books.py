"""The book of a Teams in which one message was said already: what suites of it share."""

from bot.book import PLATFORM
from handlers.chat import MessageRef, Place
from tests.fake_ledger import MORNING

PLACE = Place(PLATFORM, "t1", "19:general", "1700")
SENT = MessageRef(PLACE, "1701")
ARRIVAL = {
    "platform": PLATFORM,
    "channel": "19:general",
    "user": "ann",
    "file": "f",
    "name": "a.pdf",
    "received_at": MORNING,
}
