"""A running Clerk with everybody in it, and a command line beside it."""

import asyncio
import os
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.scenarios.bills import bill
from tests.scenarios.deciding import Colleague, Message, buttons, written
from tests.scenarios.dropping import Visitor
from tests.scenarios.looking import Looks

NUMBERS = count(1)


@dataclass
class Office:
    """A running Clerk and everybody in it."""

    visitor: Visitor
    people: dict[str, Colleague]
    data_dir: Path
    folder: Path

    @property
    def lena(self) -> Colleague:
        return self.people["employee"]

    @property
    def arun(self) -> Colleague:
        return self.people["accountant-1"]

    @property
    def mei(self) -> Colleague:
        return self.people["accountant-2"]

    async def dropped(self, net: str = "100.00", *, off: str = "1.00", **where: str) -> str:
        """Let an invoice be dropped and read; gives the id of its document."""
        number = f"R-{next(NUMBERS)}"
        return await self.dropped_as(bill(number, net, off=off), f"{number}.xml", **where)

    async def dropped_as(self, content: bytes, name: str, **where: str) -> str:
        """Let a file be dropped and read; gives the id of its document."""
        path = self.folder / name
        path.write_bytes(content)
        head = await self.visitor.drop(path, **where)
        if where:
            return await self._named_in(head, where["channel"])
        return (await self.visitor.answered(head["id"])).document

    async def _named_in(self, head: Message, channel: str) -> str:
        async with asyncio.timeout(60):
            looks = Looks()
            while True:
                for one in await self.arun.messages(channel):
                    footer = one["body"].get("footer") or ""
                    named = [part for part in footer.split(" · ") if part.startswith("D-")]
                    if one["thread"] == head["id"] and named:
                        return str(named[0])
                await looks.again()

    async def waiting(self, who: Colleague, view: str = "all") -> list[str]:
        """Give the documents that somebody's queue lists."""
        found: list[str] = []
        while True:
            status, told = await who.get("/api/backlog", view=view, offset=str(len(found)))
            assert status == 200, told
            listed = [
                one["value"].partition(":")[0]
                for one in buttons(told["card"])
                if one["action"] == "review.open"
            ]
            found += [one for one in listed if one not in found]
            later = [one["value"] for one in buttons(told["card"]) if "More" in one["label"]]
            if not later:
                return found


async def decided(who: Colleague, card: Message, verdict: str, reason: str) -> dict[str, Any]:
    """Press a button that asks for a reason, and give one; gives what comes of it."""
    answer = await who.press(card, f"review.{verdict}")
    if answer["outcome"] != "form":
        return answer
    return await who.submit(card, answer["form"], {"reason": reason})


def says(*words: str) -> Any:
    """Give what waits for a card that says all of this."""
    return lambda card: all(one in written(card) for one in words)


async def bot(office: Office, *words: str) -> tuple[int | None, str, str]:
    """Run a command beside the running Clerk; gives its status, and what it said where."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        cwd=ROOT, env={"BOT_DATA_DIR": str(office.data_dir), "PATH": os.defpath},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    printed, complaints = await process.communicate()
    return process.returncode, printed.decode(), complaints.decode()
