"""What a review may become, written down a second time and as plainly as can be."""

from dataclasses import dataclass, field
from decimal import Decimal

from handlers.people import Role
from handlers.reviews import Policy
from handlers.verdicts import Act, Review
from pipelines.document.model import Invoice, Reading

ROLES: dict[str, Role] = {
    "local:anna": "accountant",
    "local:ben": "accountant",
    "local:cleo": "admin",
}
CURRENCIES = {"EUR", "JPY", "USD"}  # the ones that papers are in, of those that there are
READERS = {"general": {"local:eva", "local:finn"}, "elsewhere": {"local:olga"}}
LIMITS = {"EUR": Decimal(10_000), "JPY": Decimal(1_500_000)}
DECIDERS = frozenset[Role]({"accountant", "admin"})
POLICIES = (
    Policy(DECIDERS, own=False, two_over=LIMITS),
    Policy(DECIDERS, own=False, two_over={}),
    Policy(DECIDERS, own=False, two_over={**LIMITS, "*": Decimal(1000)}),
    Policy(DECIDERS, own=False, two_over={"EUR": Decimal(1)}),
    Policy(DECIDERS, own=True, two_over=LIMITS),
    Policy(frozenset({"admin"}), own=True, two_over={"*": Decimal(1000)}),
    Policy(frozenset({"employee", "accountant"}), own=False, two_over=LIMITS),
)


@dataclass
class Model:
    """One document: where it stands, and who did what to it."""

    channel: str
    droppers: set[str]
    readings: tuple[Reading, ...]
    state: str
    policy: Policy
    revision: int = 1
    acts: tuple[Act, ...] = ()
    approved: set[str] = field(default_factory=set)
    editor: str | None = None
    final: set[int] = field(default_factory=set)

    def invoice(self) -> Invoice:
        """Give what the document says now."""
        return self.readings[self.revision - 1].invoice or Invoice()

    def fails(self) -> bool:
        """Tell whether a check fails on what it says now."""
        return any(one.severity == "error" for one in self.readings[self.revision - 1].findings)

    def allows(self, person: str, verdict: str) -> bool:
        """Tell whether somebody may do this now."""
        if person not in ROLES and person not in READERS[self.channel]:
            return False
        decides = ROLES.get(person, "employee") in self.policy.deciders
        if verdict == "edit":
            return self.state in {"passed", "pending"} and decides
        if verdict == "flag":
            return self.state == "passed" or (self.state != "pending" and decides)
        clean = self.policy.own or (person not in self.droppers and person != self.editor)
        twice = verdict == "approve" and self.needs_two() and person in self.approved
        return self.state == "pending" and decides and clean and not twice

    def needs_two(self) -> bool:
        """Tell whether two people approve what it says now."""
        total, currency = self.invoice().total, self.invoice().currency
        limits = dict(self.policy.two_over)
        if not limits:
            return False
        if total is None or currency not in CURRENCIES:
            return True
        if currency not in limits and "*" not in limits:
            return True
        return abs(total) > (limits[currency] if currency in limits else limits["*"])

    def needs_reason(self, verdict: str) -> bool:
        """Tell whether somebody has to say why."""
        return verdict in {"reject", "flag"} or (verdict == "approve" and self.fails())

    def follow(self, review: Review, readings: tuple[Reading, ...]) -> int:
        """Check what became of the document act by act; gives how many there were."""
        assert review.acts[: len(self.acts)] == self.acts, "what was done stays done"
        assert review.revision >= self.revision
        assert readings[: len(self.readings)] == self.readings, "a revision stays as it is"
        fresh = review.acts[len(self.acts) :]
        self.readings = readings
        for act in fresh:
            self._act(act)
        assert (review.state, review.revision) == (self.state, self.revision)
        assert len(readings) == self.revision, "one reading for each revision"
        assert review.version == 1 + len(review.acts)
        assert review.summary.total == self.invoice().total
        return len(fresh)

    def _act(self, act: Act) -> None:
        assert act.revision == self.revision, "done to what was the newest"
        assert self.allows(act.person, act.verdict), act
        assert act.reason or not self.needs_reason(act.verdict)
        self.acts += (act,)
        if act.verdict == "approve":
            self._approve(act)
        elif act.verdict == "reject":
            self._decide("rejected")
        elif act.verdict == "edit":
            self._begin_again()
            self.editor = act.person
        elif self.state == "passed":
            self.state = "pending"
        else:
            assert self.readings[self.revision - 1] == self.readings[self.revision]
            self._begin_again()

    def _approve(self, act: Act) -> None:
        self.approved.add(act.person)
        if not self.needs_two() or len(self.approved) > 1:
            self._decide("approved")

    def _decide(self, state: str) -> None:
        assert self.revision not in self.final, "a revision is decided once"
        self.final.add(self.revision)
        self.state = state

    def _begin_again(self) -> None:
        self.state = "pending"
        self.revision += 1
        self.approved = set()
