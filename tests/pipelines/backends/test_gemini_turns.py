"""What Gemini's messages mean, one after the other: also those that Google sends as it likes."""

from typing import Any

import pytest
from google.genai import types

from pipelines.backends.gemini_turns import Turns
from pipelines.usage import Tokens
from pipelines.voice import (
    Answered,
    Call,
    Event,
    Heard,
    Kept,
    Leaving,
    Saying,
    Sound,
    Speech,
    Used,
)

PCM = bytes(4800)  # a tenth of a second


def content(**more: Any) -> types.LiveServerMessage:
    return types.LiveServerMessage(server_content=types.LiveServerContent(**more))


def sound(pcm: bytes = PCM) -> types.LiveServerMessage:
    part = types.Part(inline_data=types.Blob(data=pcm, mime_type="audio/pcm;rate=24000"))
    return content(model_turn=types.Content(role="model", parts=[part]))


def heard(text: str, **more: Any) -> types.LiveServerMessage:
    return content(input_transcription=types.Transcription(text=text, **more))


def said(text: str) -> types.LiveServerMessage:
    return content(output_transcription=types.Transcription(text=text))


OVER = content(turn_complete=True)
USED = types.LiveServerMessage(
    usage_metadata=types.UsageMetadata(prompt_token_count=10, response_token_count=2)
)


def read(turns: Turns, *messages: types.LiveServerMessage) -> list[Event]:
    return [event for message in messages for event in turns.read(message)]


def alone() -> Turns:
    return Turns("m", only_asked=False)


def together() -> Turns:
    return Turns("m", only_asked=True)


def test_words_tell_that_somebody_speaks_and_sound_that_they_ended() -> None:
    events = read(alone(), heard(" What"), heard(" now?"), sound(), said(" This."), USED, OVER)
    assert events == [
        Speech(began=True, item="heard-1"),
        Heard("heard-1", "What", whole=False),
        Heard("heard-1", " now?", whole=False),
        Speech(began=False),
        Sound("answer-1", PCM),
        Saying("answer-1", "This.", whole=False),
        Heard("heard-1", "What now?", whole=True),
        Saying("answer-1", "This.", whole=True),
        Answered("answer-1", "m", Tokens(input=10, output=2)),
    ]


def test_words_that_come_late_interrupt_nobody() -> None:
    events = read(alone(), heard("What"), sound(), heard(" now?"), sound(), OVER)
    assert [one for one in events if isinstance(one, Speech)] == [
        Speech(began=True, item="heard-1"),
        Speech(began=False),
    ]
    assert Heard("heard-1", "What now?", whole=True) in events


def test_who_interrupts_speaks_and_what_is_said_then_is_theirs() -> None:
    turns = alone()
    read(turns, heard("What"), sound(), said("This"))
    events = read(turns, content(interrupted=True), OVER, heard("Stop."), sound(), OVER)
    assert events[:2] == [
        Heard("heard-1", "What", whole=True),
        Speech(began=True, item="heard-2"),
    ]
    assert Answered("answer-1", "m", cut=True) in events
    assert Heard("heard-2", "Stop.", whole=True) in events
    assert Answered("answer-2", "m") in events


def test_what_nobody_asked_for_is_dropped_among_people() -> None:
    turns = together()
    assert [*turns.spoke(began=True)] == [Speech(began=True, item="heard-1")]
    events = read(turns, heard("We ship."), sound(), said("Indeed!"), USED, OVER)
    assert events == [
        Heard("heard-1", "We ship.", whole=False),
        Used("m", Tokens(input=10, output=2)),
    ]
    assert [*turns.spoke(began=False)] == [Speech(began=False)]
    assert [*turns.settle()] == [Heard("heard-1", "We ship.", whole=True)]
    turns.ask()
    assert turns.awaited
    assert read(turns, sound(), OVER)[-1] == Answered("answer-1", "m")
    assert not turns.awaited
    assert read(turns, sound(), OVER) == []


def test_the_end_of_what_was_cut_does_not_end_what_was_asked_since() -> None:
    turns = together()
    turns.ask()
    read(turns, sound())
    turns.ask()  # asked again, before Google has told the end of the first answer
    events = read(turns, content(interrupted=True), OVER, sound(), OVER)
    assert [one for one in events if isinstance(one, Answered)] == [
        Answered("answer-1", "m", cut=True),
        Answered("answer-2", "m"),
    ]


def test_what_was_asked_before_somebody_spoke_is_not_answered_any_more() -> None:
    turns = together()
    turns.ask()
    turns.unask()
    assert read(turns, sound(), OVER) == []


def test_to_say_nothing_is_an_answer() -> None:
    turns = together()
    turns.ask()
    assert read(turns, USED, OVER) == [Answered("answer-1", "m", Tokens(input=10, output=2))]
    assert not turns.awaited
    turns = alone()
    read(turns, heard("Hm."))
    assert read(turns, OVER) == [Speech(began=False), Heard("heard-1", "Hm.", whole=True)]


def test_what_is_silenced_ends_at_once_and_the_rest_of_it_is_dropped() -> None:
    turns = alone()
    read(turns, sound(), said("This"))
    assert [*turns.silence("another")] == []
    assert [*turns.silence("answer-1")] == [
        Saying("answer-1", "This", whole=True),
        Answered("answer-1", "m", cut=True),
    ]
    assert read(turns, sound(), said(" is"), USED, OVER) == [Used("m", Tokens(input=10, output=2))]
    assert read(turns, sound())[-1] == Sound("answer-2", PCM)


@pytest.mark.parametrize(
    ("heard_s", "part"),
    [(0.0, ""), (0.1, "Two"), (0.15, "Two invoices"), (0.2, None), (9.0, None), (-1.0, None)],
)
def test_what_was_heard_of_an_answer_is_told_in_words(heard_s: float, part: str | None) -> None:
    turns = alone()
    read(turns, sound(), said("Two invoices"), sound(), said(" are here."), OVER)
    assert turns.part("answer-1", heard_s) == part
    assert turns.part("answer-2", heard_s) is None


def test_what_google_says_about_itself() -> None:
    kept = types.LiveServerSessionResumptionUpdate(new_handle="h", resumable=True)
    not_now = types.LiveServerSessionResumptionUpdate(new_handle="", resumable=False)
    leaves = [types.LiveServerGoAway(time_left=left) for left in ("9.5s", "soon", None)]
    events = read(
        alone(),
        types.LiveServerMessage(session_resumption_update=kept),
        types.LiveServerMessage(session_resumption_update=not_now),
        *(types.LiveServerMessage(go_away=one) for one in leaves),
    )
    assert events == [Kept("h"), Leaving(9.5), Leaving(5.0), Leaving(5.0)]


def test_a_call_is_answered_once_and_not_once_it_is_taken_back() -> None:
    turns = alone()
    calls = [types.FunctionCall(id=one, name="spend", args={"month": "May"}) for one in "ab"]
    nameless = types.FunctionCall(id="c")
    message = types.LiveServerMessage(
        tool_call=types.LiveServerToolCall(function_calls=[*calls, nameless])
    )
    assert read(turns, message) == [Call(one, "spend", '{"month": "May"}') for one in "ab"]
    back = types.LiveServerToolCallCancellation(ids=["b", "x"])
    read(turns, types.LiveServerMessage(tool_call_cancellation=back))
    assert [turns.name_of(one) for one in ("a", "a", "b", "c")] == ["spend", None, None, None]


def test_counts_that_cannot_be_are_none() -> None:
    turns = alone()
    modality = types.MediaModality
    details = [
        types.ModalityTokenCount(modality=modality.AUDIO, token_count=30),
        types.ModalityTokenCount(modality=modality.VIDEO, token_count=50),
        types.ModalityTokenCount(modality=modality.TEXT, token_count=5),
    ]
    usage = types.UsageMetadata(
        prompt_token_count=60,
        response_token_count=-4,
        thoughts_token_count=3,
        prompt_tokens_details=details,
    )
    (used,) = read(turns, types.LiveServerMessage(usage_metadata=usage), OVER)
    assert used == Used("m", Tokens(input=60, output=3, audio_input=30, image_input=30))


def test_half_a_sample_is_left_out() -> None:
    assert read(alone(), sound(b"\1\2\3"))[-1] == Sound("answer-1", b"\1\2")
