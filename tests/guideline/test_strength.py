"""Each duty keeps the strength that its paragraph has, and names the paragraphs that it renders."""

from typing import Any

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
    assert any(told in problem for problem in _problems(albertslund, duty, force=force))


def _problems(albertslund: Pack, duty: str, **changes: Any) -> list[str]:
    """Return what is told of a duty that was changed; nothing is told of the others."""
    changed = msgspec.structs.replace(albertslund.duties[duty], **changes)
    pack = msgspec.structs.replace(albertslund, duties={**albertslund.duties, duty: changed})
    found = list(faults(pack))
    assert {fault.entry for fault in found} <= {duty}
    return [fault.problem for fault in found]


def _said(albertslund: Pack, duty: str, field: str, language: str, words: str) -> list[str]:
    """Return what is told of a duty of which one text says something else in one language."""
    text = getattr(albertslund.duties[duty], field) or {}
    return _problems(albertslund, duty, **{field: {**text, language: words}})


@pytest.mark.parametrize(
    ("duty", "field", "language", "words", "told"),
    [
        ("decide_with_nearest_leader", "text", "da", "Beslutningen kan træffes sammen med lederen.", "may"),
        ("decide_with_nearest_leader", "text", "en", "The decision may be made with the leader.", "may"),
        ("give_reasons", "text", "da", "Det er en god idé at begrunde et nej.", "should"),
        ("give_reasons", "text", "en", "It is a good idea to give the reasons.", "should"),
        ("give_reasons", "text", "da", "Og der kan gives en grund.", "may"),
        ("give_reasons", "text", "da", "I behøver ikke begrunde det.", "may"),
        ("give_reasons", "text", "da", "I skal begrunde det, hvis I vil.", "may"),
        ("give_reasons", "text", "da", "I skal begrunde det. Her kan I også vente.", "may"),
        ("give_reasons", "text", "en", "You must give the reasons, or you need not.", "may"),
        ("be_clear_guidance_or_decision", "text", "da", "Sig tydeligt, om du vejleder.", "imperative"),
        ("be_clear_guidance_or_decision", "text", "en", "If you guide, say so clearly.", "imperative"),
        ("contact_hr_legal", "text", "da", "Kontakt gerne HR/Jura.", "may"),
        ("contact_hr_legal", "text", "da", "Kontakt HR/Jura, hvis du har lyst.", "may"),
        ("contact_hr_legal", "text", "en", "Contact HR/Jura if you like.", "may"),
        ("legal_help", "text", "da", "I er nødt til at få hjælp, og det kan I.", "must"),
        ("legal_help", "more", "en", "Contact HR/Jura.", "imperative"),
        ("encourage_disclosure", "text", "da", "Du kan kun opfordre, men skal stoppe det.", "must"),
        ("encourage_disclosure", "text", "en", "You can only encourage. You can also demand it.", "may"),
        ("audio_only", "text", "da", "Personen skal nøjes med lyd.", "must"),
        ("audio_only", "text", "da", "Bed om lyd. Du må ikke tillade billeder.", "must not"),
        ("audio_only", "text", "en", "You have to stop images.", "must"),
        ("note_recorded_and_informed", "more", "da", "Det er frivilligt.", "may"),
        ("note_recorded_and_informed", "more", "en", "This is voluntary.", "may"),
    ],
)
def test_a_word_of_another_force_is_a_fault_also_beside_a_right_one(
    albertslund: Pack, duty: str, field: str, language: str, words: str, told: str
) -> None:
    (problem,) = _said(albertslund, duty, field, language, words)
    assert f'its {field} reads as a "{told}" in "{language}"' in problem


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("note_refusal_and_reasons", "Det står i sagen, at I sagde nej."),
        ("legal_help", "HR/Jura hjælper jer med vurderingen."),
        ("encourage_disclosure", "Det er op til personen at sige det."),
    ],
)
def test_what_should_or_may_be_done_and_does_not_say_so_is_a_fault(
    albertslund: Pack, duty: str, words: str
) -> None:
    (problem,) = _said(albertslund, duty, "text", "da", words)
    assert problem.endswith('but its text does not say so in "da"')


@pytest.mark.parametrize("force", ["must", "should", "may", "only_encourage"])
def test_an_information_may_not_order(albertslund: Pack, force: Force) -> None:
    duty = {it: name for name, (it, _) in DUTIES.items()}[force]
    orders = force in ("must", "should")
    told = _problems(albertslund, duty if force != "must" else "give_reasons", force="information")
    assert bool(told) is orders


@pytest.mark.parametrize(
    "said",
    [
        {"da": "Sig, at de bør spørge først.", "en": "Say that they should ask first."},
        {"da": "Spørg. En pause kan være nok.", "en": "Ask. A pause may be enough."},
        {"da": "Du kan ikke vente.", "en": "You cannot wait."},
        {"da": "Skal personen bruge billeder, så spørg.", "en": "Should they need images, ask."},
        {"da": "Kan du ikke nå det, så ring.", "en": "If you cannot, call."},
        {"da": "Det kan i nogle tilfælde være svært.", "en": "It can in some cases be hard."},
        {"da": "Der skal gives en grund, når I kan.", "en": "Reasons must be given when you can."},
        {"da": "Spørg ikke. Ingen skal fortælle det.", "en": "Do not ask. Nobody has to tell."},
        {"da": "Sig, at det er frit at vente.", "en": "Say that one may wait."},
    ],
)
def test_words_that_do_not_clearly_contradict_a_must_are_none(
    albertslund: Pack, said: dict[str, str]
) -> None:
    assert _problems(albertslund, "give_reasons", text=said) == []


@pytest.mark.parametrize(
    ("language", "words", "hedge"),
    [
        ("da", "I skal så vidt muligt begrunde et nej.", "så vidt muligt"),
        ("da", "I skal, hvis det er muligt, begrunde et nej.", "hvis det er muligt"),
        ("da", "I skal som regel begrunde et nej.", "som regel"),
        ("da", "I skal normalt begrunde et nej.", "normalt"),
        ("da", "I skal forsøge at begrunde et nej.", "forsøge at"),
        ("da", "I skal tilstræbe en begrundelse.", "tilstræbe"),
        ("da", "I plejer at begrunde et nej.", "plejer"),
        ("en", "As far as possible, you must give the reasons.", "As far as possible"),
        ("en", "You must give the reasons where possible.", "where possible"),
        ("en", "You must normally give the reasons.", "normally"),
        ("en", "You must try to give the reasons.", "try to"),
    ],
)
def test_a_must_that_is_hedged_is_a_fault(albertslund: Pack, language: str, words: str, hedge: str) -> None:
    (problem,) = _said(albertslund, "give_reasons", "text", language, words)
    assert problem.endswith(f'its text reads as a "should" in "{language}", by the word "{hedge}"')
    (more,) = _said(albertslund, "give_reasons", "more", language, words)
    assert more.endswith(f'its more reads as a "should" in "{language}", by the word "{hedge}"')


def test_what_should_or_may_be_done_can_be_hedged(albertslund: Pack) -> None:
    words = "I bør så vidt muligt notere et nej i sagen."
    assert _said(albertslund, "note_refusal_and_reasons", "text", "da", words) == []


@pytest.mark.parametrize(
    ("duty", "language", "words", "turned"),
    [
        ("give_reasons", "da", "I skal ikke begrunde et nej.", "skal ikke"),
        ("give_reasons", "da", "I må aldrig begrunde et nej.", "må aldrig"),
        ("give_reasons", "en", "You must not give the reasons.", "must not"),
        ("contact_hr_legal", "da", "Kontakt ikke HR/Jura.", "Kontakt ikke"),
        ("contact_hr_legal", "en", "Do not contact HR/Jura.", "Do not contact"),
    ],
)
def test_a_must_that_one_language_turns_round_is_a_fault(
    albertslund: Pack, duty: str, language: str, words: str, turned: str
) -> None:
    (problem,) = _said(albertslund, duty, "text", language, words)
    assert problem == (f'is a "must", but its text in "{language}" says not to, by the words "{turned}"')


def test_what_every_language_forbids_is_a_must_and_what_one_need_not_is_none(albertslund: Pack) -> None:
    forbidden = {"da": "I må ikke stoppe mødet.", "en": "You must not stop the meeting."}
    assert _problems(albertslund, "give_reasons", text=forbidden) == []
    both = {"da": "Begrund det, og vent ikke.", "en": "Give the reasons. You must not wait."}
    assert _problems(albertslund, "give_reasons", text=both) == []
    idle = {"da": "I skal ikke begrunde et nej.", "en": "You must not give the reasons."}
    (problem,) = _problems(albertslund, "give_reasons", text=idle)
    assert problem.endswith('in "da" says not to, by the words "skal ikke"')


def test_that_others_may_be_allowed_is_no_must(albertslund: Pack) -> None:
    words = "Har én fået lov, kan andre også få lov."
    (problem,) = _said(albertslund, "equal_treatment", "text", "da", words)
    assert 'its text reads as a "may" in "da"' in problem
