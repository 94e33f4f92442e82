"""What voice rooms may cost a day."""

from datetime import UTC, datetime, time, tzinfo
from decimal import Decimal

from handlers.huddles.desk import Desk


async def left_usd(desk: Desk, tenant: str) -> Decimal | None:
    """Give what the rooms of a tenant may cost today still; None: as much as it takes.

    A day is one of the operator's zone; a room belongs to the day on which it began.
    """
    if desk.terms.day_usd is None:
        return None
    spent = await desk.huddles.spent_since(tenant, _midnight(desk.clock.now(), desk.zone))
    return desk.terms.day_usd - spent


def _midnight(now: datetime, zone: tzinfo) -> datetime:
    day = now.astimezone(zone).date()
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
