"""A recording is dropped: people are asked, and nothing is fetched before somebody said so."""

from pathlib import Path

import pytest

from handlers.chat import Buttons, Card, Command, Form, MessageRef, Place, Press, Told
from handlers.meetings.records import Policy
from pipelines.egress import Location
from pipelines.failover import Failover
from pipelines.meeting.hearing import Hearing
from tests.fake_transcriber import FakeTranscriber, listed
from tests.handlers.meetings.stage import Stage, beside, labels, recording, words


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_people_are_asked_and_told_what_becomes_of_it(stage: Stage) -> None:
    await stage.drop(recording())
    said = words(stage.card)
    assert stage.card.title == "Recording: weekly.mp4"
    assert "AI will transcribe this recording (AI 转写): faster-whisper (local-1), on the" in said
    assert "the recording for 7 days, slides for 30 days" in said
    assert "Whoever dropped it, and administrators, can delete all of that" in said
    assert labels(stage.card) == ["Start", "Not now", "Delete"]
    assert stage.store.files == {}
    assert stage.studio.opened == 0


async def test_whoever_is_asked_reads_where_the_sound_would_go(tmp_path: Path) -> None:
    cloud = listed("gpt", FakeTranscriber(), location=Location("api.example"))
    stage = Stage(tmp_path, backends=[listed("local", FakeTranscriber()), cloud])
    await stage.drop(recording())
    assert (
        "faster-whisper (local-1), on the computer that Clerk runs on; if that does not answer,"
        " OpenAI (gpt-1), at api.example, where the sound is sent." in words(stage.card)
    )


async def test_where_nobody_transcribes_it_is_said_before_anybody_starts(tmp_path: Path) -> None:
    stage = Stage(tmp_path, backends=[])
    await stage.drop(recording())
    assert "Nothing is set up to transcribe here" in words(stage.card)
    assert labels(stage.card)[0] == "Start"


@pytest.mark.parametrize("transcript_first", [False, True])
async def test_a_transcript_in_the_same_thread_joins(stage: Stage, transcript_first: bool) -> None:
    film = recording()
    both = [beside(film), film] if transcript_first else [film, beside(film)]
    await stage.drop(*both)
    assert stage.card.title == "Recording: weekly.mp4"
    assert "Clerk will read the transcript weekly.vtt. Only if" in words(stage.card)
    assert {one.role for one in stage.meeting.pieces} == {"recording", "transcript"}


async def test_of_a_transcript_alone_no_ai_is_told(stage: Stage) -> None:
    await stage.drop(recording(name="weekly.vtt"))
    said = words(stage.card)
    assert stage.card.title == "Transcript of a meeting: weekly.vtt"
    assert "Press Start, and Clerk will read the transcript weekly.vtt. No AI takes part." in said


async def test_not_now_is_told_with_who_said_so(stage: Stage) -> None:
    await stage.drop(recording())
    assert await stage.press("decline", "ben") is None
    assert "Ben chose: not now." in words(stage.card)
    assert labels(stage.card) == ["Start", "Delete"]
    assert ("local:ben", "meeting.declined") in stage.acts()
    assert stage.store.files == {}


async def test_off_says_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path, policy="off")
    await stage.drop(recording(addressed=False))
    assert stage.chat.said == []
    assert stage.ledger.drops == {}
    assert stage.audit.links == []


async def test_off_answers_whoever_addresses_clerk_in_one_line(tmp_path: Path) -> None:
    stage = Stage(tmp_path, policy="off")
    film = recording()
    await stage.drop(film)
    [card] = stage.chat.cards(film.place)
    assert card.title.startswith("Clerk leaves recordings alone where this was dropped.")
    assert card.parts == ()
    assert stage.ledger.meetings == {}


async def test_auto_begins_by_itself_and_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path, policy="auto")
    await stage.drop(recording())
    assert ("clerk", "meeting.started") in stage.acts()
    assert stage.meeting.state == "done"


async def test_what_was_said_for_a_channel_goes_before_what_holds_for_all(stage: Stage) -> None:
    film = recording()
    await stage.policies.set(film.place, "off", by="local:sofia")
    await stage.drop(recording(addressed=False))
    assert stage.chat.said == []


@pytest.mark.parametrize(
    ("name", "kind", "is_ours"),
    [
        ("a.MP4", "", True),
        ("talk.opus", "", True),
        ("clip", "video/mp4", True),
        ("words.srt", "", True),
        ("words", "text/vtt", True),
        ("a.pdf", "application/pdf", False),
        ("mp4", "", False),
        ("notes.md", "text/plain", False),
        ("scan.png", "image/png", False),
    ],
)
async def test_which_files_are_a_meetings(
    stage: Stage, name: str, kind: str, is_ours: bool
) -> None:
    assert await stage.recordings.on_upload(recording(name=name, kind=kind)) is is_ours


async def test_any_text_is_a_transcript_only_where_one_is_meant(stage: Stage) -> None:
    film = recording()
    passing = beside(film, name="notes.txt", addressed=False)
    ours = stage.recordings.on_upload
    assert not await ours(passing)
    assert await ours(beside(film, file="T2", name="notes.txt"))
    assert await ours(beside(film, file="T3", name="notes.txt", addressed=False, beside=True))
    await stage.drop(film)
    assert await ours(passing), "the thread has a meeting now"


async def ask(stage: Stage, words_: str, user: str = "sofia") -> str:
    place = Place("local", "t1", "general")
    return words(await stage.policy.card(Command(place, user, f"recordings {words_}"), words_))


async def test_a_channels_policy_is_shown_to_all_and_said_by_admins(stage: Stage) -> None:
    assert "Clerk asks first" in await ask(stage, "", "ben")
    assert "how Clerk is set up" in await ask(stage, "", "ben")
    assert "Only administrators" in await ask(stage, "off", "ben")
    assert "leaves them alone" in await ask(stage, "off")
    assert "leaves them alone" in await ask(stage, "", "ben")
    assert "recordings auto or recordings off" in await ask(stage, "maybe")
    assert stage.acts() == [
        ("local:ben", "recordings.refused"),
        ("local:sofia", "recordings.policy"),
    ]


@pytest.mark.parametrize(("said", "policy"), [("自动", "auto"), ("关闭", "off"), ("询问", "ask")])
async def test_a_policy_is_said_in_chinese_as_well(stage: Stage, said: str, policy: Policy) -> None:
    await ask(stage, said)
    assert await stage.policies.policy(Place("local", "t1", "general")) == policy


async def test_the_second_to_start_is_told_who_was_first(stage: Stage) -> None:
    await stage.drop(recording())
    begun = await stage.recordings.consent.begin(stage.meeting, "local:ben", ("asked",))
    assert begun is not None
    outcome = await stage.press("start", "eva")
    assert isinstance(outcome, Told)
    assert "Ben has started it already." in words(outcome.card)
    assert [one for _, one in stage.acts()].count("meeting.started") == 1


def starts(card: Card) -> str:
    """Give what the button that starts a run says back."""
    rows = (part.row for part in card.parts if isinstance(part, Buttons))
    [value] = [one.value for row in rows for one in row if one.action == "meeting.start"]
    return value


async def test_whoever_agreed_to_a_transcript_is_asked_again_once_a_recording_came(
    stage: Stage,
) -> None:
    film = recording()
    await stage.drop(beside(film))
    before, place = starts(stage.card), stage.meeting.place
    await stage.drop(film)
    outcome = await stage.recordings.on_press(Press(place, "eva", "meeting.start", before))
    assert isinstance(outcome, Told)
    assert "changed meanwhile" in words(outcome.card)
    assert (stage.meeting.state, stage.studio.opened) == ("asked", 0)
    agreed = Press(place, "eva", "meeting.start", starts(stage.card))
    assert await stage.recordings.on_press(agreed) is None


async def test_whoever_agreed_to_others_is_asked_again(stage: Stage) -> None:
    """A card may wait for days; meanwhile somebody else may have been listed."""
    await stage.drop(recording())
    before, place = starts(stage.card), stage.meeting.place
    cloud = listed("gpt", FakeTranscriber(), location=Location("api.example"))
    stage.hearing = Hearing(Failover([cloud], clock=stage.clock.now, rest_seconds=1))
    outcome = await stage.recordings.on_press(Press(place, "eva", "meeting.start", before))
    await stage.queue.settle()
    assert isinstance(outcome, Told)
    assert "changed meanwhile" in words(outcome.card)
    assert (stage.meeting.state, stage.acts(), stage.studio.opened) == ("asked", [], 0)
    assert "OpenAI (gpt-1), at api.example" in words(stage.card)
    agreed = Press(place, "eva", "meeting.start", starts(stage.card))
    assert await stage.recordings.on_press(agreed) is None
    await stage.queue.settle()
    assert stage.meeting.state == "done"


@pytest.mark.parametrize(
    "where", [{"channel": "other"}, {"tenant": "t2"}, {"platform": "slack"}], ids=str
)
@pytest.mark.parametrize("action", ["start", "decline", "stop", "delete", "rename"])
async def test_nobody_acts_from_elsewhere(stage: Stage, action: str, where: dict[str, str]) -> None:
    await stage.drop(recording())
    before = stage.meeting
    outcome = await stage.press(action, **where)
    assert isinstance(outcome, Told)
    assert "not of a conversation that you can read" in words(outcome.card)
    assert stage.meeting == before
    assert stage.acts()[-1][1] == "meeting.refused"
    assert before.id not in str(stage.audit.links[-1])


@pytest.mark.parametrize("action", ["start", "decline", "stop", "delete", "rename"])
async def test_nobody_acts_who_does_not_read_the_channel(stage: Stage, action: str) -> None:
    await stage.drop(recording())
    stage.people.close("general", "mallory")
    outcome = await stage.press(action, "mallory")
    assert isinstance(outcome, Told)
    assert stage.meeting.state == "asked"
    assert stage.acts()[-1] == ("local:mallory", "meeting.refused")


@pytest.mark.parametrize(("user", "may"), [("eva", True), ("sofia", True), ("ben", False)])
async def test_whoever_dropped_it_and_admins_delete_it_once_they_said_so_again(
    stage: Stage, user: str, may: bool
) -> None:
    await stage.drop(recording())
    asked = await stage.press("delete", user)
    assert isinstance(asked, Form) is may
    answer = await stage.submit("delete", stage.meeting.id, user)
    assert isinstance(answer, Told)
    assert stage.forgotten == ([(user, stage.meeting.id)] if may else [])
    assert stage.acts()[-1][1] == ("meeting.deleted" if may else "meeting.refused")


@pytest.mark.parametrize(("user", "may"), [("eva", True), ("ben", True), ("mara", False)])
async def test_whose_recording_it_is_deletes_it_though_somebody_elses_transcript_came_first(
    stage: Stage, user: str, may: bool
) -> None:
    film = recording()
    await stage.drop(beside(film, user="ben"), film)
    assert stage.meeting.user == "ben"
    assert isinstance(await stage.press("delete", user), Form) is may


async def test_a_transcript_put_beside_somebodys_recording_gives_no_right_to_delete_it(
    stage: Stage,
) -> None:
    film = recording()
    await stage.drop(film, beside(film, user="ben"))
    assert isinstance(await stage.press("delete", "ben"), Told)


async def test_a_file_that_is_picked_is_asked_about_once(stage: Stage) -> None:
    film = recording()
    picked = await stage.recordings.on_pick(film)
    assert picked is not None
    assert not picked.known
    await stage.queue.settle()
    again = await stage.recordings.on_pick(film)
    assert again is not None
    assert again.known
    assert again.answer == MessageRef(film.place, "m1")
    assert await stage.recordings.on_pick(recording(name="a.pdf")) is None
