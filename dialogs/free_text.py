"""What a typed text leads to that answers no question and is no command. It decides no law."""

from dialogs.book import Book
from dialogs.known import Known
from dialogs.shown import Shown
from dialogs.topics import named_topic, offer_card, topic_card, understood_card
from dialogs.understanding import Understanding, understand
from guideline.model import Facts, Value

OUT_OF_SCOPE = "out_of_scope"
ENOUGH_TO_START = 2
"""Facts that make a text a description of a situation."""


def read_text(book: Book, text: str, known: Known, *, asking: bool) -> Shown | None:
    """Return the card that a text leads to, None when it says nothing that the bot can use here.

    `asking` says that a question is open: then only what is clear takes its place.
    """
    meant = understand(text)
    before = known.in_language(meant.language or known.lang)
    stated = _stated(book, meant, before)
    facts, known = _to_confirm(book, stated, before), _without_refuted(book, stated, before)
    if known != before or _describes(book, meant, facts, known):
        return _confirmed(book, before, known, meant, facts)
    questioning = not asking and _is_a_sentence(text)
    topic = named_topic(book, meant.topic)
    if topic and meant.confident and (questioning or topic.id != OUT_OF_SCOPE):
        return topic_card(book, known, topic)
    return _offered(book, known, meant) if questioning else None


def _is_a_sentence(text: str) -> bool:
    """Whether there is more than a single word, which might as well be a slip."""
    return sum(any(letter.isalpha() for letter in word) for word in text.split()) > 1


def _stated(book: Book, meant: Understanding, known: Known) -> Facts:
    """Return what the text states as this guideline's own facts; what it has no word for is left out."""
    return {**_correction(book, meant, known), **meant.stated(book.roles.understood)}


def _correction(book: Book, meant: Understanding, known: Known) -> Facts:
    """Take "nej vent, det er en ansat" as said of the recorder who is known so far."""
    if meant.corrected is None or book.roles.recorder.fact not in known.facts:
        return {}
    return book.roles.understood.get(meant.corrected, {})


def _to_confirm(book: Book, facts: Facts, known: Known) -> dict[str, Value]:
    """Leave out a recorder of whom text rarely tells for sure, so that it is asked."""
    who, unsure = book.roles.recorder.fact, book.roles.recorder.unsure
    if who not in facts or facts[who] != unsure or known.facts.get(who) == unsure:
        return dict(facts)
    return {fact: value for fact, value in facts.items() if fact != who}


def _without_refuted(book: Book, stated: Facts, known: Known) -> Known:
    """Forget who records where the text says that it is somebody else: then it is asked again."""
    who, unsure = book.roles.recorder.fact, book.roles.recorder.unsure
    if who not in stated or stated[who] != unsure or known.facts.get(who, unsure) == unsure:
        return known
    facts = {fact: value for fact, value in known.facts.items() if fact != who}
    return book.know(facts, known.lang, for_self=False)


def _describes(book: Book, meant: Understanding, facts: Facts, known: Known) -> bool:
    """Whether the text tells of a situation, or changes what is known, rather than asks about a topic."""
    if not facts:
        return False
    topic = named_topic(book, meant.topic)
    if meant.confident and topic and not topic.describes:
        return False
    tells = any(fact in facts for fact in book.roles.tells)
    return bool(known.items) or len(facts) >= ENOUGH_TO_START or tells


def _confirmed(
    book: Book, before: Known, known: Known, meant: Understanding, facts: dict[str, Value]
) -> Shown | None:
    """Return what is known now, for the writer to confirm; None when that is nothing new."""
    for_self = meant.for_self or (known.for_self and book.roles.recorder.fact not in facts)
    changed = book.know({**known.facts, **facts}, known.lang, for_self=for_self)
    if not changed.items or (changed.items, changed.for_self) == (before.items, before.for_self):
        return None
    return understood_card(book, changed)


def _offered(book: Book, known: Known, meant: Understanding) -> Shown | None:
    """Return the likeliest topics to choose from; None where the guideline has none of them."""
    topics = [topic.id for name in meant.alternatives if (topic := named_topic(book, name))]
    return offer_card(book, known, topics) if set(topics) - {OUT_OF_SCOPE} else None
