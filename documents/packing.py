"""Files of Office Open XML are zip archives; a zip keeps the moment at which each part was packed."""

import io
import zipfile

_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


def settled(packed: bytes) -> bytes:
    """Return the same archive without the moments, so that the same content gives the same bytes."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _ALWAYS)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return held.getvalue()
