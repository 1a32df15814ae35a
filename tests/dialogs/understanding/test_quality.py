"""The floor, on texts that neither the model nor the rules were made from, and on the development sets."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from dialogs.understanding.evaluation import (
    UNSEEN_FACTS,
    UNSEEN_TOPICS,
    Judged,
    judge_facts,
    judge_topics,
)
from guideline.model import Value

HERE = Path(__file__).parent


def topics(file: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    return [(topic, text) for topic, text in rows]


def facts(file: Path) -> list[tuple[str, Mapping[str, Value]]]:
    rows = [msgspec.json.decode(line) for line in file.read_bytes().splitlines()]
    return [(row["text"], row["facts"]) for row in rows]


def share(judged: list[Judged], *, among: int = 1) -> float:
    return sum(one.topic in one.guessed[:among] for one in judged) / len(judged)


@pytest.mark.parametrize("file", [UNSEEN_TOPICS, HERE / "topics_dev.tsv"], ids=["unseen", "development"])
def test_topics_are_found(file: Path) -> None:
    judged = judge_topics(topics(file))
    assert share(judged) >= 0.9
    assert share(judged, among=3) >= 0.98
    assert sum(one.confident and not one.right for one in judged) / len(judged) <= 0.02
    assert sum(one.confident for one in judged) / len(judged) >= 0.6


@pytest.mark.parametrize("file", [UNSEEN_FACTS, HERE / "facts_dev.jsonl"], ids=["unseen", "development"])
def test_facts_are_found_and_right(file: Path) -> None:
    counts = judge_facts(facts(file))
    right, wrong, missed = counts.right.total(), counts.wrong.total(), counts.missed.total()
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.9
