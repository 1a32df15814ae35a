"""The icons are pictures of their sources."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.bot.teams_app.draw_icons import FOLDER, SIDES, drawn

NEAR = 2
"""Of 255, by which two builds of the renderer may differ in a gradient."""


@pytest.mark.parametrize("name", SIDES)
def test_a_picture_is_what_its_source_draws(name: str) -> None:
    kept = Image.open(FOLDER / f"{name}.png").convert("RGBA")
    again = Image.open(BytesIO(drawn(name))).convert("RGBA")
    assert kept.size == again.size == (SIDES[name], SIDES[name])
    bands = ImageChops.difference(kept, again).getextrema()
    assert [highest for _, highest in bands if highest > NEAR] == []  # type: ignore[misc]  # per band


def test_the_colour_icons_drawing_keeps_off_the_corners_that_teams_rounds() -> None:
    icon = Image.open(FOLDER / "color.png").convert("RGB")
    white = [(x, y) for x in range(192) for y in range(192) if icon.getpixel((x, y)) == (255, 255, 255)]
    assert white
    assert min(min(at) for at in white) >= 36
    assert max(max(at) for at in white) < 192 - 36


def test_the_outline_is_seen_at_half_its_size() -> None:
    icon = Image.open(FOLDER / "outline.png").getchannel("A").resize((16, 16))
    assert sum(level > 127 for level in icon.tobytes()) > 30


@pytest.mark.parametrize("name", SIDES)
def test_nothing_of_microsofts_is_in_the_drawing(name: str) -> None:
    source = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert "<image" not in source
    assert "<text" not in source
