"""Places in a text that are filled in when it is shown, and those that nothing fills in."""

from collections.abc import Iterator, Set
from string import Formatter

from guideline.check.entries import Placed, every_entry
from guideline.check.texts import every_text
from guideline.errors import PackError
from guideline.model import Pack, Text

FILLED_IN = {
    "refusal.leader": {"leader"},
    "refusal.silence": {"when"},
    "refusal.silence_agreed": {"when"},
    "refusal.reasons.opening": {"meeting"},
    "refusal.reasons.another_look": {"leader", "other"},
}
"""By the name of a text in `texts.yaml`: the places that the cards fill in. No other text has any."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find places that nothing fills in, or that only some of a text's languages have."""
    for placed in every_entry(pack):
        known = FILLED_IN.get(placed.name, set()) if placed.file == "texts.yaml" else set()
        for where, text in every_text(placed.entry):
            yield from _in_text(placed, where, text, known)
    for translation in pack.translations:
        placed = Placed("translations.yaml", translation.language, translation)
        for part in (translation.notices, translation.employee_notices, translation.texts):
            for name, words in part.items():
                yield from _in_text(placed, name, {translation.language: words}, set())


def lost(pack: Pack) -> Iterator[PackError]:
    """Find texts that have a place of theirs in no language, so that what belongs there is never told."""
    for name, known in FILLED_IN.items():
        text = pack.texts[name].text if name in pack.texts else {}
        there = {place for words in text.values() for place in _places(words)}
        for place in sorted(known - there if text else ()):
            problem = f'lacks "{{{place}}}" in every language, so that nobody is told it'
            yield PackError("texts.yaml", name, problem, "put it where it belongs")


def _in_text(placed: Placed, where: str, text: Text, known: Set[str]) -> Iterator[PackError]:
    found = {language: _places(words) for language, words in text.items()}
    for language, places in found.items():
        for place in sorted(places - known):
            there = (
                f"there can be {', '.join(f'{{{name}}}' for name in sorted(known))}"
                if known
                else "leave it out"
            )
            problem = f'{where}: "{{{place}}}" in "{language}" is nothing that is filled in'
            yield PackError(placed.file, placed.name, problem, there)
        elsewhere = {place: other for other, there in found.items() for place in there & known - places}
        for place, other in sorted(elsewhere.items()):
            lacking = f'{where}: lacks "{{{place}}}" in "{language}", which it has in "{other}"'
            yield PackError(placed.file, placed.name, lacking, "put it where it belongs")


def _places(words: str) -> set[str]:
    """Return the names of the places in a text; a lone brace counts as a place that nobody can name."""
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {"…"}
