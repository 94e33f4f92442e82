"""A HEIC of a picture: HEVC whose every block is raw samples, in the boxes of an image file.

Each block of 32 samples is a slice of its own, so that the arithmetic coder starts afresh and
says the same few bits: "not split, raw". Nothing is lost, and nothing is made smaller.
"""

import struct

from PIL import Image

_BLOCK = 32
_RAW = b"\x86\x80"  # the arithmetic coder, afresh: this block is not split, and raw samples follow
_END = b"\xfe\x80"  # and afresh once more: the slice ends here


class _Bits:
    """Bits as the parameter sets of HEVC write them."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def put(self, value: int, width: int = 1) -> "_Bits":
        self._bits.append(f"{value:0{width}b}" if width else "")
        return self

    def ue(self, *values: int) -> "_Bits":
        for value in values:
            digits = f"{value + 1:b}"
            self._bits.append("0" * (len(digits) - 1) + digits)
        return self

    def ended(self) -> bytes:
        """Close with a one and zeros up to a whole byte."""
        text = "".join(self._bits) + "1"
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


def _unit(kind: int, payload: bytes) -> bytes:
    """Give a network unit: no three bytes in it may look like the start of another one."""
    guarded, zeros = bytearray(), 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            guarded.append(3)
            zeros = 0
        guarded.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes((kind << 1, 1)) + bytes(guarded)


def _profile(bits: _Bits) -> _Bits:
    bits.put(0, 2).put(0).put(1, 5).put(0x60000000, 32)  # Main
    bits.put(1).put(0).put(0).put(1).put(0, 44)
    return bits.put(186, 8)


def _video_set() -> bytes:
    bits = _Bits().put(0, 4).put(1).put(1).put(0, 6).put(0, 3).put(1).put(0xFFFF, 16)
    _profile(bits).put(1).ue(0, 0, 0).put(0, 6).ue(0).put(0).put(0)
    return _unit(32, bits.ended())


def _sequence_set(across: int, down: int, width: int, height: int) -> bytes:
    bits = _profile(_Bits().put(0, 4).put(0, 3).put(1)).ue(0, 1, across * _BLOCK, down * _BLOCK)
    bits.put(1).ue(0, (across * _BLOCK - width) // 2, 0, (down * _BLOCK - height) // 2)
    bits.ue(0, 0, 0).put(1).ue(0, 0, 0)
    bits.ue(0, 2, 0, 3, 0, 0).put(0).put(0).put(0)  # blocks of 8 to 32, transforms of 4 to 32
    bits.put(1).put(7, 4).put(7, 4).ue(0, 2).put(1)  # raw samples of 8 bits in any block
    bits.ue(0).put(0).put(0).put(0).put(0).put(0)
    return _unit(33, bits.ended())


def _picture_set() -> bytes:
    bits = _Bits().ue(0, 0).put(0).put(0).put(0, 3).put(0).put(0).ue(0, 0, 0)
    bits.put(0).put(0).put(0).ue(0, 0).put(0).put(0).put(0).put(0).put(0).put(0).put(0)
    bits.put(1).put(0).put(1).put(0).put(0).ue(0).put(0).put(0)
    return _unit(34, bits.ended())


def _slice(number: int, address_bits: int, samples: bytes) -> bytes:
    bits = _Bits().put(not number).put(0).ue(0)
    if number:
        bits.put(number, address_bits)
    return _unit(19, bits.ue(2, 0).ended() + _RAW + samples + _END)


def _samples(picture: Image.Image, box: tuple[int, int, int, int]) -> bytes:
    """Give a block as brightness, and the two colours at half of the resolution."""
    block = picture.crop(box).convert("YCbCr")
    light, *colours = block.split()
    small = [one.resize((_BLOCK // 2, _BLOCK // 2)) for one in colours]
    return light.tobytes() + b"".join(one.tobytes() for one in small)


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def _full(kind: bytes, *parts: bytes, version: int = 0) -> bytes:
    return _box(kind, bytes((version, 0, 0, 0)), *parts)


def _configuration(sets: list[bytes]) -> bytes:
    head = b"\x01\x01\x60\0\0\0\x90\0\0\0\0\0\xba\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f"
    arrays = [bytes((0x80 | one[0] >> 1,)) + struct.pack(">HH", 1, len(one)) + one for one in sets]
    return _box(b"hvcC", head, bytes((len(sets),)), *arrays)


def write(picture: Image.Image, quarter_turns: int = 0) -> bytes:
    """Give a picture (of even width and height) as HEIC, to be shown turned anticlockwise."""
    width, height = picture.size
    across, down = -(-width // _BLOCK), -(-height // _BLOCK)
    padded = Image.new("RGB", (across * _BLOCK, down * _BLOCK), "white")
    padded.paste(picture.convert("RGB"))
    address_bits = (across * down - 1).bit_length()
    units = []
    for number in range(across * down):
        x, y = number % across * _BLOCK, number // across * _BLOCK
        samples = _samples(padded, (x, y, x + _BLOCK, y + _BLOCK))
        units.append(_slice(number, address_bits, samples))
    coded = b"".join(struct.pack(">I", len(unit)) + unit for unit in units)
    sets = [_video_set(), _sequence_set(across, down, width, height), _picture_set()]
    properties = [
        _configuration(sets),
        _full(b"ispe", struct.pack(">II", width, height)),
        _box(b"irot", bytes((quarter_turns,))),
    ]
    return _file(properties, coded)


def _file(properties: list[bytes], coded: bytes) -> bytes:
    brands = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
    item = _full(b"infe", b"\0\x01\0\0hvc1\0", version=2)
    association = struct.pack(">IHB", 1, 1, 3) + b"\x81\x02\x83"

    def meta(at: int) -> bytes:
        place = struct.pack(">HHHHHII", 0x4400, 1, 1, 0, 1, at, len(coded))
        return _full(
            b"meta",
            _full(b"hdlr", bytes(4), b"pict", bytes(13)),
            _full(b"pitm", b"\0\x01"),
            _full(b"iloc", place),
            _full(b"iinf", b"\0\x01", item),
            _box(b"iprp", _box(b"ipco", *properties), _full(b"ipma", association)),
        )

    start = len(brands) + len(meta(0)) + 8
    return brands + meta(start) + _box(b"mdat", coded)
