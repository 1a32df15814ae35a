"""A case as a row, and back."""

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Row

from casework.about import PackMark
from casework.cases.case import SHORT_ID, Assessment, Case, Closing, Said, State, reference_key

_AS_THEY_ARE = (
    "id",
    "version",
    "oldest_card",
    "kind",
    "reported_by",
    "unit",
    "owner",
    "seen_on",
    "refusal",
    "digest",
    "created",
    "keep_until",
    "wake_at",
    "waiting_since",
    "unposted",
)
"""Fields whose column has their name and their value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Every text about a case: one JSON document, which holds whatever can be typed."""

    key: str
    """Whole; its column holds what can be looked up."""
    text: str
    where: str
    case_ref: str
    assessment: Assessment | None
    closing: Closing | None
    thread: tuple[Said, ...]
    # Rows that were written before these were kept do not have them.
    earlier_assessments: tuple[Assessment, ...] = ()
    earlier_closings: tuple[Closing, ...] = ()


_TEXTS = tuple(Written.__dataclass_fields__)


def row_of(case: Case) -> dict[str, Any]:
    """Return the case's columns."""
    return {
        **{name: getattr(case, name) for name in _AS_THEY_ARE},
        "key": case.key,
        "state": case.state.value,
        "link": look_up_digest(case.where),
        "short_id": case.id[:SHORT_ID],
        "reference": look_up_digest(reference_key(case.case_ref)),
        "facts": dict(case.facts),
        "pack_version": case.pack.version,
        "pack_hash": case.pack.hash,
        "written": Written(**{name: getattr(case, name) for name in _TEXTS}),
    }


def case_of(row: Row[*tuple[Any, ...]]) -> Case:
    """Return the case that a row holds."""
    columns = row._mapping  # noqa: SLF001  # public, says SQLAlchemy; the underscore keeps it from columns
    written = msgspec.convert(columns["written"], Written)
    return Case(
        **{name: columns[name] for name in _AS_THEY_ARE},
        **{name: getattr(written, name) for name in _TEXTS},
        state=State(columns["state"]),
        facts=columns["facts"],
        pack=PackMark(columns["pack_version"], columns["pack_hash"]),
    )


def look_up_digest(text: str) -> str | None:
    """Return what a link or a reference is looked up by, however long it is; None where there is none."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else None
