"""Bills on pages that lie askew before a camera, turned by a quarter or not, with their truth."""

from dataclasses import dataclass
from random import Random

from PIL import Image

from pipelines.document.turning import turned
from tests.drawn import bill as bills
from tests.drawn import fapiao, invoices, receipts
from tests.drawn.camera import View, moved, seen
from tests.drawn.collection import Drawn
from tests.drawn.fonts import PhotographedFaces, missing
from tests.drawn.names import Language
from tests.drawn.photo import encode, raster
from tests.drawn.sheet import Place, Sheet, places_of


@dataclass(frozen=True)
class Snapshot:
    """A bill to draw, how it is looked at, and by how much its picture is turned clockwise."""

    name: str
    view: View
    language: Language = "en"
    layout: int = 0
    receipt: bool = False
    turn: int = 0


def photographed(snapshot: Snapshot, seed: int) -> Drawn | str:
    """Draw a bill and look at it; without the typefaces it needs, their name."""
    rng = Random(f"{seed} {snapshot.name}")
    bill, sheet = _bill(snapshot, rng, seed)
    lacks = missing(sheet)
    if lacks:
        return lacks
    scale = 2.0 if sheet.width > 400 else 3.0
    faces = PhotographedFaces(sheet, scale)
    page = raster(sheet, sheet.leaves[0], faces, scale)
    picture, matrix = seen(page, snapshot.view)
    places = {
        mark: tuple(Place(one.page, turned(one.box, snapshot.turn)) for one in found)
        for mark, found in moved(places_of(sheet, faces), matrix, page, picture).items()
    }
    content = encode(_turned(picture, snapshot.turn), "JPEG", 70)
    return Drawn(snapshot.name, "jpg", content, bills.truth(bill), places, 1)


def _bill(snapshot: Snapshot, rng: Random, seed: int) -> tuple[bills.Bill, Sheet]:
    if snapshot.receipt:
        bill = bills.receipt(rng, snapshot.language)
        return bill, receipts.draw(bill, rng)
    bill = bills.invoice(rng, snapshot.language, 0, 1)
    paint = fapiao.draw if snapshot.language == "zh" else invoices.draw
    return bill, paint(bill, rng, snapshot.layout + seed)


def _turned(picture: Image.Image, degrees: int) -> Image.Image:
    return picture.rotate(-degrees, expand=True) if degrees else picture
