"""A world with dropped files in it, and a fuse that cuts the power at any moment."""

from dataclasses import dataclass, field
from typing import Any

from handlers.chat import Attachment, Card
from handlers.ports import Document, Job
from handlers.privacy import Privacy
from tests.fake_chat import FakeChat
from tests.fake_ledger import (
    FakeAudit,
    FakeClock,
    FakeLedger,
    FakeQueue,
    FakeStore,
    a_document,
    a_drop,
    a_run,
    stream,
)


class PowerCut(Exception):
    """The process is gone."""


@dataclass
class Fuse:
    """Counts the calls of ports, before and after each, and blows at one of these moments."""

    blows_at: int | None = None
    moment: int = 0

    def pass_(self) -> None:
        self.moment += 1
        if self.moment == self.blows_at:
            raise PowerCut

    def guard(self, port: object) -> Any:
        return Guarded(self, port)


@dataclass
class Guarded:
    """A port whose every call passes the fuse."""

    fuse: Fuse
    port: object

    def __getattr__(self, name: str) -> object:
        method = getattr(self.port, name)

        async def call(*positional: object, **named: object) -> object:
            self.fuse.pass_()
            answer = await method(*positional, **named)
            self.fuse.pass_()
            return answer

        return call


@dataclass
class World:
    """Everything that keeps something, with what came of some dropped files in it."""

    ledger: FakeLedger = field(default_factory=FakeLedger)
    store: FakeStore = field(default_factory=FakeStore)
    chat: FakeChat = field(default_factory=FakeChat)
    queue: FakeQueue = field(default_factory=FakeQueue)
    audit: FakeAudit = field(default_factory=FakeAudit)
    # What single persons were told: tenants and documents.
    told: list[tuple[str, str]] = field(default_factory=list)

    async def forget(self, tenant: str, document: str) -> int:
        """Take back what single persons were told of a document."""
        before = len(self.told)
        self.told = [one for one in self.told if one != (tenant, document)]
        return before - len(self.told)

    def privacy(self, fuse: Fuse | None = None) -> Privacy:
        fuse = fuse or Fuse()
        return Privacy(
            erasure=fuse.guard(self.ledger),
            store=fuse.guard(self.store),
            chat=fuse.guard(self.chat),
            queue=fuse.guard(self.queue),
            audit=fuse.guard(self.audit),
            clock=FakeClock(),
            told=(fuse.guard(self).forget,),
        )

    async def document(self, tenant: str, file: str, content: str) -> Document:
        drop = a_drop(tenant, file)
        await self.queue.put(Job("document", drop.key, {}))
        stored = await self.store.put(tenant, stream(content.encode()), limit=100)
        document = a_document(drop, content)
        assert document.sha256 == stored.sha256
        await self.ledger.add(document, frozenset())
        await self.ledger.record(a_run(tenant, drop.key, document_id=document.id))
        key = f"{drop.key}:card"
        await self.ledger.opening(drop.place, key, drop.key)
        await self.ledger.done(key, await self.chat.post(drop.place, Card(content), key=key))
        lost = f"{drop.key}:picture"
        await self.ledger.opening(drop.place, lost, drop.key)
        attachment = Attachment("picture", "image/png", b"where it stands", "")
        await self.chat.send_file(drop.place, attachment, key=lost)
        never = f"{drop.key}:json"
        await self.ledger.opening(drop.place, never, drop.key)
        self.told.append((tenant, document.id))
        return document

    def of(self, tenant: str) -> dict[str, int]:
        """Count what is there of a tenant."""
        tables: dict[str, Any] = {
            "drops": self.ledger.drops,
            "documents": self.ledger.documents,
            "outbox": self.ledger.outbox,
            "runs": self.ledger.runs,
            "files": self.store.files,
        }
        return {
            **{
                name: len([key for key in rows if key[0] == tenant])
                for name, rows in tables.items()
            },
            "jobs": len([key for key in self.queue.jobs if f":{tenant}:" in key]),
            "told": len([one for one in self.told if one[0] == tenant]),
            "messages": len([one for one in self.chat.said if one.ref.place.tenant == tenant]),
        }
