"""A Clerk whose documents wait for a decision: it knows three rules, and forgets nothing."""

import asyncio
from dataclasses import dataclass, field, replace

from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM, TENANT, member
from bot.local.wire import text_body
from handlers.backlog import Listing
from handlers.chat import (
    Attachment,
    Button,
    Buttons,
    Card,
    Code,
    Entry,
    Errors,
    Fields,
    Form,
    Grid,
    Input,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Table,
    Text,
    Told,
    Turned,
)
from handlers.decisions import Looked
from tests.bot.local.clerk_double import picture

PAGE = 4


@dataclass(frozen=True)
class Paper:
    """A document that waits, or on which `decided` says who did what."""

    id: str
    vendor: str
    number: str
    total: str = "1,320.00"
    revision: int = 1
    decided: str | None = None
    cards: tuple[MessageRef, ...] = ()

    @property
    def value(self) -> str:
        return f"{self.id}:{self.revision}"

    def card(self) -> Card:
        says = Text(self.decided, "good") if self.decided else Text("Waiting for accounting", "bad")
        row = (
            (Button("review.flag", self.value, "Flag"),)
            if self.decided
            else (
                Button("review.approve", self.value, "Approve", "good"),
                Button("review.reject", self.value, "Reject", "bad"),
                Button("review.edit", self.value, "Edit"),
            )
        )
        return Card(
            f"Invoice · {self.vendor} · {self.total} EUR",
            (
                says,
                Text("The total should be 1,220.00, but the document says 1,320.00.", "bad"),
                Fields((("Seller", self.vendor), ("Number", self.number), ("Total", self.total))),
                Table(("What", "Amount"), (("Bolts", "1,220.00"),), frozenset({1})),
                Buttons(row),
                Code("JSON", "{}"),
            ),
            "good" if self.decided else "bad",
            self.id,
        )


@dataclass
class ReviewDouble:
    """Shows documents, lets anybody but the employee decide, and holds presses until `go_on`.

    `others` are the ids of what is nobody's own here; `looks`, who asked for what, and whether
    the page did by itself.
    """

    chat: LocalChat
    workspace: Workspace
    papers: dict[str, Paper] = field(default_factory=dict)
    presses: list[Press] = field(default_factory=list)
    looks: list[tuple[Press, bool]] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    submissions: list[Submission] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.go_on.set()

    async def flag(self, paper: Paper) -> Paper:
        """Show a document in a thread and to accounting."""
        root = Draft(TENANT, "invoices", None, "employee", text_body(paper.number))
        thread = Place(PLATFORM, TENANT, "invoices", (await self.workspace.add(root)).id)
        accounting = Place(PLATFORM, TENANT, "accounting")
        shown = [
            await self.chat.post(place, paper.card(), key=f"{paper.id}:{place.channel}")
            for place in (thread, accounting)
        ]
        image = Attachment(f"{paper.number}.png", "image/png", picture(), "The page, marked")
        await self.chat.send_file(thread, image, key=f"{paper.id}:picture")
        self.papers[paper.id] = replace(paper, cards=tuple(shown))
        return self.papers[paper.id]

    async def on_press(self, press: Press) -> Outcome:
        self.presses.append(press)
        await self.go_on.wait()
        if press.action == "backlog.show":
            return Turned(self.backlog(press.value))
        document = press.value.rpartition(":")[0]
        paper = self.papers.get(document)
        if paper is None:
            return Told(Card("Clerk has no such document any more.", tone="bad"))
        if press.action == "review.open":
            return Told(paper.card())
        if press.user == "employee":
            return _refused("You dropped this document, so somebody else has to decide on it.")
        if paper.decided or paper.value != press.value:
            return _refused(f"Somebody was first: {paper.decided}.")
        if press.action == "review.edit":
            return _edit_form(paper)
        if press.action == "review.reject":
            return _reason_form(paper)
        approved = await self.decide(paper, f"Approved by {_name(press.user)}")
        return Turned(approved.card()) if press.message is None else None

    async def decide(self, paper: Paper, said: str) -> Paper:
        """Let a document be decided on."""
        return await self._show(replace(paper, decided=said))

    async def on_list(self, press: Press) -> Listing:
        waiting = sum(one.decided is None for one in self.papers.values())
        return Listing(self.backlog(press.value), waiting)

    async def on_look(self, press: Press, again: bool) -> Looked:
        self.looks.append((press, again))
        paper = self.papers.get(press.value.rpartition(":")[0])
        if paper is None:
            return Looked(Card("Clerk has no such document any more.", tone="bad"))
        return Looked(paper.card(), paper.cards)

    async def on_submit(self, submission: Submission) -> Outcome:
        self.submissions.append(submission)
        await self.go_on.wait()
        paper = self.papers[submission.value.rpartition(":")[0]]
        if paper.decided:
            return _refused(f"Somebody was first: {paper.decided}.")
        if submission.action == "review.reject":
            reason = submission.values["reason"]
            if not reason.strip():
                return Errors({"reason": "This is needed."})
            said = f"Rejected by {_name(submission.user)} · “{reason}”"
            await self.decide(paper, said)
            return None
        wrong = {
            f"lines.{n}.total": f"“{row[1]}” is not an amount. Write 1234.56."
            for n, row in enumerate(submission.rows["lines"])
            if not _is_amount(row[1])
        }
        if not _is_amount(submission.values["total"]):
            wrong["total"] = f"“{submission.values['total']}” is not an amount. Write 1234.56."
        if wrong:
            return Errors(wrong)
        total = submission.values["total"]
        await self._show(replace(paper, total=total, revision=paper.revision + 1))
        return None

    async def _show(self, paper: Paper) -> Paper:
        self.papers[paper.id] = paper
        for card in paper.cards:
            await self.chat.edit(card, paper.card())
        return paper

    def backlog(self, value: str) -> Card:
        """Give a page of what waits."""
        view, _, offset = value.rpartition(":")
        waiting = [one for one in self.papers.values() if one.decided is None]
        if not waiting:
            return Card("Nothing is waiting", tone="good")
        mine = [one for one in waiting if one.id not in self.others]
        views = (("all", "All", waiting), ("mine", "Mine", mine))
        rows = tuple(
            Button(
                "backlog.show", f"{one}:0", f"{label} ({len(found)})",
                "good" if one == view else "plain",
            )
            for one, label, found in views
        )  # fmt: skip
        listed = mine if view == "mine" else waiting
        start = int(offset)
        entries = tuple(
            Entry(
                f"{one.vendor} · {one.number}",
                f"{one.total} EUR · 1 check failed: Total · 2 days",
                Button("review.open", one.value, "Open"),
            )
            for one in listed[start : start + PAGE]
        )
        ways = []
        if start:
            ways.append(Button("backlog.show", f"{view}:{start - PAGE}", "‹ Previous"))
        if start + PAGE < len(listed):
            ways.append(Button("backlog.show", f"{view}:{start + PAGE}", "Next ›"))
        where = f"{start + 1}–{start + len(entries)} of {len(listed)}"
        if not listed:
            where = "Nothing here: see All."
        title = "1 document is waiting"
        if len(waiting) > 1:
            title = f"{len(waiting)} documents are waiting"
        oldest = Text("The oldest has been waiting for 2 days.")
        paging = (Text(where), Buttons(tuple(ways))) if ways else (Text(where),)
        return Card(title, (oldest, Buttons(rows), *entries, *paging))


def _edit_form(paper: Paper) -> Form:
    return Form(
        "review.edit",
        paper.value,
        f"Edit {paper.number}",
        "Save",
        (
            Input("vendor", "Seller", paper.vendor),
            Input("number", "Number", paper.number, required=True),
            Input("issued", "Issue date", "2026-03-02", "date"),
            Input("due", "Due date", "", "date"),
            Input("currency", "Currency", "EUR", options=("CHF", "EUR", "USD")),
            Input("credit", "Credit note", "no", "choice", True, options=("yes", "no")),
            Input("cost", "Cost centre", "", "choice", options=("Sales", "Office")),
            Input("paid", "Paid by", "", "choice", True, options=("Bank", "Cash")),
            Input("keeper", "Kept by", "accountant-2", "person", options=("employee",)),
            Input(
                "total",
                "Total",
                paper.total.replace(",", ""),
                "amount",
                hint="The total should be 1,220.00, but the document says 1,320.00.",
            ),
            Grid(
                "lines",
                "Lines",
                (("what", "Description"), ("total", "Amount")),
                (("Bolts", "1220.00"), ("Delivery", "100.00")),
                frozenset({1}),
                most=3,
            ),
        ),
    )


def _reason_form(paper: Paper) -> Form:
    reason = Input(
        "reason", "Reason", kind="note", required=True, hint="Everybody in the thread will read it."
    )
    return Form(
        "review.reject", paper.value, f"Reject {paper.number}", "Reject", (reason,), tone="bad"
    )


def _refused(why: str) -> Told:
    return Told(Card("Not done", (Text(why, "bad"),), "bad"))


def _name(user: str) -> str:
    found = member(user)
    return user if found is None else found.name


def _is_amount(text: str) -> bool:
    whole, _, cents = text.partition(".")
    return whole.isdigit() and (cents.isdigit() or not cents)
