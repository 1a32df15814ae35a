"""The door to the understanding of a text. The same text gives the same answer; nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dialogs.understanding.facts import facts_of, said_to_be, writer_records
from dialogs.understanding.features import features
from dialogs.understanding.meanings import meanings_of, person_meant
from dialogs.understanding.reading import Reader, Reading
from dialogs.understanding.spelling import Spelling
from dialogs.understanding.topics import OUT_OF_SCOPE, TopicModel, load
from guideline.model import Facts, Value
from guideline.roles import Meaning


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text means, as far as it tells.

    `alternatives` are the three likeliest topics, best first, `topic` the first. `confident` says that
    the topic may be answered straight away. `facts` go by the names of the rules that found them, and
    `meanings` are the same as a guideline names them. `because` holds the words that pointed to the topic.
    `language` is None when the text does not tell. `for_self` says that the writer is the employee who
    records.
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

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the text states."""
        return meanings_of(self.facts)

    def stated(self, understood: Mapping[Meaning, Facts]) -> Facts:
        """Return what the text states as a guideline's own facts; what it has no word for is left out."""
        return {fact: value for it in self.meanings for fact, value in understood.get(it, {}).items()}

    @property
    def corrected(self) -> Meaning | None:
        """Who records, as far as a correction tells."""
        return person_meant(self.correction) if self.correction else None


@cache
def _engine() -> tuple[Reader, TopicModel]:
    file = load()
    return Reader(Spelling(file.vocabulary)), TopicModel(file)


@cache
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
