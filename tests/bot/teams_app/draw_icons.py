"""Draws the app's icons from their sources: `make icons`. A test holds the pictures to the sources."""

from pathlib import Path

import resvg_py

import bot.teams_app

FOLDER = Path(bot.teams_app.__file__).parent / "icons"
SIDES = {"color": 192, "outline": 32}


def drawn(name: str) -> bytes:
    """Return an icon as PNG."""
    side = SIDES[name]
    source = (FOLDER / f"{name}.svg").read_text("utf-8")
    return resvg_py.svg_to_bytes(svg_string=source, width=side, height=side, skip_system_fonts=True)


if __name__ == "__main__":
    for name in SIDES:
        (FOLDER / f"{name}.png").write_bytes(drawn(name))
