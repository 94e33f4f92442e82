"""RapidOCR in its own sandboxed child: the only room that knows rapidocr, onnxruntime and cv2."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

import cv2
import numpy as np
from rapidocr import RapidOCR

from pipelines.backends.lines import Floats, Quads
from pipelines.backends.paper import Pixels
from pipelines.backends.straight import Upright, upright
from pipelines.errors import MediaRejected, Reason

# text, x0, y0, x1, y1, confidence
Row: TypeAlias = tuple[str, float, float, float, float, float]


class Recognition(TypedDict):
    """What `recognize` answers."""

    turn: int
    corners: list[tuple[float, float]] | None
    rows: list[Row]


_LEAST_SCORE = 0.5
_LONGEST = 40  # times as long as wide: a thread, not a page; the detector would round it to nothing
_VOTERS = 8  # lines that are asked which way up a page is
_OPTIONS = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    "Global.use_vertical_padding": False,  # its offsets would have to be taken out again
    "Det.limit_type": "max",
    "Det.limit_side_len": 960,
    # Lines one by one and as wide as they are: padding them to a batch costs 30 % more.
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, 48],
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def recognize(file: Path | None, _args: Mapping[str, Any]) -> Recognition:
    """Read a PNG of Clerk's own making.

    Answers by how many degrees clockwise it must be turned to stand upright, or, where the page
    lies askew on it, where that one's corners lie, as fractions of the raster; and its lines in
    reading order, with boxes as fractions of the raster or page set upright.
    """
    pixels = _pixels(file)
    if max(pixels.shape[:2]) > _LONGEST * min(pixels.shape[:2]):
        return {"turn": 0, "corners": None, "rows": []}
    quads, crops = _lines(pixels)
    sideways = _is_sideways(quads)
    if sideways:
        pixels = np.ascontiguousarray(np.rot90(pixels))
        quads, crops = _lines(pixels)
    size = (float(pixels.shape[1]), float(pixels.shape[0]))
    laid = upright(pixels, quads)
    if laid is not None:
        quads, crops = _laid(laid, pixels, quads, crops)
    bounds = size if laid is None else laid.size
    upside_down = _is_upside_down(crops)
    if upside_down:
        quads = (np.array(bounds, dtype=np.float32) - quads)[:, [2, 3, 0, 1]]
        crops = [np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops]
    rows = _rows(quads, crops, bounds)
    turn = (270 * sideways + 180 * upside_down) % 360
    if laid is None:
        return {"turn": turn, "corners": None, "rows": rows}
    return {"turn": 0, "corners": _as_sent(laid.corners() / size, turn), "rows": rows}


def _pixels(file: Path | None) -> Pixels:
    content = np.fromfile(file or "", dtype=np.uint8)
    image = cv2.imdecode(content, cv2.IMREAD_COLOR)
    if image is None:
        raise MediaRejected(Reason.DAMAGED)
    return np.asarray(image, dtype=np.uint8)


def _laid(
    laid: Upright, pixels: Pixels, quads: Quads, crops: list[Pixels]
) -> tuple[Quads, list[Pixels]]:
    """Give the lines as they lie on the upright page.

    Where that lies far askew, or takes up little of the raster, they are looked for again.
    """
    if not laid.is_far(pixels):
        return laid.laid(quads), crops
    found, _ = _lines(laid.warped(pixels))
    # Cut out of what was sent: what is moved twice is blurred twice.
    return found, _engine().crop_text_regions(pixels, laid.back(found)) if len(found) else []


def _as_sent(corners: Floats, turn: int) -> list[tuple[float, float]]:
    """Give the corners on a raster, after it was turned, as they are on the one that was sent."""
    if turn in {90, 270}:
        corners = np.column_stack([1 - corners[:, 1], corners[:, 0]])
    if turn in {90, 180}:  # of the turned raster's own, the last is the first that is read
        corners = np.roll(corners, 2, axis=0)
    return [(round(float(x), 5), round(float(y), 5)) for x, y in corners]


def warm() -> None:
    """Load the models and run each of them once."""
    cv2.setNumThreads(0)
    page = np.full((640, 480, 3), 255, dtype=np.uint8)
    for line in range(4):
        cv2.putText(page, "WARM 1234", (40, 90 + 140 * line), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 4)
    _, crops = _lines(page)
    _is_upside_down(crops)
    _engine().recognize_txt(crops)


TASKS: dict[str, Callable[[Path | None, Mapping[str, Any]], Recognition]] = {"recognize": recognize}


@cache
def _engine() -> RapidOCR:
    return RapidOCR(params=_OPTIONS)


def _lines(pixels: Pixels) -> tuple[Quads, list[Pixels]]:
    """Find the lines of text: their corners, and each one cut out and laid flat."""
    engine = _engine()
    found = engine(pixels, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None or not len(boxes):
        return np.zeros((0, 4, 2), dtype=np.float32), []
    quads: Quads = np.asarray(boxes, dtype=np.float32)
    return quads, engine.crop_text_regions(pixels, quads)


def _is_sideways(quads: Quads) -> bool:
    """Tell whether most of what is written, by length, runs up or down the page."""
    if not len(quads):
        return False
    across, down = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    wide, high = np.linalg.norm(across, axis=1), np.linalg.norm(down, axis=1)
    lengths, widths = np.maximum(wide, high), np.minimum(wide, high)
    # The detector starts at the left: of a steep line that may be either of its ends.
    runs = np.where((wide >= high)[:, None], across, down)
    upwards = np.abs(runs[:, 1]) > np.abs(runs[:, 0])
    long = lengths > 1.5 * widths
    return bool(lengths[long & upwards].sum() > lengths[long & ~upwards].sum())


def _is_upside_down(crops: list[Pixels]) -> bool:
    """Ask the longest lines; a majority of sure votes turns the page."""
    longest = sorted(crops, key=lambda crop: crop.shape[1] / crop.shape[0], reverse=True)
    longest = [crop for crop in longest[:_VOTERS] if crop.shape[1] > 2 * crop.shape[0]]
    if not longest:
        return False
    _, verdict = _engine().cls_and_rotate(longest)
    votes = (score if label == "180" else -score for label, score in verdict.cls_res or ())
    return float(sum(votes)) > 0


def _rows(quads: Quads, crops: list[Pixels], size: tuple[float, float]) -> list[Row]:
    if not crops:
        return []
    read = _engine().recognize_txt(crops)
    low = np.clip(quads.min(axis=1) / size, 0, 1).round(5).tolist()
    high = np.clip(quads.max(axis=1) / size, 0, 1).round(5).tolist()
    return _in_reading_order(
        (text, *low[at], *high[at], round(float(score), 4))
        for at, (text, score) in enumerate(zip(read.txts or (), read.scores or (), strict=True))
        if text.strip() and score >= _LEAST_SCORE
    )


def _in_reading_order(rows: Iterable[Row]) -> list[Row]:
    """Sort lines from top to bottom, and those at one height from left to right."""
    ordered: list[Row] = []
    level: list[Row] = []
    for row in sorted(rows, key=lambda one: one[2] + one[4]):
        if level and (row[2] + row[4]) / 2 > level[0][4]:
            ordered += sorted(level, key=lambda one: one[1])
            level = []
        level.append(row)
    return ordered + sorted(level, key=lambda one: one[1])
