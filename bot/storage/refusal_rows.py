"""A request as a row, and back."""

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Row

from casework.about import PackMark
from casework.refusal.request import Decision, Need, Refusal, Said, Showing, State

_AS_THEY_ARE = (
    "id",
    "version",
    "oldest_card",
    "asked_by",
    "unit",
    "leader",
    "nearest_leader",
    "stands_in_for",
    "escalated_to",
    "leader_unreachable",
    "verdict",
    "ground",
    "meeting",
    "meeting_is_now",
    "agreed_by_phone",
    "belongings_outside",
    "created",
    "expires",
    "keep_until",
    "wake_at",
    "waiting_since",
    "reminders",
    "reminded",
    "escalated",
    "noted",
    "noted_asked",
)
"""Fields whose column has their name and their value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Every text about a request: one JSON document, which holds whatever can be typed."""

    municipal_interest: str
    recorder_need: Need
    milder_means: str
    deviation_reason: str
    case_ref: str
    decision: Decision | None
    revocation: Decision | None
    thread: tuple[Said, ...]
    consulted: tuple[Said, ...]
    milder_choices: tuple[str, ...] = ()
    shown: tuple[Showing, ...] = ()
    """Rows of earlier versions have none, and need no change."""
    key: str = ""
    """Whole; its column holds what can be looked up. Rows of earlier versions have it there alone."""


_TEXTS = tuple(Written.__dataclass_fields__)


def row_of(refusal: Refusal) -> dict[str, Any]:
    """Return the request's columns."""
    return {
        **{name: getattr(refusal, name) for name in _AS_THEY_ARE},
        "key": refusal.key,
        "state": refusal.state.value,
        "earlier_leaders": refusal.earlier_leaders,
        "facts": dict(refusal.facts),
        "grounds": refusal.grounds,
        "pack_version": refusal.pack.version,
        "pack_hash": refusal.pack.hash,
        "written": Written(**{name: getattr(refusal, name) for name in _TEXTS}),
    }


def refusal_of(row: Row[*tuple[Any, ...]]) -> Refusal:
    """Return the request that a row holds."""
    columns = row._mapping  # noqa: SLF001  # public, says SQLAlchemy; the underscore keeps it from columns
    written = msgspec.convert(columns["written"], Written)
    return Refusal(
        **{name: columns[name] for name in _AS_THEY_ARE},
        **{name: getattr(written, name) for name in _TEXTS if name != "key"},
        key=written.key or columns["key"],
        state=State(columns["state"]),
        earlier_leaders=tuple(columns["earlier_leaders"]),
        facts=columns["facts"],
        grounds=tuple(columns["grounds"]),
        pack=PackMark(columns["pack_version"], columns["pack_hash"]),
    )


def waiting_rows(refusal: Refusal) -> list[dict[str, str | datetime.datetime]]:
    """Return who may decide a request, as rows."""
    return [
        {"person": person, "refusal_id": refusal.id, "expires": refusal.expires}
        for person in refusal.deciders
    ]
