"""Whether two pictures can be an app's icons. Source: learn.microsoft.com, "App icons" of the app package.

Both are PNG. The colour icon is 192 pixels square and filled to its edges. The outline is 32 pixels square,
pure white on nothing: Teams tints it, and anything else would be a blot.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

COLOR_SIDE, OUTLINE_SIDE = 192, 32
WHITE = (255, 255, 255)


def faults_of_color(data: bytes, file: str) -> Iterator[str]:
    """Return a sentence for each thing that is wrong with a colour icon."""
    icon = _opened(data)
    if icon is None:
        yield f"{file} is not a PNG picture."
        return
    yield from _of_size(icon, COLOR_SIDE, file)
    if _lowest_and_highest(icon)[0] < 255:
        yield f"{file} lets the background through: fill it to the edges; Teams rounds the corners."


def faults_of_outline(data: bytes, file: str) -> Iterator[str]:
    """Return a sentence for each thing that is wrong with an outline icon."""
    icon = _opened(data)
    if icon is None:
        yield f"{file} is not a PNG picture."
        return
    yield from _of_size(icon, OUTLINE_SIDE, file)
    lowest, highest = _lowest_and_highest(icon)
    if lowest > 0:
        yield f"{file} has no transparent pixel: the outline stands on nothing."
    if highest == 0:
        yield f"{file} is empty: draw the outline in white."
    if any(_seen(icon) - {WHITE}):
        yield f"{file} has pixels that are not pure white: draw the outline in #ffffff alone."


def _opened(data: bytes) -> Image.Image | None:
    """Return the picture with its transparency; None for what is none. An icon is never large."""
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as icon:
            return icon.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _of_size(icon: Image.Image, side: int, file: str) -> Iterator[str]:
    if icon.size != (side, side):
        width, height = icon.size
        yield f"{file} is {width} by {height} pixels: it must be {side} by {side}."


def _lowest_and_highest(icon: Image.Image) -> tuple[int, int]:
    levels = icon.getchannel("A").tobytes()
    return min(levels), max(levels)


def _seen(icon: Image.Image) -> set[tuple[int, int, int]]:
    """Return the colours of the pixels that are not wholly transparent."""
    data = icon.tobytes()
    pixels = (data[at : at + 4] for at in range(0, len(data), 4))
    return {(red, green, blue) for red, green, blue, alpha in pixels if alpha}
