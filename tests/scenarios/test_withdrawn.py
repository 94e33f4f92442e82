"""Files taken back where they were dropped: nothing is left of them but what was decided."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenarios.idle import idle
from tests.scenarios.offices import Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["slack", "teams"])
async def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """The platforms where people delete messages."""
    async with office_on(request.param, tmp_path_factory.mktemp("data")) as opened:
        yield opened


async def test_a_message_that_was_deleted_takes_all_that_was_said_of_its_file_with_it(
    office: Office,
) -> None:
    document = await office.dropped()
    card = await office.lena.card(document)
    await office.arun.card(document, "accounting")
    await office.lena.delete(str(card.thread))
    await office.lena.gone(document)
    await office.arun.gone(document, "accounting")
    await idle(office.data_dir)
    assert await office.lena.below(card.thread) == []
    assert document not in await office.waiting(office.arun)


async def test_what_was_decided_stays_and_says_that_its_file_was_deleted(office: Office) -> None:
    document = await office.dropped()
    card = await office.arun.card(document)
    await office.arun.decide(card, "approve", "agreed")
    await office.lena.card(document, until=says("Approved by"))
    await office.lena.delete(str(card.thread))
    await office.lena.card(document, until=says("was deleted where it was dropped"))
    assert len(await office.lena.below(card.thread)) == 3
