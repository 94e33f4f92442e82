"""What is said in a log of faults of ours, where people talk: what it was, and at which line."""

import traceback
from pathlib import Path


def named(fault: BaseException) -> str:
    """Give kind and place of a fault, of each one in a group, such as `KeyError at room.py:12`.

    Not what it says: that may be words that somebody spoke, or a token.
    """
    if isinstance(fault, BaseExceptionGroup):
        return ", ".join(named(one) for one in fault.exceptions)
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{where}"
