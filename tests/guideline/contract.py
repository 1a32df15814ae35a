"""The contract of the decision, said again in plain Python straight from its page. Calls no product code."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Facts: TypeAlias = Mapping[str, Any]

VALUES: Mapping[str, tuple[Any, ...]] = {
    "recorder": ("citizen", "employee", "authority", "third_party"),
    "situation": ("wants_to_record", "recording_openly", "recording_covertly", "recording_misused"),
    "medium": ("audio", "video"),
    "formal_meeting": (True, False),
    "only_about_recorder": (True, False),
    "wants_refusal": (True, False),
    "history": (True, False),
    "harassment_purpose": (True, False),
}

ORDER = "I1 I2 A1 A2 A2.fn A3 A4 A5.1 A5.2 A5.3 A6 B1 B2 B3 B4 C1 C2 C3"

DUTY_PARAGRAPHS = {
    "act_in_role": "A4",
    "be_clear_guidance_or_decision": "A5.1",
    "inform_disclosure_liability": "A5.2",
    "note_recorded_and_informed": "A5.3",
    "encourage_disclosure": "A6",
    "audio_only": "A2",
    "weigh_interests": "A4 B3",
    "guideline_silent": "A3",
    "do_not_record": "I2",
    "contact_hr_legal": "C1",
    "hr_legal_assesses_police_report": "C1",
    "objective_ground": "A3 B2",
    "concrete_weighing": "B2",
    "decide_with_nearest_leader": "B2",
    "give_reasons": "B2",
    "note_refusal_and_reasons": "B2",
    "procedural_decision": "B2",
    "equal_treatment": "A3",
    "legal_help": "B4",
    "belongings_outside": "B1",
}

NOTICE_PARAGRAPHS = {
    "recording_ok": "A2 A5.2",
    "recording_ok_for_now": "A2 A4 A5.2",
    "disclosure_may_be_punishable": "A5.2 C2",
    "data_protection": "C3",
    "guidance_not_decision": "A5.1",
    "please_disclose": "A6",
    "audio_only": "A2",
    "interests_weighed": "A4 B3",
}

REFUSING = (
    "objective_ground concrete_weighing decide_with_nearest_leader give_reasons "
    "note_refusal_and_reasons procedural_decision equal_treatment legal_help"
)


def all_combinations() -> Iterator[dict[str, Any]]:
    """Every fact unknown or with one of its values: 18,225 in all."""
    for values in itertools.product(*((None, *values) for values in VALUES.values())):
        yield {fact: value for fact, value in zip(VALUES, values, strict=True) if value is not None}


def expected(facts: Facts) -> dict[str, Any]:
    """What the contract says of these facts."""
    asked = fact_asked_about(facts)
    return {"ask": asked} if asked else answer(facts)


def fact_asked_about(facts: Facts) -> str | None:
    if facts.get("situation") == "recording_misused":
        return None
    if "recorder" not in facts:
        return "recorder"
    if facts["recorder"] == "authority":
        return None
    if "situation" not in facts:
        return "situation"
    if facts["recorder"] == "third_party":
        return None
    return meeting_fact_asked_about(facts)


def meeting_fact_asked_about(facts: Facts) -> str | None:
    if facts["recorder"] == "employee":
        if "formal_meeting" not in facts:
            return "formal_meeting"
        if facts["formal_meeting"] is False:
            return None
    for fact in ("medium", "only_about_recorder"):
        if fact not in facts:
            return fact
    return refusal_fact_asked_about(facts)


def refusal_fact_asked_about(facts: Facts) -> str | None:
    considering = any(facts.get(fact) for fact in ("wants_refusal", "history", "harassment_purpose"))
    denied = facts.get("history") is False or facts.get("harassment_purpose") is False
    if not considering or denied:
        return None
    return next((fact for fact in ("history", "harassment_purpose") if fact not in facts), None)


def verdict_of(facts: Facts) -> tuple[str, str | None]:
    if facts.get("situation") == "recording_misused":
        return "contact_hr_legal", None
    if facts["recorder"] == "authority":
        return "not_covered", "authority_records"
    if facts["recorder"] == "third_party":
        return "not_covered", "third_party_records"
    if facts["recorder"] == "employee" and not facts["formal_meeting"]:
        return "not_covered", "informal_employee_meeting"
    if facts.get("history") and facts.get("harassment_purpose"):
        return "refusal_possible", None
    if not facts["only_about_recorder"]:
        return "weigh_interests", None
    if facts.get("wants_refusal") or facts.get("harassment_purpose"):
        return "allowed", "no_named_ground"
    return "allowed", None


def answer(facts: Facts) -> dict[str, Any]:
    verdict, reason = verdict_of(facts)
    covered = verdict not in ("contact_hr_legal", "not_covered")
    harassment = covered and bool(facts.get("history") and facts.get("harassment_purpose"))
    others = covered and not facts["only_about_recorder"]
    grounds = ["harassment"] * harassment + ["others_present"] * others
    audio_only = covered and facts["medium"] == "video"
    encourage = covered and facts["situation"] in ("recording_openly", "recording_covertly")
    duties = duties_of(verdict, reason, grounds, audio_only=audio_only, encourage=encourage)
    if_refusing = if_refusing_of(verdict, reason, grounds)
    notices = notices_of(verdict, grounds, audio_only=audio_only, encourage=encourage)
    return {
        "verdict": verdict,
        "reason": reason,
        "grounds": grounds,
        "audio_only": audio_only,
        "encourage_disclosure": encourage,
        "duties": duties,
        "if_refusing": if_refusing,
        "notices": notices,
        "references": references_of(verdict, reason, grounds, facts, duties + if_refusing, notices),
        "next": next_of(verdict, reason),
    }


def duties_of(
    verdict: str, reason: str | None, grounds: list[str], *, audio_only: bool, encourage: bool
) -> list[str]:
    if verdict == "contact_hr_legal":
        return ["contact_hr_legal", "hr_legal_assesses_police_report"]
    if verdict == "not_covered":
        return ["do_not_record"] if reason == "authority_records" else ["guideline_silent"]
    base = "act_in_role be_clear_guidance_or_decision inform_disclosure_liability note_recorded_and_informed"
    return (
        base.split()
        + ["encourage_disclosure"] * encourage
        + ["audio_only"] * audio_only
        + ["weigh_interests"] * ("others_present" in grounds)
    )


def if_refusing_of(verdict: str, reason: str | None, grounds: list[str]) -> list[str]:
    if verdict in ("weigh_interests", "refusal_possible") or reason == "no_named_ground":
        return REFUSING.split() + ["belongings_outside"] * ("harassment" in grounds)
    return []


def notices_of(verdict: str, grounds: list[str], *, audio_only: bool, encourage: bool) -> list[str]:
    if verdict in ("contact_hr_legal", "not_covered"):
        return []
    return (
        ["recording_ok" if verdict == "allowed" else "recording_ok_for_now"]
        + ["disclosure_may_be_punishable", "data_protection", "guidance_not_decision"]
        + ["please_disclose"] * encourage
        + ["audio_only"] * audio_only
        + ["interests_weighed"] * ("others_present" in grounds)
    )


def references_of(
    verdict: str, reason: str | None, grounds: list[str], facts: Facts, duties: list[str], notices: list[str]
) -> list[str]:
    cited = set(references_of_verdict(verdict, reason, grounds, facts).split())
    for duty in duties:
        cited |= set(DUTY_PARAGRAPHS[duty].split())
    for notice in notices:
        cited |= set(NOTICE_PARAGRAPHS[notice].split())
    return [paragraph for paragraph in ORDER.split() if paragraph in cited]


def references_of_verdict(verdict: str, reason: str | None, grounds: list[str], facts: Facts) -> str:
    if verdict == "contact_hr_legal":
        return "C1 C2 C3"
    if verdict == "not_covered":
        return {
            "authority_records": "I2",
            "third_party_records": "A1 A2 A3 A4",
            "informal_employee_meeting": "I1 A2 A2.fn",
        }[str(reason)]
    employee = " A2.fn" if facts["recorder"] == "employee" else ""
    b1 = " B1" if "harassment" in grounds or reason == "no_named_ground" else ""
    b3 = " B3" if "others_present" in grounds or reason == "no_named_ground" else ""
    return "A2 A4" + employee + b1 + b3


def next_of(verdict: str, reason: str | None) -> list[str]:
    if verdict == "contact_hr_legal":
        return ["report_misuse", "new_wish"]
    if verdict == "not_covered":
        return ["ask_hr_legal"]
    if verdict != "allowed":
        return ["show_recorder_text", "copy_case_note", "request_refusal"]
    if reason == "no_named_ground":
        return ["show_recorder_text", "copy_case_note", "ask_hr_legal", "request_refusal"]
    return ["show_recorder_text", "copy_case_note", "consider_refusal"]
