"""Characters that a file of Office Open XML cannot hold."""

import re

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything outside the `Char` of XML 1.0, which both Word and Excel refuse."""


def readable(text: str) -> str:
    """Return the text with the replacement character for what no XML can hold, and plain line ends."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
