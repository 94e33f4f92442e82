"""The minutes of a meeting as the page of the player reads them: what is verified, and what not."""

from collections.abc import Mapping, Sequence

from pipelines.meeting.minutes import Due, Minutes, Statement, Topic
from pipelines.meeting.model import Segment, Timeline
from pipelines.meeting.outcome import Item, Standing, Standings, outcome, saying

Json = dict[str, object]


def minutes_json(known: Timeline, minutes: Minutes, standings: Sequence[Standing]) -> Json:
    """Give what was discussed, decided and promised; `start` is None of what is said nowhere."""
    words = known.transcript
    said = {} if words is None else {one.id: one for one in words.segments}
    came = outcome(minutes, Standings(standings, known))
    return {
        "writer": minutes.writer,
        "model": minutes.model,
        "language": minutes.language,
        "day": minutes.dated.day.isoformat(),
        "dated_by": minutes.dated.by,
        "left_out": minutes.left_out,
        "topics": [_topic(known, said, one) for one in came.topics],
        **{
            name: [_item(known, said, one) for one in items]
            for name, items in (
                ("decisions", came.decisions),
                ("actions", came.actions),
                ("questions", came.questions),
                ("doubtful", came.doubtful),
            )
        },
    }


def _topic(known: Timeline, said: Mapping[str, Segment], one: Topic) -> Json:
    points = [_statement(known, said, point) for point in one.points]
    return {"title": one.title, "start": one.start_s, "end": one.end_s, "points": points}


def _statement(known: Timeline, said: Mapping[str, Segment], one: Statement | Item) -> Json:
    is_there = any(cite in said for cite in one.cites)
    return {
        "text": one.text,
        "start": one.start_s if is_there else None,
        "quote": one.quote,
        "who": saying(known, said, one.cites, one.quote, one.doubts),
    }


def _item(known: Timeline, said: Mapping[str, Segment], one: Item) -> Json:
    return {
        **_statement(known, said, one),
        "kind": one.kind,
        "owner": known.called(one.owner),
        "due": None if one.due is None else _due(one.due),
        "state": one.state,
        "edited": one.edited,
        "earlier": one.earlier,
        "doubts": one.doubts,
    }


def _due(due: Due) -> Json:
    at = None if due.at is None else f"{due.at:%H:%M}"
    return {"day": due.day.isoformat(), "at": at, "words": due.words}
