"""What a room's voice models are used for: seconds, and dollars where their price is known."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pipelines.failover import Backend
from pipelines.ports import VoiceModel
from pipelines.usage import NO_TOKENS, Price, Tokens
from pipelines.voice import Answered, Used


@dataclass(slots=True)
class Spending:
    """Adds up; `known_usd` is what is known of the cost, `unknown` how often nobody knew it."""

    seconds: float = 0.0
    known_usd: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def cost_usd(self) -> Decimal | None:
        """What it cost; None: nobody knows."""
        return None if self.unknown else self.known_usd

    def add(self, price: Price | None, tokens: Tokens) -> None:
        """Add what was used at a price; None: nobody knows what that costs."""
        if price is None or not price.is_told_by(tokens):
            self.unknown += 1
        else:
            self.known_usd += price.cost(tokens)

    def since(self, earlier: "Spending") -> "Spending":
        """Give what came since a moment that `now` gave."""
        return Spending(
            self.seconds - earlier.seconds,
            self.known_usd - earlier.known_usd,
            self.unknown - earlier.unknown,
        )

    def now(self) -> "Spending":
        """Give how much it is now, for `since`."""
        return Spending(self.seconds, self.known_usd, self.unknown)


def count(
    spending: Spending,
    voice: Backend[VoiceModel],
    event: Answered | Used,
    prices: Callable[[str], Price | None],
) -> None:
    """Add what an event says was used; `prices` knows what else is paid than who answers."""
    price = voice.price
    if isinstance(event, Used):
        if event.model != voice.model:
            price = prices(event.model) or price
    elif event.tokens == NO_TOKENS and (event.cut or (price is not None and _by_time(price))):
        return  # it is told apart, where there is anything
    elif event.tokens == NO_TOKENS and price is not None and not price.is_free:
        price = None
    # The operator's own machine is paid for already, whatever is asked of it.
    if voice.price is not None or not voice.location.self_hosted:
        spending.add(price, event.tokens)


def _by_time(price: Price) -> bool:
    return price.minute > 0
