"""Makes the models that hear and speak in rooms, by the names they are listed under."""

from collections.abc import Callable
from typing import Literal

from pipelines.ports import Detector, Speaker, VoiceModel


def build_voice(
    name: Literal["gpt", "gpt-live", "gemini"],
    model: str,
    *,
    key: str,
    address: str,
    detector: Callable[[], Detector],
    resumes: bool = False,
) -> VoiceModel:
    """Import a model's module and make it ask `model` at an address. Takes a second.

    `detector` tells speech where a vendor does not; `resumes`: a vendor may keep what is said, for
    a session to go on with it where another was lost.
    """
    match name:
        case "gpt":
            from pipelines.backends.openai_realtime import OpenAIRealtime

            return OpenAIRealtime(model, key=key or None, address=address)
        case "gpt-live":
            from pipelines.backends.openai_live import OpenAILive

            return OpenAILive(model, key=key or None, detector=detector, address=address)
        case "gemini":
            from pipelines.backends.gemini_live import GeminiLive, Manner

            manner = Manner(resumes=resumes)
            return GeminiLive(model, key=key, detector=detector, manner=manner, address=address)


def build_speaker(model: str, *, key: str, voice: str, address: str) -> Speaker:
    """Import the module that has words said aloud by `model`, in a voice. Takes a second."""
    from pipelines.backends.openai_speech import OpenAISpeech

    return OpenAISpeech(model, key=key or None, voice=voice, address=address)
