"""What the owner of a sound pack must still mend or explain, found by going through all of it."""

from typing import Any

import msgspec
import pytest

from guideline.check import findings
from guideline.check.overlaps import crossings, short_name
from guideline.check.paragraphs import rendering
from guideline.check.proof import prove
from guideline.decide import Answer, decide
from guideline.interviews import every_interview
from guideline.load import PACKS, load_pack
from guideline.model import Order, Pack, Topic
from tests.guideline import contract

BUILT_IN = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
TEXT = {"da": "Tekst", "en": "Text"}


def told(pack: Pack) -> list[str]:
    return [str(finding) for finding in findings(pack)]


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_pack_leaves_nothing_to_mend(name: str) -> None:
    assert told(load_pack(PACKS / name)) == []


def test_the_whole_table_of_albertslund_is_gone_through(albertslund: Pack) -> None:
    proof = prove(albertslund)
    assert proof
    assert proof.combinations == 18_225
    asking = [facts for facts in contract.all_combinations() if "ask" in contract.expected(facts)]
    assert proof.answered == proof.combinations - len(asking)
    assert proof.matters == {question.fact for question in albertslund.questions}


def test_every_interview_ends_in_an_answer_and_covers_every_answer(albertslund: Pack) -> None:
    interviews = list(every_interview(albertslund))
    assert len({tuple(facts.items()) for facts in interviews}) == len(interviews)
    assert all(isinstance(decide(albertslund, facts), Answer) for facts in interviews)
    by_interview = {id(decide(albertslund, facts)) for facts in interviews}
    proof = prove(albertslund)
    assert proof
    assert len(by_interview) == proof.answers


def test_a_question_that_changes_no_answer_is_found(library: Pack) -> None:
    rules = [msgspec.structs.replace(rule, when=({},)) for rule in library.rules.rules[-1:]]
    changed = msgspec.structs.replace(library.rules, rules=tuple(rules), needs_nothing=())
    (first, *_) = told(replaced(library, rules=changed, interpretations=()))
    assert first.startswith(
        "questions.yaml, visitor: changes the answer in none of 144 combinations of facts; "
    )


def test_an_exception_before_its_general_rule_is_no_crossing(library: Pack) -> None:
    names = {(short(library, one), short(library, other)) for one, other in crossings(library)}
    assert names == {("call_desk", "may_refuse")}  # may_refuse is an exception of fine


def test_rules_that_cross_need_a_word_on_which_goes_first(library: Pack) -> None:
    (finding,) = told(replaced(library, interpretations=()))
    assert finding.startswith(
        "rules.yaml, rule call_desk: holds together with rule may_refuse for the facts "
    )
    assert "say in the order of an interpretation that call_desk goes first" in finding


@pytest.mark.parametrize(
    ("first", "before", "problem"),
    [
        ("may_refuse", "call_desk", "rules.yaml has them the other way round; change one of the two"),
        ("call_desk", "fine", '"call_desk" and "fine" do not cross'),
    ],
)
def test_an_order_that_does_not_fit_the_rules_is_found(
    library: Pack, first: str, before: str, problem: str
) -> None:
    (one,) = library.interpretations
    wrong = msgspec.structs.replace(one, order=Order(first=first, before=(before,)))
    finding = told(replaced(library, interpretations=(one, msgspec.structs.replace(wrong, id="wrong"))))
    assert problem in "".join(finding)


def test_a_paragraph_is_rendered_or_background_and_not_both(library: Pack) -> None:
    unread = msgspec.structs.replace(library.paragraphs[0], id="P9")
    (finding,) = told(replaced(library, paragraphs=(*library.paragraphs, unread)))
    assert finding.startswith("paragraphs.yaml, P9: is rendered by nothing; ")
    reasoned = msgspec.structs.replace(unread, background=TEXT)
    assert told(replaced(library, paragraphs=(*library.paragraphs, reasoned))) == []
    both = msgspec.structs.replace(library.paragraphs[0], background=TEXT)
    assert "is called background, but questions.yaml, visitor renders it" in "".join(
        told(replaced(library, paragraphs=(both, *library.paragraphs[1:])))
    )


def test_an_interpretation_alone_renders_no_paragraph(albertslund: Pack) -> None:
    files = {placed.file for of_one in rendering(albertslund).values() for placed in of_one}
    assert "interpretations.yaml" not in files
    assert all(rendering(albertslund).values())


def test_an_answer_that_leaves_nothing_to_do_is_found(library: Pack) -> None:
    empty = msgspec.structs.replace(library.rules.rules[0], duties=(), say=(), next=())
    rules = msgspec.structs.replace(library.rules, rules=(empty, *library.rules.rules[1:]))
    (finding,) = told(replaced(library, rules=rules))
    assert finding.startswith("rules.yaml, rule call_desk: leaves staff with nothing to do or say; give it")


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ({"facts": {"visitor": "staff", "place": "hall"}}, '"place" does not count beside the others'),
        (
            {"facts": {"visitor": "staff"}, "then": "show_recorder_text"},
            "no answer that its facts can lead to",
        ),
        ({"verb": "hr.ask", "then": "copy_case_note"}, "leads both to a form and to the interview"),
    ],
)
def test_a_topic_that_leads_nowhere_is_found(library: Pack, steps: dict[str, Any], problem: str) -> None:
    topic = Topic(id="t", references=("P1",), title=TEXT, text=TEXT, **steps)
    assert problem in told(replaced(library, topics=(topic,)))[0]


def test_no_finding_needs_a_second_line(library: Pack) -> None:
    assert all("\n" not in finding for finding in told(replaced(library, interpretations=())))


def replaced(pack: Pack, **changes: object) -> Pack:
    return msgspec.structs.replace(pack, **changes)


def short(pack: Pack, place: int) -> str:
    return short_name(pack.rules.rules[place])
