"""What counts as this machine alone."""

import ipaddress
from urllib.parse import urlsplit

from bot.hosts import has_blanks, is_host


def is_loopback(host: str) -> bool:
    """Say whether a host is an address of the loopback interface: 127.0.0.0/8, ::1 or `localhost`."""
    bare = host.strip("[]")
    if bare.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def is_safe_url(url: str) -> bool:
    """Say whether a URL is https, or http to this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port  # a port that is none raises here
    except ValueError:
        return False
    if not host or parts.username is not None or not is_host(host) or has_blanks(url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
