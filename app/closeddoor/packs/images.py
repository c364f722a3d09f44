"""Looking at a picture's head only: that it is what its name says, and not too large to draw."""

import struct

from closeddoor.packs.errors import PackError

MOST_PIXELS = 4_096

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MOST_SEGMENTS = 256
"""How many segments may stand before the one that has the size: cameras write a dozen."""

_FRAME_HEADS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def check_image(name: str, content: bytes) -> None:
    """Refuse a .png or .jpg that is none, or larger than 4,096 pixels a side."""
    size = _png_size(content) if name.endswith(".png") else _jpeg_size(content)
    if size is None:
        raise PackError("image.magic", name, "is not the picture its name says it is.")
    if not all(0 < side <= MOST_PIXELS for side in size):
        raise PackError("image.size", name, f"has {size[0]} × {size[1]} pixels; at most 4,096 a side are allowed.")


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the first frame head (ITU T.81, B.2.2)."""
    if not content.startswith(_JPEG):
        return None
    offset = 2
    for _ in range(_MOST_SEGMENTS):
        if offset + 9 > len(content) or content[offset] != 0xFF:
            return None
        marker = content[offset + 1]
        if marker in _FRAME_HEADS:
            height, width = struct.unpack(">HH", content[offset + 5 : offset + 9])
            return width, height
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            offset += 1 if marker == 0xFF else 2
            continue
        offset += 2 + struct.unpack(">H", content[offset + 2 : offset + 4])[0]
    return None
