"""What a child that was taken over might say of a recording comes to nothing."""

import pytest

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting import plausible
from pipelines.meeting.studio import Window

SOUND = [Window(1, 0.0, 8.0, 3.0), Window(2, 8.0, 14.5, 0.0), Window(3, 14.5, 20.0, 5.5)]
SECOND = 32_000
JPEG = b"\xff\xd8\xff and more"


def test_windows_that_can_be() -> None:
    assert plausible.windows(SOUND, 10.0, 20.0) == SOUND
    assert plausible.windows([], 10.0, 20.0) == []


@pytest.mark.parametrize(
    "lies",
    [
        [Window(2, 0.0, 8.0, 3.0)],
        [Window(1, 1.0, 8.0, 3.0)],
        [Window(1, 0.0, 8.0, 3.0), Window(2, 9.0, 12.0, 0.0)],
        [Window(1, 0.0, 8.0, 3.0), Window(2, 8.0, 8.0, 0.0)],
        [Window(1, 0.0, 8.0, 3.0), Window(2, 8.0, 4.0, 0.0)],
        [Window(1, 0.0, 11.0, 3.0)],
        [Window(1, 0.0, 8.0, 9.0)],
        [Window(1, 0.0, 8.0, -1.0)],
        [Window(at, at * 10.0 - 10, at * 10.0, 0.0) for at in range(1, 4)],
        [Window(at, at - 1.0, float(at), 0.0) for at in range(1, 21)],
    ],
)
def test_windows_that_cannot_be(lies: list[Window]) -> None:
    with pytest.raises(MediaRejected) as caught:
        plausible.windows(lies, 10.0, 20.0)
    assert caught.value.reason is Reason.DAMAGED


def test_sound_that_can_be() -> None:
    audio = plausible.audio(bytes(8 * SECOND), Window(1, 4.0, 12.0, 1.0), [5.0, 11.5])
    assert (audio.start_s, audio.seconds, audio.cuts) == (4.0, 8.0, (5.0, 11.5))


@pytest.mark.parametrize(
    ("size", "cuts"),
    [
        (0, []),
        (8 * SECOND + 1, []),
        (9 * SECOND, []),
        (8 * SECOND, [4.0]),
        (8 * SECOND, [13.0]),
        (8 * SECOND, [6.0, 5.0]),
    ],
)
def test_sound_that_cannot_be(size: int, cuts: list[float]) -> None:
    with pytest.raises(MediaRejected) as caught:
        plausible.audio(bytes(size), Window(1, 4.0, 12.0, 1.0), cuts)
    assert caught.value.reason is Reason.DAMAGED


def test_a_picture_that_can_be() -> None:
    assert plausible.picture(JPEG, 100).content == JPEG


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"GIF89a", JPEG + bytes(3 * 100 * 100)])
def test_a_picture_that_cannot_be(content: bytes) -> None:
    with pytest.raises(MediaRejected) as caught:
        plausible.picture(content, 100)
    assert caught.value.reason is Reason.DAMAGED
