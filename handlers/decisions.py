"""What people press, fill in and type to decide on documents, and what they are told for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from handlers.chat import (
    Card,
    Errors,
    Form,
    Language,
    MessageRef,
    Outcome,
    Press,
    Submission,
    Told,
    Turned,
)
from handlers.forms import edit_form, invoice_of, reason_form, reason_of
from handlers.gate import Gate, Matter
from handlers.people import Person, person_id
from handlers.ports import Facts, Job, Steps
from handlers.review_parts import ACTIONS, subject
from handlers.reviews import Order, Refused, needs_reason
from handlers.verdicts import Case, Verdict
from pipelines.document.model import Invoice

_VERDICTS: Mapping[str, Verdict] = {action: verdict for verdict, action in ACTIONS.items()}
_NEVER = 0  # the number of no revision


class Cards(Protocol):
    """Where people see what is true of a document."""

    async def show(self, tenant: str, document_id: str) -> None:
        """Let every card of a document tell what is true now."""
        ...

    async def private_card(self, case: Case, person: Person, language: Language) -> Card:
        """Make the card that one person gets who may see the document."""
        ...

    async def posted(self, tenant: str, document_id: str) -> tuple[MessageRef, ...]:
        """Give the cards of a document, the first arrival's first."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """The card of a document for one person, and the messages that show it to everybody."""

    card: Card
    messages: tuple[MessageRef, ...] = ()


class Decisions:
    """Brings what people want done to the gate, and its answer back to them.

    What was pressed on a card that only the presser sees has no `message`: such a card is
    answered with what it says from now on.
    """

    def __init__(self, *, gate: Gate, cards: Cards) -> None:
        self._gate = gate
        self._cards = cards

    async def on_press(self, press: Press) -> Outcome:
        """Open the form that a verdict needs, or carry the verdict out at once."""
        order = _order_of(press)
        if order is None:
            return await self._open(press)
        matter = await self._gate.admit(order)
        if isinstance(matter, Refused):
            return self._told(matter, press.language)
        form = await self._form(order.verdict, matter, press.language)
        if form is None:
            return await self._outcome(order, matter, press)
        await self._gate.note(order, "review.pressed", {})
        return form

    async def on_submit(self, submission: Submission) -> Outcome:
        """Take a form, or tell what is wrong with it."""
        order = _order_of(submission)
        if order is None:
            return await self._open(submission)
        matter = await self._gate.admit(order)
        if isinstance(matter, Refused):
            return self._told(matter, submission.language)
        filled = _filled(order, submission, matter)
        if isinstance(filled, Errors):
            await self._gate.note(order, "review.returned", {"mistakes": len(filled.by_input)})
            return filled
        return await self._outcome(filled, matter, submission)

    async def on_look(self, press: Press, again: bool) -> Looked:
        """Show a document to who asks for it; `again`: a page does, for what it shows already."""
        tenant, (document_id, _) = press.place.tenant, _about(press)
        person = person_id(press.place.platform, press.user)
        matter = await self._gate.open(tenant, document_id, person, again=again)
        if isinstance(matter, Refused):
            return Looked(self._gate.refusal(matter, press.language))
        card = await self._cards.private_card(matter.case, matter.person, press.language)
        return Looked(card, await self._cards.posted(tenant, document_id))

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Let the cards of a document tell what was decided."""
        tenant, document_id = str(job.payload["tenant"]), str(job.payload["document"])

        async def show() -> Facts:
            await self._cards.show(tenant, document_id)
            return {}

        await steps.run("show", show)

    async def catch_up(self) -> None:
        """Have the cards told what they were not."""
        await self._gate.catch_up()

    async def _open(self, said: Press | Submission) -> Outcome:
        document_id, _ = _about(said)
        person = person_id(said.place.platform, said.user)
        matter = await self._gate.open(said.place.tenant, document_id, person)
        if isinstance(matter, Refused):
            return self._told(matter, said.language)
        return Told(await self._cards.private_card(matter.case, matter.person, said.language))

    async def _form(self, verdict: Verdict, matter: Matter, language: Language) -> Form | None:
        """Make the form that a verdict needs; None: it needs none."""
        review, document = matter.case.review, matter.document
        if verdict == "edit":
            return edit_form(document, review, language)
        if not needs_reason(verdict, review):
            return None
        failed = [one for one in document.reading.findings if one.severity == "error"]
        return reason_form(
            verdict,
            document,
            review.revision,
            language,
            failed if verdict == "approve" else (),
            names_twin=await self._gate.names_twin(matter),
        )

    async def _outcome(self, order: Order, matter: Matter, said: Press | Submission) -> Outcome:
        outcome = await self._gate.carry_out(order, matter.person)
        if isinstance(outcome, Refused):
            return self._told(outcome, said.language)
        if said.message is not None:
            return None
        case = replace(matter.case, review=outcome.review)
        return Turned(await self._cards.private_card(case, matter.person, said.language))

    def _told(self, why: Refused, language: Language) -> Told:
        return Told(self._gate.refusal(why, language))


def _order_of(said: Press | Submission) -> Order | None:
    """Give what is wanted; None: only to look at the document, as whatever is no verdict does."""
    verdict = _VERDICTS.get(said.action)
    document_id, revision = _about(said)
    person = person_id(said.place.platform, said.user)
    return verdict and Order(said.place.tenant, document_id, revision, verdict, person)


def _about(said: Press | Submission) -> tuple[str, int]:
    """Give document and revision; of a value that is nothing of Clerk's, ones that never were."""
    return subject(said.value) or (ascii(said.value), _NEVER)


def _filled(order: Order, submission: Submission, matter: Matter) -> Order | Errors:
    """Give the order with what the form says, or what is wrong with the form."""
    if order.verdict == "edit":
        invoice = invoice_of(submission, matter.document.reading.invoice or Invoice())
        return invoice if isinstance(invoice, Errors) else replace(order, invoice=invoice)
    required = needs_reason(order.verdict, matter.case.review)
    reason = reason_of(submission, required=required)
    return reason if isinstance(reason, Errors) else replace(order, reason=reason)
