"""What a sentence can tell about one conversation, named as a guideline names it in `roles.yaml`.

The rules that read sentences have names of their own for what they find. Which facts of a guideline these
are, only the guideline can say: `understood` in `roles.yaml`.
"""

from collections.abc import Mapping
from typing import Final

from guideline.model import Value
from guideline.roles import Meaning

BY_TOLD: Final[Mapping[tuple[str, Value], Meaning]] = {
    ("recorder", "citizen"): "citizen_records",
    ("recorder", "employee"): "employee_records",
    ("recorder", "authority"): "municipality_records",
    ("recorder", "third_party"): "somebody_else_records",
    ("situation", "wants_to_record"): "asks_to_record",
    ("situation", "recording_openly"): "records_openly",
    ("situation", "recording_covertly"): "records_secretly",
    ("situation", "recording_misused"): "recording_was_misused",
    ("medium", "audio"): "only_sound",
    ("medium", "video"): "with_images",
    ("formal_meeting", True): "meeting_is_formal",
    ("formal_meeting", False): "meeting_is_informal",
    ("only_about_recorder", True): "about_nobody_else",
    ("only_about_recorder", False): "about_others",
    ("wants_refusal", True): "staff_consider_no",
    ("history", True): "has_history",
    ("history", False): "has_no_history",
    ("harassment_purpose", True): "meant_to_harass",
    ("harassment_purpose", False): "not_meant_to_harass",
}


def meanings_of(told: Mapping[str, Value]) -> tuple[Meaning, ...]:
    """Return what was told, in the order in which it was."""
    return tuple(BY_TOLD[stated] for stated in told.items())


def person_meant(name: str) -> Meaning:
    """Return that a person of this name, as the rules have it, is who records."""
    return BY_TOLD["recorder", name]
