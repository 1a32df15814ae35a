"""The floor, on texts that neither the model nor the rules were made from, and on the development sets."""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from dialogs.understanding.evaluation import (
    UNSEEN_FACTS,
    UNSEEN_NEIGHBOURS,
    UNSEEN_TOPICS,
    Judged,
    judge_facts,
    judge_topics,
    topics_report,
)
from dialogs.understanding.training.material import lines
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


def test_neighbouring_work_is_seldom_answered_for_sure() -> None:
    judged = judge_topics(topics(UNSEEN_NEIGHBOURS))
    assert share(judged, among=3) >= 0.9
    assert sum(one.confident and not one.right for one in judged) / len(judged) <= 0.2


def test_no_unseen_text_stands_in_the_material() -> None:
    material = [words_of(line.text) for line in lines()]
    unseen = [text for file in (UNSEEN_TOPICS, UNSEEN_NEIGHBOURS) for _, text in topics(file)]
    known = [text for text in unseen if any(alike(words_of(text), other) >= 0.7 for other in material)]
    assert known == []


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def test_an_error_is_told_by_its_line_and_what_pointed_to_it() -> None:
    report = topics_report(judge_topics([("hr_help", "skal det noteres"), ("video", "må de filme")]))
    assert "line 1: hr_help, taken for case_note (confident) because of: " in report
    assert "line 2" not in report
