"""A municipality's colours that are none, or that cannot be read on each other."""

import re
from collections.abc import Iterator

from guideline.errors import PackError
from guideline.model import Pack

FILE = "pack.yaml"
LOWEST_CONTRAST = 4.5
"""Of text and what it stands on (WCAG 2.2, 1.4.3)."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in the colours of pack.yaml."""
    colours = pack.manifest.colours
    if not colours:
        return
    wrong = [name for name in ("main", "on_main") if not _is_colour(getattr(colours, name))]
    for name in wrong:
        yield PackError(FILE, f"colours, {name}", 'must be a colour such as "#1f5c3a"')
    if not wrong and contrast(colours.main, colours.on_main) < LOWEST_CONTRAST:
        yield PackError(
            FILE,
            "colours",
            f"must have a contrast of at least {LOWEST_CONTRAST}",
            "make one lighter or darker",
        )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _is_colour(text: str) -> bool:
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
