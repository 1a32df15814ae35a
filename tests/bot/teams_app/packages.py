"""Packages for the tests: a sound one, and what is done to it."""

import io
import json
import zipfile
from typing import Any

from bot.teams_app.manifest import App
from bot.teams_app.package import our_icons, package

APP = App(
    bot_id="6f2d1c9e-6c0a-4d5e-9d53-0f8a1b2c3d4e",
    public_url="https://optagelse.kommune.dk",
    municipality="Solbakke Kommune",
    version="1.2.0",
)

Content = dict[str, bytes]


def sound() -> Content:
    """Return the files of a package that Teams takes."""
    return unzipped(package(APP, our_icons()))


def unzipped(data: bytes) -> Content:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(content: Content, name: str = "manifest.json") -> Any:
    return json.loads(content[name])


def with_json(content: Content, name: str, value: object) -> Content:
    return {**content, name: json.dumps(value).encode()}
