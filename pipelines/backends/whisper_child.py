"""What the transcribing child does with sound: faster-whisper, loaded once, asked in batches."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel

Task: TypeAlias = Callable[[Path | None, Mapping[str, Any]], object]

# As many stretches of up to 30 seconds go through the model at once.
_BATCH = {"cpu": 4, "cuda": 16}
_KINDS = {"cpu": "int8", "cuda": "float16", "auto": "default"}
_SCALE = 1 / 32_768

_loaded: list[WhisperModel] = []


def warm(*, model: str, device: str, threads: str) -> None:
    """Load the model in a folder: a second for a small one, a minute for a large one."""
    _loaded[:] = [
        WhisperModel(
            model,
            device=device,
            compute_type=_KINDS[device],
            cpu_threads=int(threads),
            local_files_only=True,
        )
    ]


def transcribe(file: Path | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what is said in a file of samples, where somebody speaks.

    The file holds 16-bit samples, mono, 16,000 a second. Argument: `language`, null: find out.
    Times are seconds of the file.
    """
    if file is None:
        raise ValueError("this task is about a file")
    (model,) = _loaded
    sound = np.frombuffer(file.read_bytes(), dtype="<i2").astype(np.float32) * _SCALE
    language = args["language"] if args["language"] in model.supported_languages else None
    ears = BatchedInferencePipeline(model)  # type: ignore[no-untyped-call]
    segments, told = ears.transcribe(
        sound,
        language=language,
        batch_size=_BATCH.get(model.model.device, 1),
        vad_filter=True,
        without_timestamps=False,
    )
    return {
        "segments": [
            [one.start, one.end, one.text, one.no_speech_prob, one.avg_logprob] for one in segments
        ],
        "language": told.language,
    }


TASKS: dict[str, Task] = {"transcribe": transcribe}
