import json
from pathlib import Path

import msgspec

from guideline.decide import Answer, as_contract, decide, parse_facts
from guideline.model import Pack
from tests.guideline import contract

EXAMPLES = Path(__file__).parent / "decision_examples.jsonl"


def written(pack: Pack, facts: object) -> str:
    return msgspec.json.encode(as_contract(decide(pack, parse_facts(pack, facts)))).decode()


def as_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def test_every_combination_is_answered_as_the_contract_says(albertslund: Pack) -> None:
    combinations = list(contract.all_combinations())
    assert len(combinations) == 18_225
    wrong = [
        facts for facts in combinations if written(albertslund, facts) != as_json(contract.expected(facts))
    ]
    assert wrong == []


def test_the_published_examples_are_answered_as_they_say(albertslund: Pack) -> None:
    examples = [json.loads(line) for line in EXAMPLES.read_text().splitlines()]
    assert len(examples) > 50
    for example in examples:
        assert written(albertslund, example["facts"]) == as_json(example["answer"])


def test_the_restated_contract_agrees_with_the_published_examples() -> None:
    for line in EXAMPLES.read_text().splitlines():
        example = json.loads(line)
        assert as_json(contract.expected(example["facts"])) == as_json(example["answer"])


def test_every_answer_carries_the_pack_it_comes_from(albertslund: Pack) -> None:
    answer = decide(albertslund, {"recorder": "authority"})
    assert isinstance(answer, Answer)
    assert (answer.pack_version, answer.pack_hash) == (albertslund.manifest.version, albertslund.hash)
