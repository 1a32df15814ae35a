"""The interview: what is asked in which order, and what an answer changed later takes with it."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guideline.decide import Answer, Ask, as_contract, decide, next_question, relevant
from guideline.load import built_in, load_pack
from guideline.model import Facts, Pack, Value
from tests.guideline.contract import VALUES

ALBERTSLUND = load_pack(built_in("albertslund"))

some_facts = st.fixed_dictionaries({}, optional={f: st.sampled_from(v) for f, v in VALUES.items()})

CITIZEN: Facts = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": True,
}
REFUSING: Facts = {**CITIZEN, "wants_refusal": True, "history": True, "harassment_purpose": True}


def interviews(pack: Pack) -> Iterator[dict[str, Value]]:
    """Every way to answer, question by question, with and without considering a refusal."""
    waiting: list[dict[str, Value]] = [dict(start.facts) for start in pack.starts] + [{}]
    while waiting:
        facts = waiting.pop()
        question = next_question(pack, facts)
        if question is not None:
            waiting.extend({**facts, question.fact: answer.value} for answer in question.answers)
            continue
        yield facts
        if "wants_refusal" not in facts and "consider_refusal" in result_of(facts).next:
            waiting.append({**facts, "wants_refusal": True})


def result_of(facts: Facts) -> Answer:
    result = decide(ALBERTSLUND, facts)
    assert isinstance(result, Answer)
    return result


def test_every_path_ends_within_seven_questions() -> None:
    paths = list(interviews(ALBERTSLUND))
    assert len(paths) > 100
    for facts in paths:
        assert len(facts.keys() - {"wants_refusal"}) <= 7


def test_the_common_case_needs_two_answers_after_its_start() -> None:
    start = next(start for start in ALBERTSLUND.starts if start.id == "citizen_asks")
    facts = {**start.facts, "medium": "audio", "only_about_recorder": True}
    assert result_of(facts).verdict == "allowed"
    assert len(facts) - len(start.facts) == 2


def test_an_interview_over_a_covered_conversation_keeps_all_that_it_asked_for() -> None:
    covered = [
        facts
        for facts in interviews(ALBERTSLUND)
        if result_of(facts).verdict not in ("contact_hr_legal", "not_covered")
    ]
    assert len(covered) > 100
    for facts in covered:
        assert relevant(ALBERTSLUND, facts) == facts


def test_sorting_out_never_changes_what_an_interview_concludes() -> None:
    for facts in interviews(ALBERTSLUND):
        assert decide(ALBERTSLUND, relevant(ALBERTSLUND, facts)) == decide(ALBERTSLUND, facts)


@given(some_facts)
def test_sorting_out_a_second_time_changes_nothing(facts: dict[str, Value]) -> None:
    once = relevant(ALBERTSLUND, facts)
    assert relevant(ALBERTSLUND, once) == once


@given(some_facts)
def test_what_is_sorted_out_is_only_ever_less(facts: dict[str, Value]) -> None:
    assert relevant(ALBERTSLUND, facts).items() <= facts.items()


@given(some_facts, st.randoms())
def test_the_order_in_which_facts_become_known_does_not_matter(facts: dict[str, Value], random: Any) -> None:
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    assert decide(ALBERTSLUND, dict(shuffled)) == decide(ALBERTSLUND, facts)
    assert relevant(ALBERTSLUND, dict(shuffled)) == relevant(ALBERTSLUND, facts)


def test_a_fact_that_does_not_apply_never_changes_an_answer() -> None:
    tried = 0
    for facts in interviews(ALBERTSLUND):
        for fact in VALUES.keys() - facts.keys():
            for value in VALUES[fact]:
                if fact not in relevant(ALBERTSLUND, {**facts, fact: value}):
                    tried += 1
                    assert decide(ALBERTSLUND, {**facts, fact: value}) == decide(ALBERTSLUND, facts)
    assert tried > 500


@given(some_facts, st.sampled_from([True, False]))
def test_a_formal_meeting_says_nothing_of_a_citizen(facts: dict[str, Value], formal: bool) -> None:
    facts = {**facts, "recorder": "citizen"}
    without = {fact: value for fact, value in facts.items() if fact != "formal_meeting"}
    assert decide(ALBERTSLUND, {**facts, "formal_meeting": formal}) == decide(ALBERTSLUND, without)


@given(some_facts)
def test_no_other_fact_counts_once_a_recording_is_misused(facts: dict[str, Value]) -> None:
    misused: dict[str, Value] = {"situation": "recording_misused"}
    assert decide(ALBERTSLUND, {**facts, **misused}) == decide(ALBERTSLUND, misused)
    assert relevant(ALBERTSLUND, {**facts, **misused}) == misused


@given(some_facts)
def test_no_other_fact_counts_when_the_municipality_records(facts: dict[str, Value]) -> None:
    rest = {fact: value for fact, value in facts.items() if value != "recording_misused"}
    assert result_of({**rest, "recorder": "authority"}).reason == "authority_records"
    assert relevant(ALBERTSLUND, {**rest, "recorder": "authority"}) == {"recorder": "authority"}


@given(some_facts)
def test_not_considering_a_refusal_is_the_same_as_not_having_said_so(facts: dict[str, Value]) -> None:
    without = {fact: value for fact, value in facts.items() if fact != "wants_refusal"}
    assert decide(ALBERTSLUND, {**without, "wants_refusal": False}) == decide(ALBERTSLUND, without)


def test_changing_an_answer_and_back_changes_nothing() -> None:
    """What was dropped meanwhile is asked for again, and answered as before."""
    for facts in interviews(ALBERTSLUND):
        for fact, value in facts.items():
            for other in set(VALUES[fact]) - {value}:
                changed = relevant(ALBERTSLUND, {**facts, fact: other})
                back = answered_again(relevant(ALBERTSLUND, {**changed, fact: value}), facts)
                assert as_contract(decide(ALBERTSLUND, back)) == as_contract(decide(ALBERTSLUND, facts))


def answered_again(facts: dict[str, Value], before: Facts) -> dict[str, Value]:
    if "wants_refusal" in before:
        facts = {**facts, "wants_refusal": True}
    while (question := next_question(ALBERTSLUND, facts)) is not None:
        facts = {**facts, question.fact: before[question.fact]}
    return facts


def test_when_a_citizen_records_after_all_the_kind_of_meeting_is_dropped() -> None:
    facts: Facts = {**CITIZEN, "recorder": "employee", "formal_meeting": True}
    assert relevant(ALBERTSLUND, {**facts, "recorder": "citizen"}) == CITIZEN


def test_an_informal_meeting_needs_no_more() -> None:
    facts: Facts = {**CITIZEN, "recorder": "employee", "formal_meeting": False}
    kept = {"recorder": "employee", "situation": "wants_to_record", "formal_meeting": False}
    assert relevant(ALBERTSLUND, facts) == kept


def test_somebody_who_records_for_themselves_needs_no_more_than_the_situation() -> None:
    facts: Facts = {**CITIZEN, "recorder": "third_party"}
    assert relevant(ALBERTSLUND, facts) == {"recorder": "third_party", "situation": "wants_to_record"}


def test_taking_back_the_refusal_drops_what_was_asked_on_its_account() -> None:
    assert relevant(ALBERTSLUND, {**REFUSING, "wants_refusal": False}) == CITIZEN


def test_no_history_leaves_the_purpose_unasked() -> None:
    facts = relevant(ALBERTSLUND, {**REFUSING, "history": False})
    assert facts == {**CITIZEN, "wants_refusal": True, "history": False}
    assert result_of(facts).reason == "no_named_ground"


def test_a_history_known_from_a_misuse_is_kept_and_leads_to_the_purpose() -> None:
    facts: Facts = {"history": True, **CITIZEN}
    assert relevant(ALBERTSLUND, facts) == facts
    assert decide(ALBERTSLUND, facts) == Ask("harassment_purpose")


def test_history_and_purpose_are_on_one_card() -> None:
    history = next(question for question in ALBERTSLUND.questions if question.fact == "history")
    assert history.together_with == "harassment_purpose"


def test_facts_told_ahead_of_their_question_are_kept() -> None:
    facts: dict[str, Value] = {"situation": "recording_openly", "medium": "video"}
    assert relevant(ALBERTSLUND, facts) == facts
    assert decide(ALBERTSLUND, facts) == Ask("recorder")
