"""What people promised, found by rules, as things to do."""

from datetime import tzinfo

from pipelines.meeting.due.spotted import spotted
from pipelines.meeting.minutes import Action, Dated
from pipelines.meeting.model import Timeline


def promised(timeline: Timeline, dated: Dated, zone: tzinfo) -> tuple[Action, ...]:
    """Give each promise as an action of whoever makes it, due when their words say so.

    The words are those that were said, so that nothing in them is doubtful; that they are a
    promise nobody has checked: whoever shows them says that rules found them.
    """
    return tuple(
        Action(
            text=one.quote,
            cites=(one.cite,),
            quote=one.quote,
            start_s=one.start_s,
            owner=one.speaker,
            due=spotted(one.quote, dated.day, zone),
        )
        for one in timeline.commitments
    )
