"""What one chooses between can be told apart by its words, in every language."""

from typing import Any

import msgspec
import pytest

from bot.fault_words import in_danish
from guideline.check import alike, findings
from guideline.load import PACKS, load_pack
from guideline.model import Pack, Question
from tests.guideline.conftest import LIBRARY

PACK_FOLDERS = [*sorted(folder for folder in PACKS.iterdir() if folder.is_dir()), LIBRARY]


@pytest.mark.parametrize("folder", PACK_FOLDERS, ids=lambda folder: folder.name)
def test_a_built_in_pack_has_no_two_that_read_alike(folder: Any) -> None:
    pack = load_pack(folder)
    assert [str(fault) for fault in (*alike.faults(pack), *alike.findings(pack))] == []


def with_answer(question: Question, at: int, **changes: Any) -> Question:
    answers = list(question.answers)
    answers[at] = msgspec.structs.replace(answers[at], **changes)
    return msgspec.structs.replace(question, answers=tuple(answers))


def with_question(pack: Pack, fact: str, changed: Question) -> Pack:
    questions = tuple(changed if it.fact == fact else it for it in pack.questions)
    return msgspec.structs.replace(pack, questions=questions)


@pytest.mark.parametrize("language", ["da", "en"])
def test_two_answers_on_like_buttons_are_a_fault(albertslund: Pack, language: str) -> None:
    recorder = next(it for it in albertslund.questions if it.fact == "recorder")
    words = recorder.answers[2].text[language]
    last = len(recorder.answers) - 1
    text = {**recorder.answers[last].text, language: f"{words.upper()}."}
    changed = with_answer(recorder, last, text=text, self_text=None, known=None)
    (fault,) = alike.faults(with_question(albertslund, "recorder", changed))
    assert (fault.file, fault.entry) == ("questions.yaml", "recorder")
    assert fault.problem == (
        f'answers[{last + 1}].text: reads in "{language}" as that of answers[3], "{words}"'
    )
    danish = in_danish(fault.told)
    assert danish
    assert danish.endswith("Giv dem hver sin.")


@pytest.mark.parametrize("field", ["self_text", "known"])
def test_so_are_those_that_only_some_people_see(albertslund: Pack, field: str) -> None:
    recorder = next(it for it in albertslund.questions if it.fact == "recorder")
    first = recorder.answers[0]
    words = getattr(first, field) or first.text
    changed = with_answer(recorder, 1, **{field: words})
    found = [fault.problem for fault in alike.faults(with_question(albertslund, "recorder", changed))]
    assert [problem.partition(":")[0] for problem in found] == [f"answers[2].{field}"] * 2


def test_two_questions_with_one_label_are_a_fault(albertslund: Pack) -> None:
    first, second = albertslund.questions[:2]
    label = {**second.label, "en": first.label["en"]}
    changed = msgspec.structs.replace(second, label=label, self_label=None)
    (fault,) = alike.faults(with_question(albertslund, second.fact, changed))
    assert fault.entry == second.fact
    assert fault.problem == f'label: reads in "en" as that of {first.fact}, "{first.label["en"]}"'


def test_rules_grounds_starts_and_topics_that_read_alike_are_found(albertslund: Pack) -> None:
    rules = list(albertslund.rules.rules)
    rules[1] = msgspec.structs.replace(rules[1], short=rules[0].short)
    grounds = list(albertslund.rules.grounds)
    grounds[1] = msgspec.structs.replace(grounds[1], text={**grounds[1].text, "da": grounds[0].text["da"]})
    starts, topics = list(albertslund.starts), list(albertslund.topics)
    like = next(at for at, it in enumerate(starts) if at and it.for_self == starts[0].for_self)
    starts[like] = msgspec.structs.replace(starts[like], text=starts[0].text)
    topics[1] = msgspec.structs.replace(topics[1], title={**topics[1].title, "en": topics[0].title["en"]})
    changed = msgspec.structs.replace(
        albertslund,
        rules=msgspec.structs.replace(albertslund.rules, rules=tuple(rules), grounds=tuple(grounds)),
        starts=tuple(starts),
        topics=tuple(topics),
    )
    found = [(fault.file, fault.problem.partition(" reads in ")[0]) for fault in alike.findings(changed)]
    assert found == [
        ("rules.yaml", "short:"),
        ("rules.yaml", "short:"),
        ("rules.yaml", "text:"),
        ("starts.yaml", "text:"),
        ("starts.yaml", "text:"),
        ("topics.yaml", "title:"),
    ]
    assert set(map(str, alike.findings(changed))) <= set(map(str, findings(changed)))
