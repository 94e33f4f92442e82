"""What becomes of everything that is kept when a file is forgotten; nothing is kept unlisted."""

from collections.abc import Mapping

ERASED = "erased"

# Every table of the ledger. Those of the durable engine are listed where it erases them.
TABLES: Mapping[str, str] = {
    "drops": ERASED,
    "documents": ERASED,
    "marks": ERASED,
    "lessons": ERASED,
    "facts": "counted anew: what no other document taught is erased",
    "revisions": ERASED,
    "findings": ERASED,
    "reviews": ERASED,
    "acts": ERASED,
    "deadlines": ERASED,
    "meetings": ERASED,
    "pieces": ERASED,
    "pictures": ERASED,
    "passages": ERASED,
    "written": ERASED,
    "tasks": ERASED,
    "huddles": ERASED,
    "attendees": ERASED,
    "lines": ERASED,
    "policies": "kept: what people want done with recordings, by channel; of no recording",
    "outbox": ERASED,
    "runs": ERASED,
    "bills": "kept: what each day cost, by reader and model; figures, of no document",
    "holds": "kept for a day: what was set aside for a document, and not for which",
    "audit": "kept: it holds who, what, when, ids and hashes, and no word of a document",
    "audit_heads": "kept: the newest link of each audit chain, and their seals",
    "workspace_messages": "emptied: Clerk's are retracted, a person's says that a file was removed",
    "workspace_files": ERASED,
    "workspace_turns": "kept: a number for each tenant",
    "teams_messages": ERASED,
    "teams_files": ERASED,
    "teams_conversations": "kept while Clerk is there: where to speak, of no document",
    "teams_accounts": "kept while Clerk is where they were met: ids of people",
    "installations": "kept while Clerk is installed: wrapped tokens, of no document",
    "installing": "kept for minutes: hashes of random marks, of no document",
}

# Everything that lies directly in BOT_DATA_DIR.
FOLDER: Mapping[str, str] = {
    "app.db": "rewritten without the rows that were erased",
    "app.db-wal": "emptied",
    "app.db-shm": "kept: page numbers, no content",
    "files": "erased: what no other document or arrival shares",
    "workspace": "erased: what was dropped in the local workspace, and what Clerk sent there",
    "scratch": "empty but for files in use: each is removed after its use, or at the next start",
    "secret.key": "kept: the key that signs the audit chain and the receipts",
    "engine.lock": "kept: empty",
    "voice.sock": "kept: empty, by which the processes speak; what they say lies in no file",
}
