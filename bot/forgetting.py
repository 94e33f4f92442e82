"""How what forgets is put together, for the process and for commands alike."""

from bot.clock import SystemClock
from bot.holdings import SLACK, Desk, Ledger, local_chat, platforms
from bot.ledger.erasure import SqlErasure
from bot.ledger.withdrawing import SqlWithdrawing
from bot.local.roster import PLATFORM as LOCAL
from bot.settings import Settings
from handlers.chat import Chat
from handlers.ports import Queue
from handlers.privacy import Privacy
from handlers.taking_back import TakingBack
from handlers.threads import Threads
from handlers.withdrawals import Sharings


def taking_back(
    settings: Settings, ledger: Ledger, desk: Desk, queue: Queue, threads: Threads
) -> TakingBack:
    """Wire what forgets for one person what they dropped, and nobody else."""
    return TakingBack(
        withdrawing=SqlWithdrawing(ledger.database, keeps_passed=settings.approve_passed),
        meetings=ledger.meetings,
        privacy=privacy(settings, ledger, queue, desk.chat),
        threads=threads,
        queue=queue,
        chat=desk.chat,
        audit=ledger.kept.audit,
        clock=SystemClock(),
        sharings=sharings(ledger),
    )


def sharings(ledger: Ledger) -> Sharings:
    """Give who tells, on a platform, whether a file is still to be seen in a channel."""
    if ledger.slack is None:
        return {}
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.whereabouts import Whereabouts

    return {SLACK: Whereabouts(ledger.slack.workspaces)}


def privacy(settings: Settings, ledger: Ledger, queue: Queue, chat: Chat | None = None) -> Privacy:
    """Wire what forgets; the local workspace is Clerk's own to erase in."""
    local = local_chat(settings, ledger)
    return Privacy(
        erasure=SqlErasure(ledger.database),
        store=ledger.kept.store,
        chat=chat or platforms(settings, ledger, {}),
        queue=queue,
        audit=ledger.kept.audit,
        clock=SystemClock(),
        uploads={LOCAL: local.forget_upload},
        told=(local.forget_told,),
    )
