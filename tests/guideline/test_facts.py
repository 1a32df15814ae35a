"""Facts from outside: what is taken, and what is refused without repeating it."""

from typing import Any

import pytest

from guideline.decide import FactsError, parse_facts
from guideline.model import Pack


def test_known_facts_are_taken_and_null_is_not_known(albertslund: Pack) -> None:
    given = {"recorder": "citizen", "medium": None, "only_about_recorder": False}
    assert parse_facts(albertslund, given) == {"recorder": "citizen", "only_about_recorder": False}


@pytest.mark.parametrize("given", [None, True, 7, "recorder", ["recorder"], [{}]])
def test_facts_are_an_object(albertslund: Pack, given: object) -> None:
    with pytest.raises(FactsError) as error:
        parse_facts(albertslund, given)
    assert (error.value.problem, error.value.field) == ("the facts must be a JSON object", None)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("recorder", "Borger"),
        ("recorder", True),
        ("recorder", ["citizen"]),
        ("medium", 0),
        ("medium", {}),
        ("history", 1),
        ("history", 0),
        ("history", 1.0),
        ("history", "true"),
        ("history", "ja"),
        ("wants_refusal", "false"),
        ("wants_refusal", []),
    ],
)
def test_a_value_outside_its_list_is_refused_by_the_name_of_the_fact(
    albertslund: Pack, fact: str, value: object
) -> None:
    with pytest.raises(FactsError) as error:
        parse_facts(albertslund, {"situation": "wants_to_record", fact: value})
    assert error.value.field == fact


def test_the_refusal_says_what_is_allowed_and_never_what_was_given(albertslund: Pack) -> None:
    with pytest.raises(FactsError) as error:
        parse_facts(albertslund, {"recorder": "Jens Hansen, 010203-1234"})
    assert "citizen, employee, authority, third_party" in error.value.problem
    assert "Jens" not in str(error.value)


def test_a_misspelt_fact_is_named_but_not_a_whole_letter(albertslund: Pack) -> None:
    with pytest.raises(FactsError) as error:
        parse_facts(albertslund, {"recordr": "citizen"})
    assert error.value.field == "recordr"
    assert "recorder" in error.value.problem
    with pytest.raises(FactsError) as error:
        parse_facts(albertslund, {"Kære kommune, " * 40: True})
    assert error.value.field is None


@pytest.mark.parametrize(("spelt", "value"), [("true", True), ("false", False), (True, True)])
def test_a_card_may_spell_a_boolean_as_text(albertslund: Pack, spelt: Any, value: bool) -> None:
    assert parse_facts(albertslund, {"history": spelt}, lenient=True) == {"history": value}


@pytest.mark.parametrize("value", ["True", "yes", "", 1])
def test_a_card_may_not_spell_it_otherwise(albertslund: Pack, value: object) -> None:
    with pytest.raises(FactsError, match="true or false"):
        parse_facts(albertslund, {"history": value}, lenient=True)


def test_being_lenient_is_only_about_booleans(albertslund: Pack) -> None:
    with pytest.raises(FactsError):
        parse_facts(albertslund, {"recorder": "true"}, lenient=True)
