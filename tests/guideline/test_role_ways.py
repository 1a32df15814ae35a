"""Roles that are known, but lead nowhere, astray, or against what the pack says elsewhere."""

import shutil
from pathlib import Path

import pytest

from guideline.check import findings
from guideline.load import built_in, examine, load_pack

ROLES, RULES = "roles.yaml", "rules.yaml"
READY = "facts: {situation: wants_to_record, medium: video, only_about_recorder: true}"

PLANTED = {
    "a new wish that leads back": (
        (
            ROLES,
            "staff: {history: true, situation: wants_to_record}",
            "staff: {situation: recording_misused}",
        ),
        "roles.yaml, new_wish: staff: leads back to the answer that offers a new wish; write ",
    ),
    "an own new wish that leads back": (
        (
            ROLES,
            "own: {recorder: employee, situation: wants_to_record}",
            "own: {situation: recording_misused}",
        ),
        "roles.yaml, new_wish: own: leads back to the answer that offers a new wish; write ",
    ),
    "a ready text without a text": (
        (ROLES, READY, "facts: {situation: recording_misused}"),
        'roles.yaml, ready_texts, only_sound: facts: lead the reader "citizen" to an answer that tells the ',
    ),
    "a ready text that leads to a question": (
        (ROLES, READY, "facts: {situation: wants_to_record, medium: video}"),
        'roles.yaml, ready_texts, only_sound: facts: lead the reader "citizen" to the question',
    ),
    "a word at two ready texts": (
        (ROLES, "[nej, afvise, chikane, pause]", "[nej, lyd, chikane, pause]"),
        'roles.yaml, ready_texts: the word "lyd" in "da" stands at two ready texts; ',
    ),
    "asking first, where nobody asked": (
        (ROLES, "asked_first: {situation: wants_to_record}", "asked_first: {situation: recording_openly}"),
        'roles.yaml, asked_first: does not hold for "asks_to_record" of understood; ',
    ),
    "what counts as others' matters, turned round": (
        (
            ROLES,
            "medium: medium, others: {only_about_recorder: false}",
            "medium: medium, others: {only_about_recorder: true}",
        ),
        'roles.yaml, alike, others: does not hold for "about_others" of understood; ',
    ),
    "an employee who is asked for a history": (
        (ROLES, "only_staff: [wants_refusal, history, ", "only_staff: [wants_refusal, "),
        'roles.yaml, refusing: only_staff: lacks "history", so that somebody who asks for themselves ',
    ),
    "an unnamed ground where nothing is refused": (
        (ROLES, "unnamed: allowed", "unnamed: not_covered"),
        'roles.yaml, refusing: unnamed: no answer "not_covered" leads to a refusal; ',
    ),
    "a permission that is left out": (
        (ROLES, "permissions: [recording_ok, recording_ok_for_now]", "permissions: [recording_ok]"),
        'roles.yaml, public: "recording_ok_for_now" is told only where no permission is; ',
    ),
    "two permissions in one answer": (
        (ROLES, "recording_ok_for_now]", "recording_ok_for_now, interests_weighed]"),
        "roles.yaml, public: permissions: two of them stand in one answer; ",
    ),
    "a permission that is said to all": (
        (ROLES, "general: [", "general: [recording_ok, "),
        'roles.yaml, public: general: "recording_ok" is a permission, and would be ',
    ),
    "two meanings that are contrary": (
        (ROLES, "only_sound: {medium: audio}", "only_sound: {medium: video}"),
        'roles.yaml, understood, with_images: can be true together with "only_sound", ',
    ),
    "a refusal where there is nothing to refuse": (
        (RULES, "next: [ask_hr_legal]", "next: [ask_hr_legal, request_refusal]"),
        "rules.yaml, rule not_covered/authority_records: next: offers request_refusal, and if_",
    ),
    "a refusal that can be considered in vain": (
        (RULES, "next: [report_misuse, new_wish]", "next: [report_misuse, consider_refusal, new_wish]"),
        "rules.yaml, rule contact_hr_legal: next: offers consider_refusal, and no refusal can be asked for ",
    ),
}


def planted(folder: Path, file: str, old: str, new: str) -> Path:
    shutil.copytree(built_in("albertslund"), folder)
    words = (folder / file).read_text("utf-8")
    assert old in words
    (folder / file).write_text(words.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize("name", PLANTED)
def test_a_role_that_can_be_proved_wrong_is_told_with_its_remedy(name: str, tmp_path: Path) -> None:
    change, told = PLANTED[name]
    found = [str(it) for it in findings(load_pack(planted(tmp_path / "pack", *change)))]
    assert any(it.startswith(told) for it in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "with_verdict: audio_only",
            "with_verdict: legal_help",
            'cards: "legal_help" is no mark of this pack; use one of audio_only, encourage_disclosure.',
        ),
        (
            "employee: employee, unsure",
            "employee: guest, unsure",
            'recorder: "guest" is no value of the fact "recorder"; it can be citizen, employee, ',
        ),
        (
            "medium: medium, others",
            "medium: history, others",
            'alike: "history" is answered with yes or no; name a fact with values.',
        ),
    ],
)
def test_a_name_that_is_not_there_is_told_with_those_that_are(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    faults = [str(it) for it in examine(planted(tmp_path / "pack", ROLES, old, new)).faults]
    assert any(it.startswith(f"roles.yaml, {told}") for it in faults), faults
