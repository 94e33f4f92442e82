"""The whole of what is certain of a recording: put together, and anew when people are named."""

from pipelines.meeting.model import Lack, Probe, Timeline, Transcript
from pipelines.meeting.timeline import renamed, timeline
from tests.pipelines.meeting.spoken import slide, transcript

SAID = transcript(
    (0, 5, "Bob", "Hello."), (5, 9, "Alice", "I'll send it to you."), (9, 10, "Bob", "Thanks.")
)
FILM = Probe(duration_s=10, width=640, height=360, audio=True)


def test_everything_is_in_it() -> None:
    known = timeline("Weekly", "en", FILM, SAID, [slide(1, (0, 10))])
    assert [one.name for one in known.speakers] == ["Bob", "Alice"]
    assert [(one.start_s, one.slide) for one in known.chapters] == [(0, 1)]
    assert [(one.speaker, one.quote) for one in known.commitments] == [
        ("Alice", "I'll send it to you.")
    ]
    assert (known.title, known.duration_s, known.lacks) == ("Weekly", 10, ())


def test_new_names_reach_everything_that_is_told() -> None:
    known = renamed(timeline("Weekly", "en", FILM, SAID), {"Alice": "Al", "Bob": "Al"})
    assert [(one.name, one.also) for one in known.speakers] == [("Al", ("Alice",))]
    assert known.called(known.commitments[0].speaker) == "Al"
    assert known.names == {"Bob": "Al", "Alice": "Al"}
    assert renamed(known, {}).names == {"Bob": "Bob", "Alice": "Alice"}, "labels are kept"
    silent = timeline("Weekly", "en", FILM, None)
    assert renamed(silent, {"Alice": "Al"}) == silent


def lacks(length: Probe | float | None, given: Transcript | None, *said: str) -> list[str]:
    """Give what is missing of a meeting with a slide."""
    return list(timeline("x", "en", length, given, [slide(1, (0, 10))], said).lacks)


def test_what_is_missing_is_said_once() -> None:
    silent = FILM.model_copy(update={"audio": False})
    assert lacks(None, SAID) == ["no_recording"]
    assert lacks(10.0, SAID) == []
    assert lacks(silent, None) == ["no_sound"]
    assert lacks(silent, None, Lack.NO_SOUND, "Some of it.") == ["no_sound", "Some of it."]
    assert lacks(FILM, None, Lack.NO_TRANSCRIBER) == ["no_transcriber"]


def test_slides_that_were_not_looked_for_are_not_known_to_be_absent() -> None:
    assert timeline("x", "en", FILM, SAID).lacks == ("no_slides",)
    failed = timeline("x", "en", FILM, SAID, (), [Lack.SLIDES_FAILED])
    assert failed.lacks == ("slides_failed",)
    assert timeline("x", "en", Probe(duration_s=10, audio=True), SAID).lacks == ()


def test_what_is_not_certain_is_said() -> None:
    assert lacks(FILM, SAID.model_copy(update={"timed": False})) == ["untimed_transcript"]
    assert lacks(FILM, transcript((0, 1, "", "x"))) == ["no_speakers"]
    assert lacks(FILM, transcript((0, 30, "A", "x"))) == ["transcript_longer"]


def test_a_transcript_alone_lasts_as_long_as_it_goes() -> None:
    known = timeline("x", "en", None, transcript((5, 90, "A", "x"), (6, 7, "B", "y")))
    assert known.duration_s == 90


def test_of_a_voice_room_no_recording_is_missing() -> None:
    said = transcript((0, 5, "A", "x"))
    assert "no_recording" in lacks(None, said)
    assert "no_recording" not in lacks(None, said.model_copy(update={"kind": "spoken"}))


# What the ledger of a version without minutes holds.
BEFORE_MINUTES = """
{"title": "weekly", "language": "en", "duration_s": 61.25, "transcript": {"segments": [{"id":
"S0001", "start_s": 1.0, "end_s": 2.5, "text": "We ship.", "speaker": "Ann"}], "kind": "supplied",
"source": "vtt", "model": null, "language": null, "timed": true}, "speakers": [{"label": "Ann",
"name": "Ann", "talk_s": 1.5, "turns": 1, "evidence": "label", "user": null, "also": []}], "slides":
[{"number": 1, "shown": [{"start_s": 0.0, "end_s": 9.0}], "image": "slide-1.png", "width": 9,
"height": 6}], "chapters": [{"start_s": 0.0, "end_s": 61.25, "slide": 1, "cites": ["S0001"]}],
"commitments": [{"cite": "S0001", "start_s": 1.0, "speaker": "Ann", "quote": "We ship."}],
"lacks": ["no_speech"]}
"""


def test_what_was_told_before_there_were_minutes_is_read() -> None:
    known = Timeline.model_validate_json(BEFORE_MINUTES)
    assert known.minutes is None
    assert known.transcript
    assert [one.text for one in known.transcript.segments] == ["We ship."]
    assert (known.names, known.lacks) == ({"Ann": "Ann"}, ("no_speech",))
