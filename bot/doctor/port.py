"""The port: whether the bot may listen there, or does already."""

import asyncio
import errno
import socket
from collections.abc import Sequence
from contextlib import closing

import aiohttp
import msgspec
from yarl import URL

from bot.doctor.finding import Finding, fault, ok, skipped
from bot.doctor.patient import Patient
from bot.environment import PREFIX

LISTENS = "port"
_PORT, _HOST = f"{PREFIX}PORT", f"{PREFIX}HOST"
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where to knock at whoever listens everywhere
_LARGEST = 4096
_DO = f"End it (`ss -ltnp` shows what it is), or write another {_PORT}, in the proxy in front too."


async def look_at_port(patient: Patient) -> Sequence[Finding]:
    """Take the port for a moment, without listening; where somebody has it, ask who."""
    if patient.lacks("host", "port"):
        return [skipped(LISTENS, "Not tried: its setting is wrong.")]
    host, port = patient.settings.host, patient.settings.port
    try:
        await _take(host, port)
    except socket.gaierror:
        return [_no_address()]
    except OSError as error:
        return [await _taken(patient) if error.errno == errno.EADDRINUSE else _refused(error)]
    return [ok(LISTENS, "It is free.")]


async def _take(host: str, port: int) -> None:
    found = await asyncio.get_running_loop().getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    for family, kind, protocol, _, address in found:
        with closing(socket.socket(family, kind, protocol)) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as whoever serves does
            taken.bind(address)


def _refused(error: OSError) -> Finding:
    if error.errno == errno.EACCES:
        do = "Write one from 1024 on; a proxy in front has 443."
        return fault(LISTENS, f"The user that the bot runs as may not listen at {_PORT}.", do)
    return _no_address()


def _no_address() -> Finding:
    do = "127.0.0.1 behind a proxy on the same machine, 0.0.0.0 in a container."
    return fault(LISTENS, f"{_HOST} is no address of this machine.", f"Write one that is: {do}")


async def _taken(patient: Patient) -> Finding:
    """Ask whoever listens there as this bot is asked whether it is ready."""
    host = _ANY.get(patient.settings.host, patient.settings.host)
    url = URL.build(scheme="http", host=host, port=patient.settings.port, path="/readyz")
    try:
        async with patient.session.get(url, allow_redirects=False) as response:
            told = await response.content.read(_LARGEST)
    except TimeoutError:
        says = f"{_PORT} is taken by something that does not answer: a bot that hangs, or another program."
        return fault(LISTENS, says, _DO)
    except (aiohttp.ClientError, OSError):
        told = b""
    if _is_ours(told):
        return ok(LISTENS, "The bot listens there.")
    return fault(LISTENS, f"{_PORT} is taken by something that is not this bot.", _DO)


def _is_ours(told: bytes) -> bool:
    try:
        parts = msgspec.json.decode(told)
    except msgspec.MsgspecError:
        return False
    return isinstance(parts, dict) and isinstance(parts.get("ready"), bool) and "database" in parts
