"""Square codes, as modules that are dark or light, for pages that show one."""

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

Modules = NDArray[np.bool_]


def modules(text: str) -> Modules:
    """Give the rows of a code, True where it is dark, without paper around it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    return np.asarray(picture < 128)


def picture(text: str, scale: int = 4, paper: int = 4) -> Image.Image:
    """Give a code in grey, `scale` pixels a module, with so many modules of paper around."""
    dark = np.pad(modules(text), paper)
    return Image.fromarray(
        np.where(np.kron(dark, np.ones((scale, scale))) > 0, 0, 255).astype("u1")
    )
