"""What a card's inputs hold, whatever form it is. Nothing in it is trusted, and nothing in it raises."""

import re
import uuid
from collections.abc import Mapping

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no database or document can keep, or no screen shows; a tab and a line break are none of these."""

LONGEST_NAME = 100
"""Characters of a name that somebody writes."""


def text_in(data: Mapping[str, object], name: str) -> str:
    """Return what an input holds, without control characters; empty where it holds no text."""
    value = data.get(name)
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return ""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).encode("utf-8", "replace").decode()


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
    return _number(data.get("version"))


def page_in(data: Mapping[str, object]) -> int:
    """Return the page that is asked for; the first where none is."""
    return max(1, _number(data.get("page")) or 1)


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
