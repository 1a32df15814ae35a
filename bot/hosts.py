"""What is the name of a host, or its address."""

import ipaddress
import re

_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")
"""Letters of any language, too: what resolves the name writes them in ASCII (RFC 5890)."""


def is_host(text: str) -> bool:
    """Say whether a text can name a host: an IP address without brackets, or labels between full stops."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return all(_LABEL.fullmatch(label) for label in text.removesuffix(".").split("."))
    return True


def has_blanks(url: str) -> bool:
    """Say whether an address has white space or unseen signs, some of which `urlsplit` passes over."""
    return any(sign.isspace() or not sign.isprintable() for sign in url)
