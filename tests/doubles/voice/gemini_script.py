"""What the double of Gemini Live is to do, and what it was told."""

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Script:
    """Switches first, which may be set while it runs; then what came.

    `words` are what it understands of whatever is said; `answer` is what it says, for `answer_s`
    seconds, a tenth of a second after `pace_s` another. `holds_at`: that tenth waits for `go`.
    `calls` are looked up first, each a name and arguments. Faults: `status` answers the handshake;
    `refuses` is a close code and its sentence in the place of a session, `garbage` what is sent
    there, `is_silent` nothing at all. After `ends_after_s` of sound it `ends` so, or `goes` away,
    with the time that is left as Google writes it; `is_mute`: it hears, and answers nothing.
    """

    words: str = "What is waiting for me?"
    answer: str = "Two invoices wait for you."
    answer_s: float = 1.0
    pace_s: float = 0.002
    holds_at: int | None = None
    go: asyncio.Event = field(default_factory=asyncio.Event)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    status: int | None = None
    status_body: bytes = b""
    status_headers: dict[str, str] = field(default_factory=dict)
    refuses: tuple[int, str] | None = None
    garbage: bytes | None = None
    is_silent: bool = False
    ends: tuple[int, str] | None = None
    ends_after_s: float = 0.0
    goes: str | None = None
    is_mute: bool = False

    setups: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    screens: list[bytes] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    heard_s: float = 0.0
    asked_at_s: list[float] = field(default_factory=list)
    open_now: int = 0
