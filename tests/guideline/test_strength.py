"""Each duty keeps the strength that its paragraph has, and names the paragraphs that it renders."""

import msgspec
import pytest

from guideline.check.force import faults
from guideline.model import Force, Pack

DUTIES: dict[str, tuple[str, str]] = {
    "act_in_role": ("must", "A4"),
    "be_clear_guidance_or_decision": ("should", "A5.1"),
    "inform_disclosure_liability": ("must", "A5.2"),
    "note_recorded_and_informed": ("must", "A5.3"),
    "encourage_disclosure": ("only_encourage", "A6"),
    "audio_only": ("information", "A2"),
    "weigh_interests": ("must", "A4 B3"),
    "guideline_silent": ("information", "A3"),
    "do_not_record": ("information", "I2"),
    "contact_hr_legal": ("must", "C1"),
    "hr_legal_assesses_police_report": ("information", "C1"),
    "objective_ground": ("must", "A3 B2"),
    "concrete_weighing": ("must", "B2"),
    "decide_with_nearest_leader": ("must", "B2"),
    "give_reasons": ("must", "B2"),
    "note_refusal_and_reasons": ("should", "B2"),
    "procedural_decision": ("information", "B2"),
    "equal_treatment": ("must", "A3"),
    "legal_help": ("may", "B4"),
    "belongings_outside": ("may", "B1"),
}
NOTICES = {
    "recording_ok": "A2 A5.2",
    "recording_ok_for_now": "A2 A4 A5.2",
    "disclosure_may_be_punishable": "A5.2 C2",
    "data_protection": "C3",
    "guidance_not_decision": "A5.1",
    "please_disclose": "A6",
    "audio_only": "A2",
    "interests_weighed": "A4 B3",
}
SAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "should": {"da": ("bør",), "en": ("should",)},
    "may": {"da": ("kan",), "en": ("may", "can")},
    "only_encourage": {"da": ("kan kun opfordre",), "en": ("can only encourage",)},
}
"""What a text of this force must say; a must says none of it."""


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_has_the_force_and_the_paragraphs_of_the_guideline(albertslund: Pack, duty: str) -> None:
    entry = albertslund.duties[duty]
    assert (entry.force, " ".join(entry.references)) == DUTIES[duty]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_has_the_paragraphs_of_the_guideline(albertslund: Pack, notice: str) -> None:
    assert " ".join(albertslund.notices[notice].references) == NOTICES[notice]


def test_nothing_is_left_out(albertslund: Pack) -> None:
    assert set(albertslund.duties) == set(DUTIES)
    assert set(albertslund.notices) == set(NOTICES)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("duty", [duty for duty, (force, _) in DUTIES.items() if force in SAYS])
def test_what_one_should_or_may_do_is_said_so(albertslund: Pack, duty: str, language: str) -> None:
    text = albertslund.duties[duty].text[language].lower()
    assert any(word in text for word in SAYS[DUTIES[duty][0]][language])


@pytest.mark.parametrize("duty", [duty for duty, (force, _) in DUTIES.items() if force == "must"])
def test_what_one_must_do_is_not_weakened(albertslund: Pack, duty: str) -> None:
    text = albertslund.duties[duty].text
    assert "bør" not in text["da"].split()
    assert "should" not in text["en"].split()


@pytest.mark.parametrize(
    ("duty", "force", "told"),
    [
        ("note_refusal_and_reasons", "must", 'is a "must", but its text reads as a "should" in "da"'),
        ("give_reasons", "should", 'is a "should", but its text reads as a "must" in "da"'),
        ("equal_treatment", "may", 'is a "may", but its text reads as a "must" in "en"'),
        ("belongings_outside", "must", 'is a "must", but its text reads as a "may" in "da"'),
        ("encourage_disclosure", "must", 'is a "must", but its text reads as a "only_encourage" in "en"'),
    ],
)
def test_a_force_that_the_words_contradict_is_a_fault(
    albertslund: Pack, duty: str, force: Force, told: str
) -> None:
    changed = msgspec.structs.replace(albertslund.duties[duty], force=force)
    pack = msgspec.structs.replace(albertslund, duties={**albertslund.duties, duty: changed})
    assert any(told in str(fault) for fault in faults(pack))


@pytest.mark.parametrize(
    "said",
    [
        {"da": "Sig, at de bør spørge først.", "en": "Say that they should ask first."},
        {"da": "Spørg. En pause kan være nok.", "en": "Ask. A pause may be enough."},
        {"da": "Du kan ikke vente.", "en": "You cannot wait."},
    ],
)
def test_words_that_do_not_clearly_contradict_a_must_are_none(
    albertslund: Pack, said: dict[str, str]
) -> None:
    changed = msgspec.structs.replace(albertslund.duties["give_reasons"], text=said)
    pack = msgspec.structs.replace(albertslund, duties={**albertslund.duties, "give_reasons": changed})
    assert list(faults(pack)) == []
