"""Writers of minutes side by side: what each told of meetings, how right that is, what it took."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.comparison.contest import Row, dollars
from pipelines.comparison.statements import Statements
from pipelines.comparison.subjects import Pair, Spans, Subject, compared
from pipelines.consulted import sum_of
from pipelines.usage import NO_TOKENS, Tokens

COUNTED = ("topics", "decisions", "actions", "owned", "due", "questions")


@dataclass(frozen=True)
class Minuted:
    """How right the minutes of one meeting are; `spans` of None: no truth says what was when.

    `counts` are how many there are of each of COUNTED: of the actions, those with an owner, and
    those with a day on which they are due.
    """

    statements: Statements
    spans: Spans | None
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Essay:
    """What came of one writer and one meeting; `score` of None: no minutes, and `why` says why.

    `cost` is None where nobody knows it. Without minutes it has missed what was `wanted` of it.
    """

    meeting: str
    writer: str
    score: Minuted | None
    seconds: float = 0.0
    tokens: Tokens = NO_TOKENS
    cost: Decimal | None = Decimal(0)
    why: str = ""
    wanted: Sequence[Subject] = ()


@dataclass(frozen=True)
class _Sum:
    """Some essays of one writer, taken together."""

    essays: Sequence[Essay]

    @property
    def scores(self) -> list[Minuted]:
        return [one.score for one in self.essays if one.score is not None]

    @property
    def spans(self) -> Spans:
        some = [one for one in map(_spans, self.essays) if one is not None]
        pairs = tuple(pair for one in some for pair in one.pairs)
        return Spans(pairs, sum(one.wanted_s for one in some), sum(one.told_s for one in some))

    def of(self, name: str) -> int:
        """Give how many statements there are of a sort."""
        return sum(int(getattr(one.statements, name)) for one in self.scores)

    def right(self) -> Row:
        """Write how right it is, and what it took."""
        told: Row = ("failed", *["-"] * 4)
        if self.scores:
            spans, quoted = self.spans, self.of("quoted")
            told = (
                _share(self.of("valid"), quoted),
                f"{self.of('cited') / quoted:.1f}" if quoted else "-",
                _share(self.of("unverified"), self.of("told")),
                _figure(spans.recall),
                _figure(spans.precision),
            )
        seconds = sum(one.seconds for one in self.essays)
        return (*told, f"{seconds:.1f}", dollars(sum_of([one.cost for one in self.essays])))

    def told(self) -> Row:
        """Write how many there are of each of COUNTED, and the tokens that it took."""
        counts = ["failed", *["-"] * (len(COUNTED) - 1)]
        if self.scores:
            counts = [str(sum(one.counts[at] for one in self.scores)) for at in range(len(COUNTED))]
        tokens = sum((one.tokens for one in self.essays), NO_TOKENS)
        return (*counts, f"{tokens.input}", f"{tokens.output}")


def _spans(one: Essay) -> Spans | None:
    if one.score is not None:
        return one.score.spans
    return compared(one.wanted, ()) if one.wanted else None


_RIGHT: Row = ("cites", "places", "unverified", "recall", "precision", "s", "$")
_TOLD: Row = (
    "topics", "decided", "actions", "owned", "due", "open", "tokens in", "out",
)  # fmt: skip


def tables(essays: Sequence[Essay]) -> list[list[Row]]:
    """Give how right each writer is, and what it told; then both for each meeting and writer.

    The writers of one meeting stand below each other.
    """
    writers, meetings = _contest(essays), _meetings(essays)
    return [*_tables(("writer", "meetings"), writers), *_tables(("minutes of", "by"), meetings)]


def _tables(heads: Row, some: Sequence[tuple[Row, _Sum]]) -> list[list[Row]]:
    return [
        [(*heads, *_RIGHT), *((*names, *one.right()) for names, one in some)],
        [(*heads, *_TOLD), *((*names, *one.told()) for names, one in some)],
    ]


def _contest(essays: Sequence[Essay]) -> list[tuple[Row, _Sum]]:
    found: list[tuple[Row, _Sum]] = []
    for name in dict.fromkeys(one.writer for one in essays):
        whole = _Sum([one for one in essays if one.writer == name])
        found.append(((name, f"{len(whole.scores)}/{len(whole.essays)}"), whole))
    return found


def _meetings(essays: Sequence[Essay]) -> list[tuple[Row, _Sum]]:
    names = dict.fromkeys(one.meeting for one in essays)
    ordered = (one for name in names for one in essays if one.meeting == name)
    return [((one.meeting, one.writer), _Sum([one])) for one in ordered]


def doubt_rows(essays: Sequence[Essay]) -> list[Row]:
    """Give why statements are not verified: a row for each doubt, a column for each writer."""
    names = list(dict.fromkeys(one.writer for one in essays))
    sums = [_Sum([one for one in essays if one.writer == name]) for name in names]
    counts = [[one.statements.doubts for one in each.scores] for each in sums]
    every = sorted({doubt for some in counts for one in some for doubt in one})
    told = ((d, *(str(sum(one.get(d, 0) for one in some)) for some in counts)) for d in every)
    return [("doubt", *names), *told]


def wrong(essays: Iterable[Essay]) -> Iterator[str]:
    """Say which statements are not verified, cite amiss, and which topics were told when."""
    for one in essays:
        if one.score is None:
            continue
        yield f"{one.meeting}  minutes, {one.writer}"
        yield from (f"    unverified  {said}" for said in one.score.statements.unsupported)
        yield from (f"    cited amiss {said}" for said in one.score.statements.invalid)
        spans = one.score.spans
        yield from (f"    topic       {_pair(pair)}" for pair in (spans.pairs if spans else ()))


def values(one: Essay) -> dict[str, Any]:
    """Give one as plain values; what could not be measured has an `error`."""
    found: dict[str, Any] = {"meeting": one.meeting, "writer": one.writer}
    if one.score is None:
        found["error"] = one.why
    else:
        found |= _figures(one.score)
    return found | {
        "seconds": round(one.seconds, 3), "tokens_in": one.tokens.input,
        "tokens_out": one.tokens.output, "cost_usd": one.cost,
    }  # fmt: skip


def _figures(score: Minuted) -> dict[str, Any]:
    said, spans = score.statements, score.spans
    return {
        "statements": said.told, "unverified": said.unverified,
        "unverified_rate": _rounded(said.unsupported_rate), "doubts": {**said.doubts},
        "quoted": said.quoted, "valid": said.valid, "citation_validity": _rounded(said.validity),
        "cited": said.cited,
        "topic_recall": None if spans is None else _rounded(spans.recall),
        "topic_precision": None if spans is None else _rounded(spans.precision),
        "pairs": [] if spans is None else [
            {"topic": pair.wanted.title, "told": pair.told and pair.told.title,
             "length_s": round(pair.wanted.length_s, 1), "common_s": round(pair.common_s, 1)}
            for pair in spans.pairs
        ],
        **dict(zip(COUNTED, score.counts, strict=True)),
    }  # fmt: skip


def _pair(pair: Pair) -> str:
    told = "nothing" if pair.told is None else pair.told.title
    return f"{pair.common_s:.0f}/{pair.wanted.length_s:.0f} s  {pair.wanted.title}  ->  {told}"


def _share(part: int, of: int) -> str:
    return _figure(part / of if of else None)


def _figure(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
