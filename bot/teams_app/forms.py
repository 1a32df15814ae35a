"""How one value of a manifest must be written, wherever it stands."""

import ipaddress
import re
from urllib.parse import urlsplit

from bot.hosts import has_blanks, is_host

GUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
NO_APP = "00000000-0000-0000-0000-000000000000"
"""What stands for an id in examples; no application has it."""
VERSION = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})")
"""Of nine digits at most: more is none of the numbers that versions are compared as."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}")


def is_app_id(text: str) -> bool:
    """Whether a text can be an application's id: a GUID, and not the one that stands for none."""
    return bool(GUID.fullmatch(text)) and text != NO_APP


def is_public(address: str) -> bool:
    """Whether an address is https and of a host that is not only one's own."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username or not is_host(host) or has_blanks(address):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".localhost", ".local", ".internal"))


def has_unseen_signs(text: str, *, lines: bool) -> bool:
    """Whether a text has a sign that nobody can type or see; `lines`: it may have several."""
    return any(not sign.isprintable() and not (lines and sign in "\r\n\t") for sign in text)
