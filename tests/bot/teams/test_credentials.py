"""Tokens: one request for many messages, off the loop, and every refusal in plain words."""

import asyncio
import threading

import pytest

from bot.settings import Settings
from bot.teams.clouds import cloud_of
from bot.teams.connector import TeamsRefused
from bot.teams.credentials import Tokens, tokens_of
from handlers.chat import ChatUnavailable
from tests.bot.teams.entrance import Means, Watch, entrance, means
from tests.doubles import faults as broken
from tests.doubles.server import Reply
from tests.doubles.teams import faults
from tests.doubles.teams.world import SECRET

CONNECTOR = "https://api.botframework.com/.default"
GRAPH = "https://graph.microsoft.com/.default"
PATIENCE = 30.0  # seconds
DAY = 86_400.0
ODD = [
    b'{"access_token": "x", "expires_in": %s}' % one for one in (b"[]", b"Infinity", b'"soon"')
] + [b'{"access_token": "x", "id_token": "x"}', b'{"access_token": "x", "scope": 7}']


def asked(given: Means) -> int:
    return len(given.teams.asked("token"))


async def test_many_messages_are_one_request() -> None:
    async with entrance() as gate:
        at = gate.personal(gate.ann)
        posts = [gate.wire.send(at, {"text": f"{number}"}, None) for number in range(25)]
        await asyncio.gather(*posts, *(gate.send() for _ in range(25)))
        assert len(gate.tenant.personal(gate.ann).messages) == 25
        assert len(gate.heard) == 25
        assert (asked(gate), len(gate.teams.asked("discovery"))) == (1, 1)


async def test_a_token_is_asked_for_off_the_loop_and_again_before_it_ends() -> None:
    watch, threads = Watch(), list[threading.Thread]()

    def mint(scope: str, _fresh: bool) -> dict[str, object]:
        threads.append(threading.current_thread())
        return {"access_token": f"{scope}-{len(threads)}", "expires_in": 3600}

    tokens = Tokens(mint, watch)
    assert await tokens.header("a") == {"Authorization": "Bearer a-1"}
    watch.now += 3299
    assert await tokens.header("a") == {"Authorization": "Bearer a-1"}
    assert await tokens.header("b") == {"Authorization": "Bearer b-2"}
    watch.now += 2
    # Nobody waits for the next one while this one holds.
    assert await tokens.header("a") == {"Authorization": "Bearer a-1"}
    watch.now += 300
    assert await tokens.header("a") == {"Authorization": "Bearer a-3"}
    assert threading.main_thread() not in threads


async def test_a_token_is_used_while_it_holds_whatever_becomes_of_the_next() -> None:
    watch, fails = Watch(), list[bool]()

    def mint(_scope: str, _fresh: bool) -> dict[str, object]:
        if fails:
            fails.append(True)
            return {"error": "temporarily_unavailable"}
        return {"access_token": "sample", "expires_in": 3600}

    tokens = Tokens(mint, watch)
    given = await tokens.header("a")
    fails.append(True)
    for now, tries in ((3301, 1), (3330, 1), (3332, 2), (3599, 3)):
        watch.now = 1000.0 + now
        for _ in range(3):
            assert await tokens.header("a") == given
            await settled()
        assert len(fails) == 1 + tries, "it is not tried with every message"
    watch.now += 2
    with pytest.raises(ChatUnavailable):
        await tokens.header("a")


async def settled() -> None:
    """Wait until nothing goes on beside a test any more."""
    beside = asyncio.all_tasks() - {asyncio.current_task()}
    if beside:
        await asyncio.wait(beside, timeout=PATIENCE)


@pytest.mark.parametrize("error", ["invalid_client", "server_error"])
async def test_one_failure_answers_all_who_wait_for_it(error: str) -> None:
    going, asked = threading.Event(), list[str]()

    def mint(scope: str, _fresh: bool) -> dict[str, object]:
        asked.append(scope)
        assert going.wait(PATIENCE)
        return {"error": error}

    tokens = Tokens(mint)
    waiting = [asyncio.create_task(tokens.header("a")) for _ in range(20)]
    gone = asyncio.create_task(tokens.header("a"))
    await asyncio.sleep(0)
    gone.cancel()
    going.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in found] == [
        TeamsRefused if error == "invalid_client" else ChatUnavailable
    ] * 20
    assert asked == ["a"]


async def test_whoever_waits_when_clerk_ends_is_told_so() -> None:
    going = threading.Event()
    tokens = Tokens(lambda *_: {"error": str(going.wait(PATIENCE))})
    waiting = asyncio.create_task(tokens.header("a"))
    await asyncio.sleep(0)
    await tokens.close()
    with pytest.raises(ChatUnavailable, match="closed"):
        await waiting
    going.set()


@pytest.mark.parametrize(
    ("lasts", "kept"),
    [
        ("3600", 3600),
        ("soon", 60),
        (None, 60),
        (float("nan"), 60),
        (-5, 60),
        (float("inf"), DAY),
        (10**400, 60),
        (1e300, DAY),
        ([], 60),
    ],
)
async def test_a_token_is_kept_for_as_long_as_can_be_believed(lasts: object, kept: float) -> None:
    watch, asked = Watch(), list[bool]()

    def mint(_scope: str, fresh: bool) -> dict[str, object]:
        asked.append(fresh)
        return {"access_token": "sample", "expires_in": lasts}

    tokens = Tokens(mint, watch)
    await tokens.header("a")
    watch.now += kept / 2 - 1 if kept <= 600 else kept - 301
    await tokens.header("a")
    await tokens.close()
    assert len(asked) == 1
    watch.now = 1000.0 + kept
    await tokens.header("a")
    assert len(asked) == 2


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", *ODD], ids=str)
@pytest.mark.parametrize("call", ["discovery", "token"])
async def test_an_answer_that_is_none_of_entras_breaks_nothing(call: str, body: bytes) -> None:
    async with means() as given:
        given.teams.faults.add(call, broken.Fault(Reply(200, body)))
        with pytest.raises((ChatUnavailable, TeamsRefused)):
            await given.tokens.header(CONNECTOR)
        assert "Authorization" in await given.tokens.header(CONNECTOR)


async def test_a_token_that_is_not_taken_is_given_up_once_in_a_while() -> None:
    async with means() as given:
        tokens = given.tokens
        first = await tokens.header(CONNECTOR)
        assert await tokens.header(CONNECTOR) == first
        assert tokens.renounce(CONNECTOR, first)
        assert tokens.renounce(CONNECTOR, first), "who was sent away with it too tries again"
        second = await tokens.header(CONNECTOR)
        assert second != first
        assert tokens.renounce(CONNECTOR, first)
        assert not tokens.renounce(CONNECTOR, second)
        assert await tokens.header(CONNECTOR) == second
        assert asked(given) == 2
        given.watch.now += 61
        assert tokens.renounce(CONNECTOR, second)
        assert await tokens.header(CONNECTOR) != second
        assert not Tokens(None).renounce(CONNECTOR, {})


async def test_the_connector_and_graph_have_tokens_of_their_own() -> None:
    async with means() as given:
        headers = [await given.tokens.header(one) for one in (CONNECTOR, GRAPH, CONNECTOR)]
        assert headers[0] == headers[2] != headers[1]
        assert (asked(given), len(given.teams.asked("discovery"))) == (2, 1)


async def test_without_an_app_nothing_is_proved() -> None:
    settings = Settings.model_validate({"BOT_TEAMS_PLAYGROUND": "on"})
    assert await tokens_of(settings, cloud_of(settings)).header(CONNECTOR) == {}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"TEAMS_APP_PASSWORD": "wrong"}, "token: 401 invalid_client AADSTS7000215"),
        ({"TEAMS_APP_ID": "33333333"}, "token: 401 unauthorized_client AADSTS700016"),
        ({"TEAMS_TENANT_ID": "nowhere"}, "token: 401 invalid_request AADSTS90002"),
    ],
)
async def test_what_entra_refuses_is_said_without_its_words(
    told: dict[str, str], said: str
) -> None:
    async with means(told) as given:
        with pytest.raises(TeamsRefused) as refused:
            await given.tokens.header(CONNECTOR)
    assert str(refused.value) == said
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("call", ["discovery", "token"])
@pytest.mark.parametrize(
    "fault", [broken.broken(), broken.broken(503), broken.cut(), broken.garbled()]
)
async def test_where_entra_does_not_answer_it_is_asked_again(
    call: str, fault: broken.Fault
) -> None:
    async with means() as given:
        given.teams.faults.add(call, fault)
        with pytest.raises(ChatUnavailable) as refused:
            await given.tokens.header(CONNECTOR)
        assert SECRET not in repr(refused.value)


@pytest.mark.parametrize("call", ["discovery", "token"])
async def test_the_secret_follows_nobody_elsewhere(call: str) -> None:
    async with means() as given:
        elsewhere = f"{given.teams.url}/login/elsewhere"
        given.teams.faults.add(call, faults.redirect(elsewhere, status=307))
        with pytest.raises(ChatUnavailable):
            await given.tokens.header(CONNECTOR)
        assert [one.path for one in given.teams.calls if "elsewhere" in one.path] == []


async def test_a_machine_of_azure_proves_who_clerk_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"BOT_TEAMS_APP_TYPE": "managed_identity"}
    async with entrance(told) as gate:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{gate.teams.url}/identity")
        monkeypatch.setenv("IDENTITY_HEADER", "sample")
        at = gate.personal(gate.ann)
        for number in range(3):
            await gate.wire.send(at, {"text": f"{number}"}, None)
        assert len(gate.tenant.personal(gate.ann).messages) == 3
        [call] = gate.teams.asked("identity")
        assert call.query["client_id"] == gate.settings.teams_app_id
        assert asked(gate) == 0


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "token: 401 no_token"),
        ({"access_token": 7, "expires_in": 1}, "token: 401 no_token"),
        ({"access_token": "sample\nOther: x", "expires_in": 1}, "token: 401 no_token"),
        ({"error": "interaction_required"}, "token: 401 interaction_required"),
        ({"error": "A tenant named Sample, and what it said"}, "token: 401 no_token"),
    ],
)
async def test_an_answer_without_a_token_is_a_refusal(found: dict[str, object], said: str) -> None:
    with pytest.raises(TeamsRefused, match=f"^{said}$"):
        await Tokens(lambda *_: found).header(CONNECTOR)


async def test_what_entra_cannot_do_now_is_tried_again() -> None:
    with pytest.raises(ChatUnavailable):
        await Tokens(lambda *_: {"error": "temporarily_unavailable"}).header(CONNECTOR)
