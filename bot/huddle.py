"""How the scenario of voice rooms is put together."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.clock import SystemClock
from bot.holdings import Ledger
from bot.listing import read_catalogue
from bot.local.roster import PLATFORM as LOCAL
from bot.secret import Secret
from bot.settings import Settings
from bot.talking import talking
from handlers.huddles.attending import Attending
from handlers.huddles.desk import Desk
from handlers.huddles.ending import Ends
from handlers.huddles.joining import Joining
from handlers.huddles.links import Links
from handlers.huddles.looking import Books, Looking
from handlers.huddles.reporting import Reporting
from handlers.huddles.scenario import Huddling
from handlers.huddles.starting import Starting
from handlers.huddles.telling import Telling
from handlers.huddles.terms import Listener, Terms
from handlers.meetings.scenario import Recordings
from handlers.meetings.supplying import Supplying
from handlers.ports import Queue
from handlers.replies import Replies
from handlers.visibility import Visibility

_PLATFORMS = ("slack", "teams")  # whose people come in by BOT_PUBLIC_URL


def links(settings: Settings, secret: Secret) -> Links:
    """Give what makes the ways into rooms; of one process there is one."""
    doors = {}
    if settings.serves_local_workspace:
        doors[LOCAL] = f"http://127.0.0.1:{settings.voice_port}"
    if settings.public_url is not None:
        doors |= dict.fromkeys(_PLATFORMS, settings.public_url.rstrip("/"))
    return Links(secret.derive("voice"), SystemClock(), doors)


def listeners(settings: Settings) -> tuple[Listener, ...]:
    """Say who is listed to hear rooms. Raises ModelsFault. Blocks."""
    today = datetime.now(UTC).date()
    return tuple(
        Listener(one.name, one.known.model, one.location, one.company, simulated=one.simulated)
        for one in talking(settings, read_catalogue(settings), today)
    )


def terms(settings: Settings, heard_by: Sequence[Listener]) -> Terms:
    """Say what people are told of rooms before they go in."""
    return Terms(
        listeners=lambda: heard_by,
        minutes=settings.voice_minutes,
        room_usd=settings.voice_room_usd,
        day_usd=settings.voice_day_usd,
    )


def huddling(
    settings: Settings,
    ledger: Ledger,
    queue: Queue,
    replies: Replies,
    meetings: Recordings,
    heard_by: Sequence[Listener],
) -> Huddling:
    """Wire what happens about voice rooms in a conversation; what is said becomes a meeting."""
    desk = Desk(
        huddles=ledger.huddles,
        links=links(settings, ledger.secret),
        terms=terms(settings, heard_by),
        directory=ledger.people.directory,
        audit=ledger.kept.audit,
        queue=queue,
        replies=replies,
        clock=SystemClock(),
        zone=settings.zone,
    )
    telling, ends = Telling(desk), Ends(desk)
    attending = Attending(desk, ends)
    kept = ledger.kept
    visibility = Visibility(kept.archive, desk.directory, settings.accounting)
    books = Books(kept.reviews, kept.archive, visibility, ledger.tasks, ledger.meetings.get)
    supplying = Supplying(meetings.books, meetings.consent)
    return Huddling(
        starting=Starting(desk, telling),
        joining=Joining(desk, ends, telling),
        attending=attending,
        looking=Looking(desk, books),
        reporting=Reporting(desk, ends, attending, telling, supplying),
        closing=desk.closing,
    )
