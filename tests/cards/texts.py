"""The text for the person, for each set of notices that the guideline can ask for, reader and language."""

from collections.abc import Iterator

from guideline.answers import Answer
from guideline.check.outcomes import every_outcome
from guideline.decide import decide
from guideline.model import Facts
from tests.cards.gallery import PUBLIC_URL, drawn
from tests.cards.reading import Card
from tests.dialogs.chat import pack


def sets() -> dict[str, Facts]:
    """Return facts that lead to each set of notices and reader, by what the set has besides the usual."""
    found = {(reader, notices): facts for facts, reader, notices in _answered()}
    usual = frozenset.intersection(*(frozenset(notices) for _, notices in found))
    named = {f"{reader}-{'-'.join(it for it in notices if it not in usual)}": facts
             for (reader, notices), facts in found.items()}  # fmt: skip
    assert len(named) == len(found)
    return dict(sorted(named.items()))


async def texts(language: str) -> dict[str, Card]:
    """Return every such card in one of the languages of what the public reads."""
    data = {name: {"facts": facts, "lang": language, "ui": "da"} for name, facts in sets().items()}
    return {name: await drawn(("advice.recorder_text", it), "da", PUBLIC_URL) for name, it in data.items()}


def _answered() -> Iterator[tuple[Facts, str, tuple[str, ...]]]:
    for told, _ in every_outcome(pack()):
        facts = {fact: value for fact, value in told.items() if value is not None}
        answer = decide(pack(), facts)
        if isinstance(answer, Answer) and answer.notices:
            yield facts, str(facts["recorder"]), answer.notices
