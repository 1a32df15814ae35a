"""The public keys that the Bot Framework's service signs its requests with.

Source: learn.microsoft.com, "Authentication with the Bot Connector API". Keys are found through an OpenID
metadata document, may change at any time and are to be read anew at least once a day.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import msgspec

from bot.answers import start_of
from bot.observing import signals
from bot.observing.metrics import KEYS_AGE, KEYS_FAILURES

log = logging.getLogger(__name__)

FETCH_TIMEOUT = aiohttp.ClientTimeout(total=5, connect=3)
LONGEST_AGE = 12 * 3600.0
"""Seconds after which the keys are read anew; Microsoft asks for a day at most."""
SHORTEST_PAUSE = 2.0
"""Seconds between two readings, however many unknown keys are asked for."""
MOST_WAITING = 100
"""Requests that may wait for a reading at once: each holds the part of its body that has come."""
_LARGEST_DOCUMENT = 1 << 20

Document = dict[str, Any]


class KeysUnreachableError(Exception):
    """The key server cannot be reached or answers nonsense, and the key is not among the known ones."""


class UnknownKeyError(Exception):
    """The key server does not know the key either."""


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """A public key. `endorsements` are the channels that it may sign for; None: the key does not say."""

    public_key: Any
    endorsements: frozenset[str] | None

    def endorses(self, channel_id: str) -> bool:
        """Say whether requests from this channel may be signed by the key."""
        return self.endorsements is None or channel_id in self.endorsements


class SigningKeys:
    """The keys by id, read when first needed. Known keys stay in use while the key server is away."""

    def __init__(self, session: aiohttp.ClientSession, metadata_url: str) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._keys: dict[str, SigningKey] = {}
        self._began_at = self._tried_at = self._read_at = float("-inf")
        self._reachable = False
        self._in_vain = False
        self._lock = asyncio.Lock()
        self._places = asyncio.BoundedSemaphore(MOST_WAITING)
        self._renewal: asyncio.Task[None] | None = None
        self.on_change: Callable[[frozenset[str]], None] = lambda _gone: None
        """Told which key ids left the set or now stand for another key."""

    async def get(self, kid: str) -> SigningKey:
        """Return a key, looked for anew if unknown; raises UnknownKeyError or KeysUnreachableError."""
        if kid not in self._keys:
            await self._wait_for(kid)
        try:
            return self._keys[kid]
        except KeyError:
            raise (UnknownKeyError if self._reachable else KeysUnreachableError) from None

    def renew_when_old(self) -> None:
        """Start to read the keys anew in the background when they are old. Costs nothing otherwise."""
        now = time.monotonic()
        if now - self._read_at < LONGEST_AGE or now - self._tried_at < SHORTEST_PAUSE:
            return
        if self._keys and (self._renewal is None or self._renewal.done()):
            self._renewal = asyncio.create_task(self._read_once(None))

    async def close(self) -> None:
        """Stop reading."""
        if self._renewal:
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)

    async def _wait_for(self, kid: str) -> None:
        if self._places.locked():
            raise KeysUnreachableError
        async with self._places:
            await self._read_once(kid)

    async def _read_once(self, wanted: str | None) -> None:
        """Read the set, unless another turn has done so since this one asked.

        A key may be newer than a reading a moment ago: it is waited for until the set may be read again. If
        that was in vain, nobody else waits: keys that do not exist, which a stranger can name without end,
        are told so at once until then.
        """
        asked_at = time.monotonic()
        async with self._lock:
            if wanted in self._keys or self._began_at >= asked_at:
                return
            pause = self._tried_at + SHORTEST_PAUSE - time.monotonic()
            if pause > 0:
                if self._in_vain or not self._reachable:
                    return
                await asyncio.sleep(pause)
            await self._read()
            self._in_vain = wanted is not None and wanted not in self._keys

    async def _read(self) -> None:
        began_at = time.monotonic()
        try:
            keys = await fetch_keys(self._session, self._metadata_url)
        except (aiohttp.ClientError, TimeoutError, ValueError, msgspec.MsgspecError) as error:
            self._reachable = False
            signals.count(KEYS_FAILURES)
            log.warning("keys.unreachable", exc_info=error)
        else:
            self._reachable, self._read_at = True, time.monotonic()
            signals.level(KEYS_AGE, time.time())
            self._replace(keys)
        finally:
            self._tried_at = time.monotonic()
        self._began_at = began_at

    def _replace(self, keys: dict[str, SigningKey]) -> None:
        gone = frozenset(
            kid for kid, old in self._keys.items() if kid not in keys or not _same(old, keys[kid])
        )
        self._keys = keys
        if gone:
            self.on_change(gone)
        log.info("keys.read", extra={"count": len(keys)})


async def fetch_keys(session: aiohttp.ClientSession, metadata_url: str) -> dict[str, SigningKey]:
    """Read the keys by id; raises ClientError, OSError, TimeoutError, or ValueError for nonsense."""
    metadata = await fetch_document(session, metadata_url)
    key_set = await fetch_document(session, str(metadata.get("jwks_uri")))
    keys = _usable(key_set.get("keys"))
    if not keys:
        raise ValueError("no usable key")
    return keys


async def fetch_document(session: aiohttp.ClientSession, url: str) -> Document:
    """Read one JSON object; raises as `fetch_keys` does, and msgspec's MsgspecError."""
    async with session.get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as response:
        if response.status != 200:
            raise ValueError("the key server did not answer 200")
        body = await start_of(response, _LARGEST_DOCUMENT)
    try:
        return msgspec.json.decode(body, type=Document)
    except RecursionError:  # lists inside each other without end
        raise ValueError("nonsense") from None


def _usable(entries: object) -> dict[str, SigningKey]:
    """Return the RSA signing keys of a JSON Web Key Set by id.

    The public cloud's keys carry endorsements. Where one key of a set does, a key without endorses nothing.
    """
    if not isinstance(entries, list):
        raise ValueError("no list of keys")  # noqa: TRY004  # wrong input from outside, not a wrong call
    found = [entry for entry in entries if _is_rsa_signing_key(entry)]
    named = any(isinstance(entry.get("endorsements"), list) for entry in found)
    keys = {}
    for entry in found:
        try:
            public_key = jwt.PyJWK(entry, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        endorsements = entry.get("endorsements")
        listed = frozenset(map(str, endorsements)) if isinstance(endorsements, list) else frozenset()
        keys[entry["kid"]] = SigningKey(public_key, listed if named else None)
    return keys


def _is_rsa_signing_key(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("kty") == "RSA"
        and entry.get("use", "sig") == "sig"
        and isinstance(entry.get("kid"), str)
    )


def _same(old: SigningKey, new: SigningKey) -> bool:
    return bool(old.endorsements == new.endorsements and old.public_key == new.public_key)
