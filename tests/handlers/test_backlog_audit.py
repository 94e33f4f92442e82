"""Who looked at what waits is known afterwards."""

from handlers.backlog import Backlog, view_of
from handlers.chat import Press
from tests.fake_ledger import FakeAudit
from tests.handlers.pile import HERE, POLICY, Paper, Pile, StillClock


async def test_who_looked_at_what_waits_is_in_the_audit_log() -> None:
    """A page that looks by itself is not somebody who looks; of what was made up, no word is."""
    pile, audit = Pile(), FakeAudit()
    await pile.put(Paper())
    backlog = Backlog(pile.reviews, pile.ledger, pile.directory, POLICY, StillClock(), audit)
    seller = view_of("t1", "Acme GmbH")
    for value in ("mine:20", f"{seller}:0", "seller-Acme:0", "Acme owes us:0"):
        await backlog.on_press(Press(HERE, "arun", "backlog.show", value))
    await backlog.listing(Press(HERE, "arun", "backlog.show", "all:0"))
    assert audit.links == [
        ("t1", "local:arun", "queue.viewed", view, {"offset": offset, "documents": 1})
        for view, offset in (("mine", 20), (seller, 0), ("?", 0), ("?", 0))
    ]
