"""The package that is uploaded to Teams: one ZIP with the manifest, its translations and two icons.

The same settings give the same bytes: the order is fixed, the time is the format's first, and nothing is
compressed, so that no version of a library shows in it.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.teams_app.manifest import (
    COLOR,
    MANIFEST,
    OUTLINE,
    SCHEMA,
    App,
    Json,
    file_of,
    manifest,
    translation,
)
from bot.teams_app.words import OTHERS

LOCALISATION_SCHEMA = SCHEMA.replace("MicrosoftTeams.schema", "MicrosoftTeams.Localization.schema")

_THE_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE_BY_ALL = 3, 0o100644 << 16


def our_icons() -> Traversable:
    """Return the folder of the icons that were drawn for the product."""
    return files("bot.teams_app") / "icons"


def package(app: App, icons: Traversable) -> bytes:
    """Return the package; raises OSError where an icon cannot be read."""
    return zipped(dict(_files(app, icons)))


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by name, in the order that they are given in."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, _THE_FIRST_TIME)
            entry.create_system, entry.external_attr = _UNIX, _READABLE_BY_ALL
            archive.writestr(entry, data)
    return whole.getvalue()


def _files(app: App, icons: Traversable) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, _written(manifest(app))
    for icon in (COLOR, OUTLINE):
        yield icon, (icons / icon).read_bytes()
    for language in OTHERS:
        yield file_of(language), _written({"$schema": LOCALISATION_SCHEMA, **translation(app, language)})


def _written(content: Json) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
