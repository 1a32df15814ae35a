"""What the register keeps of a request as it stands: a digest of the words, and who could decide."""

import hashlib

import msgspec

from casework.refusal.request import Refusal
from casework.register import Standing, details_text, moment_text


def record_of(refusal: Refusal) -> str:
    """Return the digest of what was written and decided about a request, to compare with its last event."""
    return _digest([*_written(refusal), *_where(refusal), *_course(refusal)])


def standings_of(refusal: Refusal) -> tuple[Standing, ...]:
    """Return how its last event may have kept it as it stands: now, and as less of it was covered earlier."""
    details = details_text(details_of(refusal))
    written = _written(refusal)
    records = (record_of(refusal), _digest([*written, *_where(refusal)]), _digest(written))
    return tuple(Standing(refusal.state, record, details) for record in records)


def details_of(refusal: Refusal) -> dict[str, str]:
    """Return who can decide as it stands, which version that is, and which words the person got last."""
    asked = {"leader": refusal.leader, "version": str(refusal.version)}
    last = refusal.shown[-1] if refusal.shown else None
    others = {
        "stands_in_for": refusal.stands_in_for,
        "escalated_to": refusal.escalated_to,
        "shown": last and last.how,
        "text_version": last and last.text.version,
        "text_hash": last and last.text.hash,
    }
    return asked | {part: person for part, person in others.items() if person}


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()


def _where(refusal: Refusal) -> list[object]:
    return [refusal.unit, refusal.pack.version, refusal.pack.hash]


def _course(refusal: Refusal) -> list[object]:
    """Return how it came to its leader, and each moment of its course that does not follow from others."""
    moments = (
        *(refusal.created, refusal.expires, refusal.waiting_since),
        *(refusal.reminded, refusal.escalated, refusal.noted, refusal.noted_asked),
    )
    return [
        refusal.oldest_card,
        refusal.nearest_leader,
        [*refusal.earlier_leaders],
        refusal.leader_unreachable,
        [*refusal.grounds],
        refusal.meeting_is_now,
        refusal.reminders,
        [moment_text(moment) if moment else None for moment in moments],
    ]


def _written(refusal: Refusal) -> list[object]:
    # A fixed list: a field that is added to the request later must not change what earlier digests covered.
    return [
        refusal.id,
        refusal.key,
        refusal.asked_by,
        dict(refusal.facts),
        refusal.verdict,
        refusal.ground,
        refusal.municipal_interest,
        [*refusal.recorder_need.choices, refusal.recorder_need.text],
        [*refusal.milder_choices, refusal.milder_means] if refusal.milder_choices else refusal.milder_means,
        refusal.deviation_reason,
        refusal.case_ref,
        moment_text(refusal.meeting),
        refusal.agreed_by_phone,
        refusal.belongings_outside,
        [[d.by, moment_text(d.at), d.reason] for d in (refusal.decision, refusal.revocation) if d],
        [[s.what, s.by, moment_text(s.at), s.text] for s in (*refusal.thread, *refusal.consulted)],
        *([_shown(refusal)] if refusal.shown else []),
    ]


def _shown(refusal: Refusal) -> list[list[str]]:
    return [[s.how, moment_text(s.at), s.text.version, s.text.hash] for s in refusal.shown]
