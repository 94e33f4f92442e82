"""What the tests of writing share: small meetings, and who writes about them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from pipelines.egress import Egress
from pipelines.failover import Backend, Failover
from pipelines.meeting.brief import Brief, Written
from pipelines.meeting.draft import Claim, Draft
from pipelines.meeting.model import Segment, Transcript
from pipelines.meeting.verifying.verify import verify
from pipelines.meeting.writing.repairing import doubts_of, rebuilt
from pipelines.meeting.writing.writing import Writing
from pipelines.ports import Writer
from tests.fake_minutes import CHINESE, ENGLISH, ENGLISH_DAY, brief, chinese, drafted, english

ENGLISH_BRIEF, CHINESE_BRIEF = brief(english()), brief(chinese())


def verified(draft: Draft, about: Brief) -> Draft:
    """Give a draft of one of the meetings without what the verifier doubts."""
    doubts = doubts_of(draft, verify(draft, about, writer="gpt", model="gpt-1"))
    return rebuilt(draft, {path: None for path, why in doubts.items() if why})


TRUE = verified(drafted(ENGLISH), ENGLISH_BRIEF)
TRUE_CHINESE = verified(drafted(CHINESE), CHINESE_BRIEF)
LIE = Claim(
    text="The office moves to Lisbon.", cites=("S0003",), quote="we move the office to Lisbon"
)


def with_a_lie(draft: Draft) -> Draft:
    return draft.model_copy(update={"decisions": (*draft.decisions, LIE)})


def writing(*backends: Backend[Writer], companies: Mapping[str, str] | None = None) -> Writing:
    chain = Failover(
        backends, clock=lambda: datetime.now(UTC), rest_seconds=30.0, chance=lambda: 0.0
    )
    return Writing(chain, companies, seconds=60.0)


async def written(*backends: Backend[Writer], about: Brief = ENGLISH_BRIEF) -> Written:
    return await writing(*backends).write(about, egress=Egress())


def a_brief(*said: tuple[str, str], seconds: float = 5.0) -> Brief:
    """Make a meeting of speakers and what each says, so many seconds each."""
    segments = tuple(
        Segment(
            id=f"S{number:04}",
            start_s=seconds * number,
            end_s=seconds * number + seconds / 2,
            text=text,
            speaker=speaker,
        )
        for number, (speaker, text) in enumerate(said, 1)
    )
    transcript = Transcript(segments=segments, kind="supplied", source="vtt")
    return Brief("Weekly", transcript, seconds * (len(said) + 1), ENGLISH_DAY, UTC)
