"""What the program shows of a pack by name: what it needs and the pack lacks, or that nobody reads."""

from collections.abc import Iterator

from dialogs.book import halved_texts, needed_texts
from dialogs.understanding.topics import load
from guideline.errors import PackError
from guideline.model import Pack
from guideline.translations import PUBLIC_TEXTS
from pages.languages import LANGUAGES


def faults(pack: Pack) -> Iterator[PackError]:
    """Find texts that are missing or unread, and topics that no typed question is matched to."""
    needed = dict.fromkeys((*needed_texts(pack), *PUBLIC_TEXTS))
    for name in needed:
        if name not in pack.texts:
            yield PackError("texts.yaml", name, "is missing, and the program shows it", "write it")
    for name in halved_texts(pack):
        yield PackError("texts.yaml", name, "must have both a text and lines", "write the one it lacks")
    for name in pack.texts:
        if name not in needed:
            yield PackError("texts.yaml", name, "is shown nowhere", "remove it, or mend its name")
    yield from _languages(pack)
    known = load().topics if pack.topics else ()
    for topic in pack.topics:
        if topic.id not in known:
            remedy = f"use one of {', '.join(sorted(known))}"
            yield PackError(
                "topics.yaml", topic.id, "is a topic that no typed question is matched to", remedy
            )


def _languages(pack: Pack) -> Iterator[PackError]:
    for translation in pack.translations:
        if translation.language not in LANGUAGES:
            remedy = f"use one of {', '.join(LANGUAGES)}"
            problem = "is a language that the page for the public has no words in"
            yield PackError("translations.yaml", translation.language, problem, remedy)
