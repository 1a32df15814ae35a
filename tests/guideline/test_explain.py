"""Why an answer is what it is."""

from typing import Any

import pytest

from guideline.decide import Answer, Ask, decide, relevant
from guideline.explain import Change, GroundTrace, Outcome, Requirement, Trace, UndecidedError, explain
from guideline.model import Facts, Pack
from tests.guideline import contract

CITIZEN: Facts = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": True,
}
REFUSING: Facts = {**CITIZEN, "wants_refusal": True, "history": True, "harassment_purpose": False}


def changes_of(trace: Trace) -> dict[tuple[str, Any], str]:
    """Each other answer and where it leads, as a word."""
    return {(change.fact, value): word_for(change) for change in trace.changes for value in change.values}


def word_for(change: Change) -> str:
    if isinstance(change.leads_to, Ask):
        return f"ask {change.leads_to.fact}"
    return change.leads_to.reason or change.leads_to.verdict


def ground(trace: Trace, name: str) -> GroundTrace:
    return next(ground for ground in trace.grounds if ground.id == name)


def test_the_common_case_rests_on_a_citizen_who_talks_about_themselves(albertslund: Pack) -> None:
    trace = explain(albertslund, CITIZEN)
    assert (trace.outcome.verdict, trace.outcome.reason) == ("allowed", None)
    assert trace.because == {"recorder": "citizen", "only_about_recorder": True}
    assert trace.references == ("A2", "A4")


def test_all_that_would_have_changed_the_common_case(albertslund: Pack) -> None:
    assert changes_of(explain(albertslund, CITIZEN)) == {
        ("recorder", "employee"): "ask formal_meeting",
        ("recorder", "authority"): "authority_records",
        ("recorder", "third_party"): "third_party_records",
        ("situation", "recording_misused"): "contact_hr_legal",
        ("only_about_recorder", False): "weigh_interests",
        ("wants_refusal", True): "ask history",
    }


def test_a_ground_that_fails_says_which_fact_stood_against_it(albertslund: Pack) -> None:
    trace = explain(albertslund, REFUSING)
    assert trace.outcome.reason == "no_named_ground"
    assert ground(trace, "harassment") == GroundTrace(
        id="harassment",
        met=False,
        requirements=(
            Requirement("history", needed=True, known=True),
            Requirement("harassment_purpose", needed=True, known=False),
        ),
        references=("B1",),
    )
    assert not ground(trace, "others_present").met


def test_a_ground_nobody_asked_about_is_unknown_not_false(albertslund: Pack) -> None:
    requirements = ground(explain(albertslund, CITIZEN), "harassment").requirements
    assert [(part.fact, part.known) for part in requirements] == [
        ("history", None),
        ("harassment_purpose", None),
    ]


def test_a_ground_that_holds_shows_the_facts_that_made_it_hold(albertslund: Pack) -> None:
    trace = explain(albertslund, {**REFUSING, "harassment_purpose": True, "medium": "video"})
    assert trace.outcome.verdict == "refusal_possible"
    assert trace.because == {"medium": "video", "history": True, "harassment_purpose": True}
    assert ground(trace, "harassment").met


def test_what_would_change_a_refusal_includes_taking_it_back(albertslund: Pack) -> None:
    changes = changes_of(explain(albertslund, REFUSING))
    assert changes["wants_refusal", False] == "allowed"
    assert changes["harassment_purpose", True] == "refusal_possible"
    assert ("history", False) not in changes  # without a history there is no ground either


def test_values_that_lead_to_the_same_are_told_together(albertslund: Pack) -> None:
    trace = explain(albertslund, {"situation": "recording_misused"})
    assert trace.grounds == ()
    assert trace.changes == (
        Change("situation", ("wants_to_record", "recording_openly", "recording_covertly"), Ask("recorder")),
    )


def test_an_open_interview_has_nothing_to_explain(albertslund: Pack) -> None:
    with pytest.raises(UndecidedError, match="medium"):
        explain(albertslund, {"recorder": "citizen", "situation": "wants_to_record"})


def test_the_trace_agrees_with_the_decision_everywhere(albertslund: Pack) -> None:
    order = [question.fact for question in albertslund.questions]
    for facts in list(contract.all_combinations())[::7]:
        result = decide(albertslund, facts)
        if isinstance(result, Answer):
            trace = explain(albertslund, facts)
            assert (trace.outcome.verdict, trace.outcome.reason) == (result.verdict, result.reason)
            assert tuple(ground.id for ground in trace.grounds if ground.met) == result.grounds
            assert list(trace.because) == [fact for fact in order if fact in trace.because]
            assert set(trace.references) <= set(result.references)


def test_every_change_leads_where_it_says(albertslund: Pack) -> None:
    for facts in (CITIZEN, REFUSING, {**CITIZEN, "recorder": "employee", "formal_meeting": True}):
        for change in explain(albertslund, facts).changes:
            for value in change.values:
                result = decide(albertslund, relevant(albertslund, {**facts, change.fact: value}))
                if isinstance(change.leads_to, Outcome):
                    assert isinstance(result, Answer)
                    led_to = (change.leads_to.verdict, change.leads_to.reason)
                    assert (result.verdict, result.reason) == led_to
                else:
                    assert result == change.leads_to
