"""Transcripts and slides in a line or two, for tests."""

from pipelines.meeting.model import Kind, Segment, Slide, Span, Transcript


def transcript(
    *said: tuple[float, float, str, str], kind: Kind = "supplied", timed: bool = True
) -> Transcript:
    """Make a transcript of (from, to, who, what)."""
    segments = tuple(
        Segment(id=f"S{number:04}", start_s=start, end_s=end, speaker=who, text=text)
        for number, (start, end, who, text) in enumerate(said, 1)
    )
    return Transcript(segments=segments, kind=kind, source="vtt", timed=timed)


def slide(number: int, *shown: tuple[float, float]) -> Slide:
    """Make a slide that was shown from one second to another, again and again."""
    spans = tuple(Span(start_s=start, end_s=end) for start, end in shown)
    return Slide(number=number, shown=spans, image=f"{number}.png", width=640, height=360)
