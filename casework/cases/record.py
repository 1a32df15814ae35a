"""The digests of a case: of what was reported, for the chain of custody, and of all that was written."""

import hashlib

import msgspec

from casework.cases.case import Assessment, Case, Closing
from casework.register import Standing, details_text, moment_text, sha256


def digest_of(case: Case) -> str:
    """Return the digest of the report as handed in, which whoever has its words can calculate again.

    The SHA-256, in lower-case hexadecimal, of a JSON array of six strings in UTF-8 without white space:
    the reporter's id, the moment as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, the text, the link, the date on which it
    was seen as `YYYY-MM-DD`, and the case reference. What was not given is an empty string.
    """
    seen_on = case.seen_on.isoformat() if case.seen_on else ""
    handed_in = [case.reported_by, moment_text(case.created), case.text, case.where, seen_on, case.case_ref]
    return sha256(handed_in)


def record_of(case: Case) -> str:
    """Return the digest of what was written and decided in a case, to compare with its last event."""
    return _digest([*_written(case), case.unit, case.pack.version, case.pack.hash])


def standings_of(case: Case) -> tuple[Standing, ...]:
    """Return how its last event may have kept it as it stands: now, and as events were written before.

    Unit and guideline did not always count, nor was an assessment's outcome told while a case was open.
    """
    details = {details_text(details_of(case)), details_text(_without_assessment(case))}
    records = (record_of(case), _digest(_written(case)))
    return tuple(Standing(case.state, record, detail) for record in records for detail in details)


def details_of(case: Case) -> dict[str, str]:
    """Return who has it, on which version, and whether it is found to be one for the police.

    Of a new case also its digest, of a closed one what it came to.
    """
    assessed = case.assessment.police_report if case.assessment else ""
    return {**({"police_report": assessed} if assessed else {}), **_without_assessment(case)}


def _without_assessment(case: Case) -> dict[str, str]:
    details = {"version": str(case.version), "owner": case.owner}
    if case.closing:
        details |= {"police_report": case.closing.police_report, "reported": case.closing.reported}
    if case.version == 1:
        details |= {"digest": case.digest, "refusal": case.refusal}
    return {part: value for part, value in details.items() if value}


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()


def _written(case: Case) -> list[object]:
    # A fixed list: a field that is added to the case later must not change what earlier digests covered.
    return [
        case.id,
        case.key,
        case.kind,
        case.reported_by,
        moment_text(case.created),
        case.text,
        case.where,
        case.seen_on.isoformat() if case.seen_on else "",
        case.case_ref,
        case.refusal,
        dict(case.facts),
        case.digest,
        _assessed(case.assessment) if case.assessment else [],
        [_closed(case.closing)] if case.closing else [],
        [[s.what, s.by, moment_text(s.at), s.text] for s in case.thread],
        *_earlier(case),
    ]


def _earlier(case: Case) -> list[object]:
    # Nothing where there is nothing: so were all cases written before they kept what they had come to.
    if not (case.earlier_assessments or case.earlier_closings):
        return []
    return [[_assessed(a) for a in case.earlier_assessments], [_closed(c) for c in case.earlier_closings]]


def _closed(closing: Closing) -> list[str]:
    return [closing.by, moment_text(closing.at), closing.reason, *_outcome(closing)]


def _outcome(closing: Closing) -> list[str]:
    # Nothing where nothing was assessed: so were closings written before they kept an outcome.
    return [closing.police_report, closing.reported] if closing.police_report else []


def _assessed(sheet: Assessment) -> list[str]:
    answers = [sheet.harmed, sheet.passed_on, sheet.private, sheet.manipulated, sheet.threats]
    return [*answers, sheet.police_report, sheet.text, sheet.by, moment_text(sheet.at)]
