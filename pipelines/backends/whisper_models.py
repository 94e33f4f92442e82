"""Where Whisper models for this machine are fetched from: the one room that reaches the hub."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import constants, snapshot_download

from pipelines.backends.whisper import lacks

_FILES = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*")


@dataclass(frozen=True, slots=True)
class Offered:
    """A model as the hub has it: where, and about how many MB it is."""

    repository: str
    megabytes: int


OFFERED: Mapping[str, Offered] = {
    "tiny": Offered("Systran/faster-whisper-tiny", 78),
    "small": Offered("Systran/faster-whisper-small", 486),
    "large-v3": Offered("Systran/faster-whisper-large-v3", 3090),
    "large-v3-turbo": Offered("mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1620),
}
LICENCE = "MIT"


class NotFetched(Exception):
    """A model could not be fetched; the text says why, in one line."""


def fetch(name: str, folder: Path, hub: str | None = None) -> Path:
    """Fetch a model into a folder of its name; one that is there already is left as it is.

    What breaks off goes on where it was the next time: until all of it is there, it lies in a
    folder beside. `hub` is another address than that of the hub. Raises NotFetched. Blocks.
    """
    there, part = folder / name, folder / f".{name}.part"
    if not lacks(there):
        return there
    constants.HF_HUB_DISABLE_TELEMETRY = True
    try:
        snapshot_download(
            OFFERED[name].repository,
            local_dir=part,
            allow_patterns=list(_FILES),
            token=False,  # whoever is signed in to the hub on this machine stays out of it
            endpoint=hub,
        )
        missing = lacks(part)
        if missing:
            raise NotFetched(f"what the hub has of {name} is no model: it lacks {missing[0]}")
        shutil.rmtree(part / ".cache", ignore_errors=True)
        shutil.rmtree(there, ignore_errors=True)
        part.rename(there)
    except (OSError, TypeError, ValueError) as error:
        # The hub's own errors are among these, whose texts go on for pages; and what its client
        # makes of an answer that is none of the hub's.
        why = str(error).partition("\n")[0][:200] or type(error).__name__
        raise NotFetched(f"the model {name} could not be fetched: {why}") from None
    return there
