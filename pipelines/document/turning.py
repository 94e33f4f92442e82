"""Boxes on a page that was turned."""

from pipelines.media import Box


def turned(box: Box, degrees: int) -> Box:
    """Give where a box lies after its page is turned clockwise by 0, 90, 180, 270 or 360."""
    x0, y0, x1, y1 = box
    match degrees % 360:
        case 90:
            return Box(1 - y1, x0, 1 - y0, x1)
        case 180:
            return Box(1 - x1, 1 - y1, 1 - x0, 1 - y0)
        case 270:
            return Box(y0, 1 - x1, y1, 1 - x0)
        case _:
            return box
