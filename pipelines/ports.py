"""What pipelines need from a backend, whichever vendor or engine it is."""

from typing import Protocol

from pipelines.media import Recognized


class Recognizer(Protocol):
    """Reads the words on a raster."""

    async def recognize(self, raster: bytes) -> Recognized:
        """Give the words of a PNG that Clerk encoded itself, in reading order.

        Raises MediaRejected when the engine runs out of its memory or its time.
        """
        ...
