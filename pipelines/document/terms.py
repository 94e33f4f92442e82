"""What a contract says, as flat values."""

from datetime import date

from pydantic import model_validator

from pipelines.document.periods import earlier, period
from pipelines.document.values import Amount, Frozen, Text

MOST_PARTIES = 50


class Contract(Frozen):
    """The terms of a contract; None means the document does not say.

    `roles` runs parallel to `parties`: what the contract calls each of them ("Discloser", 甲方).
    `term`, `renewal_term` and `notice_period` are a count and a unit in English ("2 years",
    "30 days"). `auto_renewal` tells whether it goes on unless somebody ends it; `notice_period` is
    how long before its end that must be said. `governing_law` is the name of the state or country
    alone. `termination` is how it can be ended before, in the contract's own words.
    """

    title: Text | None = None
    parties: tuple[Text, ...] = ()
    roles: tuple[Text | None, ...] = ()
    effective_date: date | None = None
    expiry_date: date | None = None
    term: Text | None = None
    auto_renewal: bool | None = None
    renewal_term: Text | None = None
    notice_period: Text | None = None
    amount: Amount = None
    currency: Text | None = None
    governing_law: Text | None = None
    termination: Text | None = None

    @property
    def notice_deadline(self) -> date | None:
        """The last day on which one can say that it ends with its term; None: it does not tell."""
        ahead = period(self.notice_period)
        if self.expiry_date is None or ahead is None:
            return None
        return earlier(self.expiry_date, ahead)

    @model_validator(mode="after")
    def _each_party_has_a_role(self) -> "Contract":
        if len(self.roles) != len(self.parties) or len(self.parties) > MOST_PARTIES:
            raise ValueError("a contract has a role, or None, for each of its parties")
        return self


# The values of a contract that stand somewhere, by the name evidence has for their places; those
# of the parties are `parties.0`, `parties.1` and so on.
TERMS = (
    "title", "effective_date", "expiry_date", "term", "auto_renewal", "renewal_term",
    "notice_period", "amount", "currency", "governing_law", "termination",
)  # fmt: skip
PARTIES = "parties"
