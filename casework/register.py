"""The register: what happened to each request, as events chained by hashes.

**Encoding.** An event's hash is the SHA-256, in lower-case hexadecimal, of its other columns written as one
JSON array of strings in the order of `COLUMNS`, in UTF-8, without white space: `about` as `kind:id`, `seq`
in decimal, `at` as `YYYY-MM-DDTHH:MM:SS.ffffffZ`. Every column but the hash itself is covered, and the hash
of the event before is one of them, so that a chain can be checked with nothing but its rows.

A chain shows that it was changed, not that it was written anew from some event on: that is what seals are
for.
"""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from casework.about import About, PackMark

COLUMNS = (
    "about",
    "seq",
    "at",
    "event",
    "actor",
    "pack_version",
    "pack_hash",
    "state",
    "record",
    "details",
    "previous",
)
"""The columns that a hash covers, in its order."""

NOTHING_BEFORE = ""
"""The first event's `previous`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to put into the register."""

    about: About
    event: str
    """As `refusal.approve`: the kind, and the deed."""
    actor: str
    """A person's id, or `CLOCK`."""
    at: datetime.datetime
    pack: PackMark
    """The guideline in force when it happened."""
    state: str = ""
    """The state afterwards."""
    record: str = ""
    """A digest of what was written about the matter as it stood afterwards; never the words."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Ids and moments that the event turns on, such as who it was handed to; never what somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry in its place in a chain. Its fields are the columns that are stored."""

    about: About
    seq: int
    """From 1, without gaps."""
    at: datetime.datetime
    event: str
    actor: str
    pack_version: str
    pack_hash: str
    state: str
    record: str
    details: str
    """JSON, keys in order."""
    previous: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an event keeps of how its matter stood after it."""

    state: str
    record: str
    details: str


def standing_after(event: Event) -> Standing:
    """Return how the matter stood after an event, to compare with how it stands."""
    return Standing(event.state, event.record, event.details)


def chained(entry: Entry, last: Event | None) -> Event:
    """Return the event that an entry becomes after the last one of its chain."""
    bare = Event(
        about=entry.about,
        seq=last.seq + 1 if last else 1,
        at=entry.at,
        event=entry.event,
        actor=entry.actor,
        pack_version=entry.pack.version,
        pack_hash=entry.pack.hash,
        state=entry.state,
        record=entry.record,
        details=details_text(entry.details),
        previous=last.hash if last else NOTHING_BEFORE,
    )
    return replace(bare, hash=hash_of(bare))


def details_text(details: Mapping[str, str]) -> str:
    """Return an entry's details as its event keeps them."""
    return msgspec.json.encode(dict(details), order="sorted").decode()


def details_in(text: str) -> dict[str, str]:
    """Return the details that an event keeps; none where somebody broke them."""
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.MsgspecError:
        return {}


def hash_of(event: Event) -> str:
    """Return the hash that an event with these columns must have."""
    return sha256([column_text(event, column) for column in COLUMNS])


def column_text(event: Event, column: str) -> str:
    """Return one column as it is hashed and exported."""
    value = getattr(event, column)
    return moment_text(value) if isinstance(value, datetime.datetime) else str(value)


def moment_text(moment: datetime.datetime) -> str:
    """Return a moment in UTC with microseconds, always of the same length."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sha256(texts: list[str]) -> str:
    """Return the digest of a list of texts, written as one JSON array."""
    return hashlib.sha256(msgspec.json.encode(texts)).hexdigest()
