"""Ways that lead nowhere: answers that leave staff with nothing, and topics whose step is never offered."""

from collections.abc import Iterator

from guideline.check.entries import rule_name
from guideline.decide import relevant
from guideline.errors import PackError
from guideline.interviews import every_interview
from guideline.law import law_of
from guideline.model import Facts, Pack, Rule, Topic


def faults(pack: Pack) -> Iterator[PackError]:
    """Find rules and topics that lead nowhere."""
    for rule in pack.rules.rules:
        if not (rule.duties or rule.say or rule.next):
            remedy = "give it a duty, words to say or a next step"
            yield PackError("rules.yaml", rule_name(rule), "leaves staff with nothing to do or say", remedy)
    for topic in pack.topics:
        yield from _topic(pack, topic)


def _topic(pack: Pack, topic: Topic) -> Iterator[PackError]:
    if topic.verb and (topic.facts or topic.then):
        remedy = "leave out the facts and then, or the verb"
        yield PackError("topics.yaml", topic.id, "leads both to a form and to the interview", remedy)
    for fact in sorted(topic.facts.keys() - relevant(pack, topic.facts).keys()):
        problem = f'the fact "{fact}" does not count beside the others'
        yield PackError("topics.yaml", topic.id, problem, "leave it out")
    if topic.then and not any(topic.then in rule.next for rule in _rules_from(pack, topic.facts)):
        unoffered = f'no answer that its facts can lead to offers "{topic.then}"'
        yield PackError("topics.yaml", topic.id, unoffered, "change its facts, or leave out then")


def _rules_from(pack: Pack, start: Facts) -> Iterator[Rule]:
    law = law_of(pack)
    for facts in every_interview(pack):
        outcome = law.outcome(facts)
        if not isinstance(outcome, str) and start.items() <= facts.items():
            yield law.rows[outcome[0]].rule
