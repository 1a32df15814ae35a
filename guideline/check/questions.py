"""Questions and starts that do not fit the facts."""

from collections import Counter
from collections.abc import Iterable, Iterator

from guideline.check.conditions import Conditions
from guideline.check.entries import Placed
from guideline.errors import PackError
from guideline.model import AnswerChoice, Pack, Question


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in questions.yaml and starts.yaml."""
    conditions = Conditions(pack)
    later = [question.fact for question in pack.questions]
    for question in pack.questions:
        placed = Placed("questions.yaml", later.pop(0), question)
        yield from _answers(placed, question)
        yield from _words(placed, question.answers)
        yield from conditions.over_facts(placed, "when", question.when)
        yield from conditions.over_facts(placed, "unless", question.unless)
        yield from conditions.over_facts(placed, "done_after", question.done_after)
        if question.together_with is not None and question.together_with not in later:
            yield placed.fault(
                f'together_with: "{question.together_with}" is not a later question',
                "name one that stands below",
            )
    for start in pack.starts:
        yield from conditions.over_facts(Placed("starts.yaml", start.id, start), "facts", [start.facts])
    for topic in pack.topics:
        yield from conditions.over_facts(Placed("topics.yaml", topic.id, topic), "facts", [topic.facts])


def _answers(placed: Placed, question: Question) -> Iterator[PackError]:
    values = [answer.value for answer in question.answers]
    kinds = {type(value) for value in values}
    if kinds != {bool} and question.ask is None:
        yield placed.fault("is never asked about, so its answers must be true and false")
    elif kinds == {bool} and sorted(values) != [False, True]:
        yield placed.fault("must have the answers true and false, each once")
    elif len(kinds) != 1 or len(values) < 2 or len(set(values)) < len(values):
        yield placed.fault("must have two answers or more, all different and of one kind")


def _words(placed: Placed, answers: Iterable[AnswerChoice]) -> Iterator[PackError]:
    """Find words that would give no answer or two."""
    words = Counter(
        (language, word.casefold())
        for answer in answers
        for language, typed in answer.words.items()
        for word in set(typed)
    )
    for (language, word), times in words.items():
        if not word.strip():
            yield placed.fault(f'words in "{language}" has an empty one', "remove it")
        elif times > 1:
            yield placed.fault(f'the word "{word}" in "{language}" stands for two answers', "keep it at one")
