"""What is known of a meeting as Markdown: a report that stands in a thread and in a file."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.meeting.marks import Link, at, cited, clock, columns, escaped, span
from pipelines.meeting.minuting import Telling, candidates, doubtful, head, minuted
from pipelines.meeting.model import Segment, Slide, Timeline
from pipelines.meeting.outcome import Standing, Standings, outcome, promised
from pipelines.meeting.wording import Wording

_BAR = 10  # blocks
_FIRST_WORDS = 90  # letters of what is said first in a chapter


def report(
    known: Timeline,
    *,
    link: Link | None,
    wording: Wording,
    notes: Sequence[str] = (),
    author: str | None = None,
    standings: Sequence[Standing] = (),
) -> str:
    """Write a report; `link` gives the address of a moment, None: times are plain text.

    `notes` are lines of our own for its head, in plain text: which engine, where it ran. `author`
    says who wrote the minutes (None: as they say themselves), `standings` what people decided of
    decisions and actions. Whatever strangers and models say, or call themselves or their files, is
    text in it, and nothing else.
    """
    stands = Standings(standings, known)
    telling = Telling(known, wording, link)
    whole = (
        _head(known, wording, notes, author),
        _lacks(known, wording),
        _participants(known, wording),
        *_body(telling, stands),
        _transcript(known, wording, link),
    )
    return "\n".join(line for part in whole for line in part).rstrip() + "\n"


def _body(telling: Telling, stands: Standings) -> Iterator[Iterator[str]]:
    """Give what is told between who took part and what was said."""
    known, wording, link = telling.known, telling.wording, telling.link
    if known.minutes is None:
        yield _chapters(known, wording, link)
        yield _slides(known, wording, link)
        yield candidates(telling, promised(known.commitments, stands))
        return
    came = outcome(known.minutes, stands)
    yield minuted(telling, came)
    yield _slides(known, wording, link)
    yield doubtful(telling, came)
    yield _chapters(known, wording, link)


def _head(
    known: Timeline, wording: Wording, notes: Sequence[str], author: str | None
) -> Iterator[str]:
    yield f"# {escaped(known.title)}"
    yield ""
    if known.minutes is not None:
        yield from head(known.minutes, author, wording)
    yield f"- {wording.length.format(length=clock(known.duration_s))}"
    heard = known.transcript
    if heard is None:
        source = wording.no_words
    else:
        model = f" ({escaped(heard.model)})" if heard.model else ""
        source = wording.kinds[heard.kind].format(source=escaped(heard.source), model=model)
    yield f"- {wording.words.format(words=source)}"
    yield f"- {_counts(known, wording)}"
    yield from (f"- {escaped(note)}" for note in notes)
    yield ""
    generated = heard is not None and heard.kind in {"recognised", "spoken"}
    about = wording.no_summary if known.minutes is None else wording.minutes.checked
    yield f"> {about}{wording.generated if generated else ''}"
    yield ""


def _counts(known: Timeline, wording: Wording) -> str:
    said = len(known.transcript.segments) if known.transcript else 0
    return wording.counted.format(
        participants=len(known.speakers), slides=len(known.slides), segments=said
    )


def _lacks(known: Timeline, wording: Wording) -> Iterator[str]:
    if known.lacks:
        yield from (f"## {wording.lacking}", "")
        yield from (f"- {wording.lacks.get(lack) or escaped(lack)}" for lack in known.lacks)
        yield ""


def _participants(known: Timeline, wording: Wording) -> Iterator[str]:
    if known.transcript is None:
        return
    yield from (f"## {wording.participants}", "")
    if known.speakers:
        yield from columns(wording.participant_columns, right=1)
        talk = sum(one.talk_s for one in known.speakers) or 1.0
        for one in known.speakers:
            share = one.talk_s / talk
            bar = "█" * round(share * _BAR) + "░" * (_BAR - round(share * _BAR))
            told = f"{bar} {share:.0%}"
            yield f"| {escaped(one.name)} | {clock(one.talk_s)} | {told} | {one.turns} |"
    else:
        yield wording.nobody_named
    yield ""


def _chapters(known: Timeline, wording: Wording, link: Link | None) -> Iterator[str]:
    if not known.chapters:
        return
    said = {one.id: one for one in known.transcript.segments} if known.transcript else {}
    yield from (f"## {wording.chapters}", "")
    yield from columns(wording.chapter_columns)
    for one in known.chapters:
        shown = wording.no_slide if one.slide is None else wording.slide.format(number=one.slide)
        first = next((said[cite].text for cite in one.cites if cite in said), "")
        words = wording.quote.format(words=escaped(_beginning(first))) if first else ""
        yield f"| {span(one.start_s, one.end_s, link)} | {shown} | {words} |"
    yield ""


def _slides(known: Timeline, wording: Wording, link: Link | None) -> Iterator[str]:
    if not known.slides:
        return
    yield from (f"## {wording.slides}", "")
    yield from (f"- {_appearances(one, wording, link)}" for one in known.slides)
    yield ""


def _appearances(slide: Slide, wording: Wording, link: Link | None) -> str:
    name = f"**{wording.slide.format(number=slide.number)}**"
    first, *again = slide.shown
    told = f"{name}: {span(first.start_s, first.end_s, link)}"
    if again:
        times = wording.comma.join(at(one.start_s, link) for one in again)
        told += wording.again.format(times=times)
    return told


def _transcript(known: Timeline, wording: Wording, link: Link | None) -> Iterator[str]:
    if known.transcript is None:
        return
    yield from (f"## {wording.transcript}", "")
    if not known.transcript.timed:
        yield from (wording.reckoned, "")
    names = known.names
    for who, turn in groupby(
        known.transcript.segments, key=lambda one: names.get(one.speaker, one.speaker)
    ):
        if who:
            yield from (f"**{escaped(who)}**", "")
        yield from (_said(one, link) for one in turn)
        yield ""


def _said(segment: Segment, link: Link | None) -> str:
    return f"- {cited(segment.start_s, link)} `{segment.id}` {escaped(segment.text)}"


def _beginning(text: str) -> str:
    if len(text) <= _FIRST_WORDS:
        return text
    cut = text[:_FIRST_WORDS]
    return (cut.rpartition(" ")[0] or cut) + " …"
