"""What transcribers heard in the windows of a recording becomes one transcript."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.meeting.lettering import shown
from pipelines.meeting.model import Segment, Transcript
from pipelines.ports import Heard, Said


def together(heard: Sequence[tuple[str, Heard]], *, told_apart: bool) -> Transcript | None:
    """Put together what was heard, and by whom; None: nobody says anything.

    A transcriber names voices anew in each window: `told_apart` tells whether its names mean
    anything, as they do within one.
    """
    spoken = [(by, one) for by, one in heard if any(shown(said.text) for said in one.said)]
    said = sorted((said for _, one in spoken for said in one.said), key=lambda said: said.start_s)
    segments = tuple(_segments(said, told_apart=told_apart))
    if not segments:
        return None
    languages = Counter(one.language for _, one in spoken if one.language)
    return Transcript(
        segments=segments,
        kind="recognised",
        source=" + ".join(dict.fromkeys(by for by, _ in spoken)),
        model=" + ".join(dict.fromkeys(one.model for _, one in spoken)),
        language=next((name for name, _ in languages.most_common(1)), None),
    )


def _segments(said: Sequence[Said], *, told_apart: bool) -> Iterator[Segment]:
    for number, one in enumerate((one for one in said if shown(one.text)), 1):
        start = max(one.start_s, 0.0)
        yield Segment(
            id=f"S{number:04}",
            start_s=start,
            end_s=max(one.end_s, start),
            text=shown(one.text),
            speaker=shown(one.speaker) if told_apart else "",
        )
