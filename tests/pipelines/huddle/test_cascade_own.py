"""A cascade on one's own machines: a Whisper server, vLLM, and one that says words aloud."""

import asyncio
import json
from contextlib import AsyncExitStack

from pipelines.backends.openai_compatible import QWEN, OpenAICompatible
from pipelines.backends.openai_speech import OpenAISpeech
from pipelines.backends.openai_transcription import SERVER, OpenAITranscriber
from pipelines.huddle.cascade import Cascade
from pipelines.voice import Answered, Heard, Saying, Sound, Used
from tests.contracts.voices import PATIENCE, Witness, brief, talk
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Double
from tests.doubles.transcriptions import Verbose, form
from tests.doubles.voice.cascade_end import chains
from tests.doubles.voice.speech import Speech, said

ASKED = "What waits for me?"
SAY = "Two invoices. One is from Acme."


def made(whisper: Double, vllm: Double, speaks: Double) -> Cascade:
    """Make it where it may block: SDKs read files and import modules the first time."""
    ears = OpenAITranscriber("small", key=None, manner=SERVER, address=f"{whisper.url}/v1")
    mind = OpenAICompatible("qwen", key=None, profile=QWEN, address=f"{vllm.url}/v1")
    voice = OpenAISpeech("kokoro", key=None, voice="af_heart", address=f"{speaks.url}/v1")
    return Cascade(chains(ears, mind, voice))


async def test_all_of_it_runs_on_machines_of_ones_own() -> None:
    answer = json.dumps({"say": SAY, "tool": "", "arguments": ""})
    async with AsyncExitStack() as stack:
        whisper = await stack.enter_async_context(Double(lambda _: Verbose().good(ASKED)))
        vllm = await stack.enter_async_context(Double(lambda _: CHAT.good(answer)))
        speaks = await stack.enter_async_context(Double(Speech().respond))
        cascade = await asyncio.to_thread(made, whisper, vllm, speaks)
        async with cascade.open(brief(), seconds=PATIENCE) as session:
            witness = Witness(session)
            await talk(session)
            answered = await witness.until(lambda one: isinstance(one, Answered))
            await witness.stop()
        await cascade.close()
    assert isinstance(answered, Answered)
    assert answered.tokens.input > 0
    heard = [one.text for one in witness.events if isinstance(one, Heard) and one.whole]
    words = [one.text for one in witness.events if isinstance(one, Saying) and one.whole]
    assert (heard, words) == ([ASKED], [SAY])
    sound = b"".join(one.pcm for one in witness.events if isinstance(one, Sound))
    assert sound == said("Two invoices.") + said("One is from Acme.")
    assert {one.model for one in witness.events if isinstance(one, Used)} == {"ears-1", "voice-1"}
    # Sound goes to the server that writes it down, and words alone to the others.
    assert form(whisper.calls[0])["file"][0].startswith(b"RIFF")
    assert f"Somebody: {ASKED}" in CHAT.asked(vllm.calls[0])
    assert [call.body["input"] for call in speaks.calls] == ["Two invoices.", "One is from Acme."]
