"""Ready answers of a question of the form that are doubled, cannot be told apart, or are shown nowhere."""

from collections.abc import Iterator

from guideline.check.entries import Placed, doubled
from guideline.check.names import ID
from guideline.errors import PackError
from guideline.model import ASK_MILDER, ASK_NEED, LegalText, Pack, QuickChoice

ASKED = (ASK_NEED, ASK_MILDER)


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in the ready answers of texts.yaml."""
    for name, text in pack.texts.items():
        placed = Placed("texts.yaml", name, text)
        if name in ASKED and not text.choices:
            yield placed.fault("has no choices", "write some, each with an id and a text")
        elif name not in ASKED and text.choices:
            yield placed.fault("has choices that are shown nowhere", f"only {' and '.join(ASKED)} have some")
        yield from _doubled(placed, text)


def _doubled(placed: Placed, text: LegalText) -> Iterator[PackError]:
    for choice in text.choices:
        if not ID.fullmatch(choice.id):
            yield placed.fault(
                f'choices: "{choice.id}" is not a plain id of letters, digits, _ and .', "rename it"
            )
    for name in doubled(choice.id for choice in text.choices):
        yield placed.fault(f'choices: "{name}" stands twice', "rename one")
    for language in {language for choice in text.choices for language in choice.text}:
        said = [word for choice in text.choices for word in _typed(choice, language)]
        for word in doubled(filter(None, said)):
            yield placed.fault(f'the word "{word}" in "{language}" stands for two choices', "keep it at one")


def _typed(choice: QuickChoice, language: str) -> set[str]:
    """Return what chooses it when it is typed."""
    typed = (choice.text.get(language, ""), *choice.words.get(language, ()))
    return {word.casefold().strip() for word in typed}
