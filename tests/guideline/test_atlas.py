"""The atlas of a pack: the flow, every different answer and what leads to it, what renders a paragraph."""

from pathlib import Path

import pytest

from guideline.atlas import Atlas, Exit, atlas_of
from guideline.check.proof import prove
from guideline.decide import Answer, decide
from guideline.interviews import every_interview
from guideline.load import PACKS, load_pack
from guideline.model import Facts, Pack, Value
from guideline.source import SourceError, belongs_to, missing_in, parsed, read_source
from guideline.ways import Way, merged
from tests.guideline.conftest import LIBRARY

BUILT_IN = [folder for folder in sorted(PACKS.iterdir()) if folder.is_dir()]


@pytest.fixture(params=[*BUILT_IN, LIBRARY], ids=lambda folder: folder.name)
def atlas(request: pytest.FixtureRequest) -> Atlas:
    return atlas_of(load_pack(request.param))


def fits(way: Way, facts: Facts) -> bool:
    return way.keys() == facts.keys() and all(facts[fact] in way[fact] for fact in facts)


def test_every_interview_is_found_under_its_own_answer_and_no_other(atlas: Atlas) -> None:
    outcomes = [outcome for ruled in atlas.ruled for outcome in ruled.outcomes]
    for facts in every_interview(atlas.pack):
        found = [outcome for outcome in outcomes if any(fits(way, facts) for way in outcome.ways)]
        assert [outcome.answer for outcome in found] == [decide(atlas.pack, facts)]


def test_ways_promise_no_interview_that_there_is_not(atlas: Atlas) -> None:
    for ruled in atlas.ruled:
        for outcome in ruled.outcomes:
            promised = sum(size(way) for way in outcome.ways)
            assert promised == outcome.interviews


def size(way: Way) -> int:
    product = 1
    for values in way.values():
        product *= len(values)
    return product


def test_each_step_of_the_flow_leads_where_the_decision_leads(atlas: Atlas) -> None:
    for facts in every_interview(atlas.pack):
        answer = decide(atlas.pack, facts)
        assert isinstance(answer, Answer)
        rule = atlas.pack.rules.rules[walked(atlas, facts)]
        assert (rule.verdict, rule.reason) == (answer.verdict, answer.reason)


def walked(atlas: Atlas, facts: Facts) -> int:
    """Follow the picture as a person would, and return the rule at which it ends."""
    steps = {step.question.fact: step for step in atlas.steps}
    at: str | int = atlas.steps[0].question.fact
    unasked = [question.fact for question in atlas.pack.questions if question.ask is None]
    said: dict[str, Value | None] = {fact: facts.get(fact) for fact in unasked}
    while isinstance(at, str):
        question = steps[at].question
        # What is no longer asked about once an interview is over may have been answered in any way.
        value = facts.get(at, question.answers[0].value if question.ask else None)
        said[at] = value
        (branch,) = [branch for branch in steps[at].branches if value in branch.values]
        (way,) = [way for way in branch.exits if holds(way, said)]
        at = way.to
    return at


def holds(way: Exit, said: dict[str, Value | None]) -> bool:
    return not way.given or any(within(given, said) for given in way.given)


def test_every_piece_of_a_rule_shows_exactly_when_the_atlas_says(atlas: Atlas) -> None:
    for ruled in atlas.ruled:
        for outcome in ruled.outcomes:
            facts = {fact: values[0] for fact, values in outcome.ways[0].items()}
            for field in ("duties", "if_refusing", "notices"):
                shown = [
                    part.id
                    for part in getattr(ruled, field)
                    if not part.given or any(within(way, facts) for way in part.given)
                ]
                assert tuple(shown) == getattr(outcome.answer, field)


def within(way: Way, facts: dict[str, Value | None]) -> bool:
    return all(facts.get(fact) in values for fact, values in way.items())


def test_the_atlas_of_albertslund_has_all_its_answers(albertslund: Pack) -> None:
    atlas, proof = atlas_of(albertslund), prove(albertslund)
    assert proof
    assert sum(len(ruled.outcomes) for ruled in atlas.ruled) == proof.answers == 44
    assert [step.question.fact for step in atlas.steps] == [q.fact for q in albertslund.questions]


def test_a_paragraph_has_all_that_renders_it(albertslund: Pack) -> None:
    (covered,) = [it for it in atlas_of(albertslund).paragraphs if it.paragraph.id == "B4"]
    names = {(placed.file, placed.name) for placed in covered.rendered_by}
    assert {
        ("duties.yaml", "legal_help"),
        ("topics.yaml", "hr_help"),
        ("texts.yaml", "refusal.hr_helps"),
    } <= names
    assert "hr_advises" in {it.id for it in covered.interpretations}


def test_facts_that_differ_in_one_become_one_way() -> None:
    found: list[dict[str, Value | None]] = [
        {"a": "x", "b": True},
        {"a": "x", "b": False},
        {"a": "y", "b": True},
    ]
    assert merged(found) == ({"a": ("x",), "b": (True, False)}, {"a": ("y",), "b": (True,)})


TEXT = """# Retningslinje

**A1** Den første
linje.

Noget andet.
- **A2.1** Den anden.
- **A2.2** Den tredje.
## Slut
**B1** Den sidste.
"""


def test_the_owners_text_is_read_by_its_references() -> None:
    assert parsed(TEXT, "text") == {
        "A1": "Den første linje.",
        "A2.1": "Den anden.",
        "A2.2": "Den tredje.",
        "B1": "Den sidste.",
    }


def test_what_the_owners_text_lacks_is_told(library: Pack) -> None:
    assert missing_in(library, {"P1": "x", "P2": "y"}) == ["P2.a", "P3"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"ingen henvisning", "has no paragraph; write each reference in bold"),
        (b"**A1** x\n**A1** y", "line 2: A1 stands twice; keep one."),
        ("**A1** blå".encode("latin-1"), "is not UTF-8; save it as UTF-8."),
        (b"**A1** " + b"x" * (1 << 20), "is larger than"),
        (None, "cannot be read: "),
    ],
)
def test_a_text_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    file = tmp_path / "guideline.md"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SourceError, match=problem) as error:
        read_source(file)
    assert "\n" not in str(error.value)


def test_a_text_with_none_of_the_packs_paragraphs_is_refused(library: Pack) -> None:
    belongs_to(library, {"P1": "x"}, "our.md")
    with pytest.raises(SourceError, match=r"^our\.md has none of the paragraphs of library; .* \(P1, P2, "):
        belongs_to(library, {"A1": "x", "A2": "y"}, "our.md")
