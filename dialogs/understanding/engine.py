"""The door to the understanding of a text. The same text gives the same answer; nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dialogs.understanding.facts import facts_of, said_to_be, writer_records
from dialogs.understanding.features import features
from dialogs.understanding.reading import Reader, Reading
from dialogs.understanding.spelling import Spelling
from dialogs.understanding.topics import OUT_OF_SCOPE, TopicModel, load
from guideline.model import Value

_SETTLED_TOGETHER = ("formal_meeting",)
"""Facts that belong to one kind of recorder and fall away when the recorder is corrected."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text means, as far as it tells.

    `alternatives` are the three likeliest topics, best first, `topic` the first. `confident` says that
    the topic may be answered straight away. `because` holds the words that pointed to it. `language` is
    None when the text does not tell. `for_self` says that the writer is the employee who records.
    """

    topic: str
    alternatives: tuple[str, ...]
    confident: bool
    facts: Mapping[str, Value]
    language: str | None
    because: tuple[str, ...]
    likelihood: float
    for_self: bool = False
    correction: str | None = None
    """Who the person spoken of is said to be, in a text that corrects it."""


@cache
def _engine() -> tuple[Reader, TopicModel]:
    file = load()
    return Reader(Spelling(file.vocabulary)), TopicModel(file)


def warm_up() -> None:
    """Load the model and compile the patterns now rather than with the first text."""
    understand("hej")


def topics() -> tuple[str, ...]:
    """Return the labels of all topics that a text may be about."""
    return _engine()[1].topics


def understand(text: str) -> Understanding:
    """Return what the text means. Takes any text, however long or odd."""
    reader, model = _engine()
    reading = reader.read(text)
    guess = model.guess(features(reading))
    if not any(word.isalpha() for word in reading.words):
        return Understanding(
            OUT_OF_SCOPE, _first_three(OUT_OF_SCOPE, *guess.topics), True, {}, reading.language, (), 1.0
        )
    return Understanding(
        guess.topics[0],
        guess.topics,
        guess.confident and not _is_one_word(reading),
        facts_of(reading),
        reading.language,
        guess.because,
        guess.likelihood,
        writer_records(reading),
        said_to_be(reading),
    )


def _is_one_word(reading: Reading) -> bool:
    """Say whether it is a bare "ja" or "nej", which answers something but asks about nothing."""
    return sum(word.isalnum() for word in reading.words) == 1


def _first_three(*topics: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))[:3]


def merged(known: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
    """Return the known facts with new ones in their place.

    What is not new stays as it was, but for facts that only fit the recorder who is now corrected.
    """
    kept = dict(known)
    if new.get("recorder", known.get("recorder")) != known.get("recorder"):
        kept = {fact: value for fact, value in known.items() if fact not in _SETTLED_TOGETHER}
    return {**kept, **new}
