"""Where a quote is said: its words in a row, but for what copying and recognising lose."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pipelines.meeting.verifying.listed import listed
from pipelines.meeting.verifying.said import Said, Span

# Words that may be lost or put in without changing what is said, within an allowance.
_SOFT = listed(
    "the a an that so just then well like really actually basically to of yes okay right and "
    "了 的 就 呢 吧 那 个 这 说 也"
)
_PHRASES = (("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("就", "是"),
            ("那", "个"), ("这", "个"), ("就", "是", "说"), ("然", "后"))  # fmt: skip
# What decides between yes and no is never lost, put in or misspelt.
FIRM = listed(
    "not no never nobody nothing none neither nor without cannot only 不 没 未 别 无 非 勿 否"
)
_MOST_SEEDS = 24
_A_SLIP_EVERY = 6  # words
_CODA = 3  # words said again in a row: "it's it's the"


def found(said: Said, quote: Sequence[str], within: Iterable[Span]) -> Span | None:
    """Give where a quote is said within spans; None where it is not."""
    spans = list(within)
    exact = (one for span in spans for one in said.exactly(quote, span))
    return next(exact, None) or _nearly(said, quote, spans)


def elsewhere(said: Said, quote: Sequence[str]) -> Span | None:
    """Give where a quote is said at all."""
    whole = Span(0, len(said.words))
    return next(said.exactly(quote, whole), None) or _nearly(said, quote, [whole])


def _nearly(said: Said, quote: Sequence[str], spans: list[Span]) -> Span | None:
    for start in islice(_starts(said, quote, spans), _MOST_SEEDS):
        span = next(one for one in spans if one.first <= start < one.end)
        end = _aligned(said, quote, start, span.end)
        if end is not None:
            return Span(start, end)
    return None


def _starts(said: Said, quote: Sequence[str], spans: list[Span]) -> Iterator[int]:
    """Give words at which the quote may begin: where two that follow each other are said so."""
    seen: set[int] = set()
    for at in range(min(len(quote) - 1, 4)):
        places = said.pairs(quote[at], quote[at + 1])
        for span in spans:
            within = places[bisect_left(places, span.first) : bisect_left(places, span.end)]
            for pair in within[:_MOST_SEEDS]:
                near = range(max(span.first, pair - at - (2 if at else 0)), pair - at + 1)
                yield from (one for one in near if one not in seen)
                seen.update(near)


def _aligned(said: Said, quote: Sequence[str], start: int, limit: int) -> int | None:
    """Give where the quote ends that begins at a word; None where it is something else."""
    allowed = 1 + len(quote) // _A_SLIP_EVERY if len(quote) >= 4 else 0
    reached = {start: 0}
    for number, word in enumerate(quote):
        following: dict[int, int] = {}
        for at, slips in _skipping(said, reached, limit, allowed, first=number == 0):
            there = said.words[at].text if at < limit else ""
            if there == word:
                _reach(following, at + 1, slips)
            elif there and slips < allowed and is_slip(there, word):
                _reach(following, at + 1, slips + 1)
            if number and word in _SOFT and slips < allowed:
                _reach(following, at, slips + 1)
        reached = following
        if not reached:
            return None
    return min(reached, key=lambda at: (reached[at], at))


def _reach(places: dict[int, int], at: int, slips: int) -> None:
    if slips < places.get(at, slips + 1):
        places[at] = slips


def _skipping(
    said: Said, reached: dict[int, int], limit: int, allowed: int, *, first: bool
) -> Iterator[tuple[int, int]]:
    """Give each place from which to go on, with those behind words that may be lost."""
    pending = list(reached.items())
    best = dict(reached)
    while pending:
        at, slips = pending.pop()
        yield at, slips
        if first or at >= limit:
            continue
        for after, cost in _behind(said, at):
            if after <= limit and slips + cost <= allowed and slips + cost < best.get(after, 99):
                best[after] = slips + cost
                pending.append((after, slips + cost))


def _behind(said: Said, at: int) -> Iterator[tuple[int, int]]:
    """Give where one may go on, and at what cost: behind a nod, a stutter, a soft word."""
    nod = said.past_nod(at)
    if nod is not None:
        yield nod, 0
    taken = [one.text for one in said.words[at : at + 2 * _CODA]]
    for length in range(1, _CODA + 1):
        if len(taken) >= 2 * length and taken[:length] == taken[length : 2 * length]:
            yield at + length, 0
    yield from ((at + len(one), 0) for one in _PHRASES if tuple(taken[: len(one)]) == one)
    if _is_begun(taken):
        yield at + 1, 0
    elif taken[0] in _SOFT:
        yield at + 1, 1


def _is_begun(taken: Sequence[str]) -> bool:
    """Whether a word is only the beginning of the next: "th that"."""
    if len(taken) < 2 or taken[0] in FIRM or taken[0][0] == "#":
        return False
    return len(taken[0]) <= 3 and taken[1].startswith(taken[0])


def is_slip(said: str, written: str) -> bool:
    """Whether two words are one, misspelt: long ones that begin alike and differ in a letter."""
    shorter, longer = sorted((said, written), key=len)
    if len(shorter) < 4 or said[0] == "#" or written[0] == "#" or said[:2] != written[:2]:
        return False
    if said in FIRM or written in FIRM or len(longer) - len(shorter) > 1:
        return False
    return _differ_by_one(shorter, longer)


def _differ_by_one(shorter: str, longer: str) -> bool:
    same = next(
        (at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b),
        len(shorter),
    )
    if len(shorter) == len(longer):
        swapped = shorter[same + 1 : same + 2] + shorter[same : same + 1]
        return shorter[same + 1 :] == longer[same + 1 :] or (
            longer[same : same + 2] == swapped and shorter[same + 2 :] == longer[same + 2 :]
        )
    return shorter[same:] == longer[same + 1 :]
