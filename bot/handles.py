"""How many files the process may have open, and so how many connections."""

import resource

ENOUGH = 8192
"""What the unit file for systemd allows as well."""
OWN = 500
"""What the process itself needs at most: for replies, files and deliveries a hundred each, for Graph and keys
below seventy, for connections that are turned away a hundred, and for the database and the rest thirty."""
FEWEST_CONNECTIONS = 50


def raise_the_limit() -> None:
    """Allow as many open files as are enough, or as the hard limit does; a shell's soft one is often 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def room_for_connections(wanted: int) -> int:
    """Return how many connections from outside there is room for, `wanted` at most."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == resource.RLIM_INFINITY else max(FEWEST_CONNECTIONS, min(wanted, soft - OWN))
