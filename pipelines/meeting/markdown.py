"""What is known of a meeting as Markdown: a report that stands in a thread and in a file."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pipelines.meeting.model import Segment, Slide, Span, Timeline
from pipelines.meeting.wording import Wording

Link = Callable[[float], str]

_BAR = 10  # blocks
_MARKS = re.compile(r"[\\`*_\[\]<>|~#$]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_ADDRESS = re.compile(r":(?=//)|\bwww(?=\.)|[\w.+-](?=@)", re.IGNORECASE)
_FIRST_WORDS = 90  # letters of what is said first in a chapter


def report(
    known: Timeline, *, link: Link | None, wording: Wording, notes: Sequence[str] = ()
) -> str:
    """Write a report; `link` gives the address of a moment, None: times are plain text.

    `notes` are lines of our own for its head, in plain text: which engine, where it ran. Whatever
    strangers say, call themselves or call their files is text in it, and nothing else.
    """
    parts = (
        _head(known, wording, notes),
        _lacks(known, wording),
        _participants(known, wording),
        _chapters(known, wording, link),
        _slides(known, wording, link),
        _commitments(known, wording, link),
        _transcript(known, wording, link),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def escaped(text: str) -> str:
    """Give a stranger's text so that nothing in it is Markdown, HTML, or becomes a link."""
    line = _ENTITY.sub("&amp;", _MARKS.sub(r"\\\g<0>", " ".join(text.split())))
    # Programs look for addresses in the text that is left when marks are taken off: only a
    # character in between, which shows nothing, keeps them from making links.
    return _ADDRESS.sub("\\g<0>\u2060", line)


def clock(seconds: float) -> str:
    """Write a moment as people do: 03:07, or 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def _at(seconds: float, link: Link | None) -> str:
    return f"[{clock(seconds)}]({link(seconds)})" if link else clock(seconds)


def _cited(seconds: float, link: Link | None) -> str:
    return _at(seconds, link) if link else f"[{clock(seconds)}]"


def _span(span: Span, link: Link | None) -> str:
    return f"{_at(span.start_s, link)} – {clock(span.end_s)}"


def _head(known: Timeline, wording: Wording, notes: Sequence[str]) -> Iterator[str]:
    yield f"# {escaped(known.title)}"
    yield ""
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
    generated = heard is not None and heard.kind == "recognised"
    yield f"> {wording.no_summary}{wording.generated if generated else ''}"
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
        yield from _columns(wording.participant_columns, right=1)
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
    yield from _columns(wording.chapter_columns)
    for one in known.chapters:
        shown = wording.no_slide if one.slide is None else wording.slide.format(number=one.slide)
        first = next((said[cite].text for cite in one.cites if cite in said), "")
        words = wording.quote.format(words=escaped(_beginning(first))) if first else ""
        yield f"| {_span(Span(start_s=one.start_s, end_s=one.end_s), link)} | {shown} | {words} |"
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
    told = f"{name}: {_span(first, link)}"
    if again:
        times = wording.comma.join(_at(one.start_s, link) for one in again)
        told += wording.again.format(times=times)
    return told


def _commitments(known: Timeline, wording: Wording, link: Link | None) -> Iterator[str]:
    if not known.commitments:
        return
    yield from (f"## {wording.commitments}", "", wording.commitments_why, "")
    for one in known.commitments:
        who = known.called(one.speaker)
        said = wording.quote.format(words=escaped(one.quote))
        name = f"**{escaped(who)}** " if who else ""
        yield f"- {_cited(one.start_s, link)} {name}{said} `{one.cite}`"
    yield ""


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
    return f"- {_cited(segment.start_s, link)} `{segment.id}` {escaped(segment.text)}"


def _columns(names: Sequence[str], right: int | None = None) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    lines = ("---:" if number == right else "---" for number in range(len(names)))
    yield f"| {' | '.join(lines)} |"


def _beginning(text: str) -> str:
    if len(text) <= _FIRST_WORDS:
        return text
    cut = text[:_FIRST_WORDS]
    return (cut.rpartition(" ")[0] or cut) + " …"
