"""The colours of bars, as pictures of one pixel that a client stretches.

A container's own styles are tints made to stand behind text: as bars they can hardly be seen, green and
orange on a dark card least of all. These colours have a contrast of at least 3:1 with a light card and with a
dark one, as WCAG 2.2, 1.4.11, asks of what is no text. A client without pictures shows the tint instead.
"""

import base64
from collections.abc import Mapping

COLOURS: Mapping[str, str] = {
    "accent": "#7b83eb",
    "good": "#3fa03f",
    "warning": "#c77a00",
    "attention": "#e0605e",
    "emphasis": "#8a8a8a",
}
"""By tone."""


def _tile(colour: str) -> str:
    """Return a GIF of one pixel of this colour as a data URI: the shortest picture that clients know."""
    pixel = bytes.fromhex(colour.removeprefix("#"))
    screen = b"GIF87a\x01\x00\x01\x00\x80\x00\x00" + pixel + b"\x00\x00\x00"
    image = b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    return "data:image/gif;base64," + base64.b64encode(screen + image).decode()


TILES: Mapping[str, str] = {tone: _tile(colour) for tone, colour in COLOURS.items()}
