"""What a card's inputs hold, whatever form it is. Nothing in it is trusted, and nothing in it raises."""

import uuid
from collections.abc import Mapping

LONGEST_NAME = 100
"""Characters of a name that somebody writes."""


def text_in(data: Mapping[str, object], name: str) -> str:
    """Return what an input holds, without what no database can keep; empty where it holds no text."""
    value = data.get(name)
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def key_of(data: Mapping[str, object]) -> str | None:
    """Return the form's key. One that is none of ours still means one form, but is never kept as it came."""
    key = text_in(data, "key")
    if not key:
        return None
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def new_key() -> str:
    """Return a key for a form that is drawn now."""
    return str(uuid.uuid4())


def version_in(data: Mapping[str, object]) -> int | None:
    """Return the version that a card carries; None for none, or for one that is no number."""
    version = data.get("version")
    if isinstance(version, str) and version.isascii() and version.isdecimal() and len(version) < 10:
        return int(version)
    return version if isinstance(version, int) and not isinstance(version, bool) else None
