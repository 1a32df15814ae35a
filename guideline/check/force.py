"""Duties whose words are stronger or weaker than their `force`: a "may" must never read as a "must".

Every word of force in a duty's text and `more` must fit its force, whatever stands beside it; and a text says
its force, unless it is a must or a piece of information. The words stand in `force_words.py`. What stands in
a subordinate clause ("say that they must …") is another's matter and is not looked at.
"""

import re
from collections.abc import Iterator

from guideline.check.entries import Placed
from guideline.check.force_words import FITS, NEEDED, WORDS, ForceWords, Told
from guideline.errors import PackError
from guideline.model import Duty, Pack

SENTENCE = re.compile(r"(?<=[.!?])\s+")
REMEDY = "change `force` or the words, as the guideline puts it"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find duties whose words say another force than theirs, or do not say theirs, in Danish or English."""
    for duty in pack.duties.values():
        for language in WORDS:
            for problem in _problems(duty, language):
                yield Placed("duties.yaml", duty.id, duty).fault(problem, REMEDY)
        yield from _turned_round(duty)


def _problems(duty: Duty, language: str) -> Iterator[str]:
    """Return one problem for each of its two texts at most."""
    for field, text in (("text", duty.text), ("more", duty.more or {})):
        words = text.get(language, "")
        of = WORDS[language]
        contrary = [it for it in _told(words, of) if it[0] not in FITS[duty.force]]
        if duty.force == "must" and (hedge := of.hedges.search(words)):
            contrary.append(("should", hedge[0]))
        if contrary:
            told, word = contrary[0]
            reads = f'its {field} reads as a "{told}" in "{language}"'
            yield f'is a "{duty.force}", but {reads}, by the word "{word}"'
        elif field == "text" and words and duty.force in NEEDED and not _says(duty, language):
            yield f'is a "{duty.force}", but its text does not say so in "{language}"'


def _turned_round(duty: Duty) -> Iterator[PackError]:
    """Find a must that one of its languages turns round: says not to do it, or that one need not."""
    if duty.force != "must":
        return
    turned = {language: _undone(duty.text.get(language, ""), of) for language, of in WORDS.items()}
    for language, word in turned.items():
        forbids = all(turned.values()) and not WORDS[language].not_needed.search(word)
        if word and not forbids:
            yield Placed("duties.yaml", duty.id, duty).fault(
                f'is a "must", but its text in "{language}" says not to, by the words "{word}"',
                "turn the words round, or say in each language what must not be done",
            )


def _undone(text: str, of: ForceWords) -> str:
    """Return the words that turn a text round; none where another of its words still says that one must."""
    rest, found = "", ""
    for clauses in _main_clauses(text, of):
        words = of.undone.search(clauses)
        found = found or (words[0].strip(",: ") if words else "")
        rest += of.undone.sub("", clauses) + " "
    binding = (of.tells["must"], of.tells["imperative"])
    return "" if any(it.search(sentence) for it in binding for sentence in SENTENCE.split(rest)) else found


def _says(duty: Duty, language: str) -> bool:
    said = WORDS[language].says[duty.force]
    return any(said.search(it) for it in _main_clauses(duty.text.get(language, ""), WORDS[language]))


def _told(text: str, of: ForceWords) -> Iterator[tuple[Told, str]]:
    """Return what each sentence tells, with the word that tells it."""
    if wish := of.wishes.search(text):
        yield "may", wish[0]
    for clauses in _main_clauses(text, of):
        for told, pattern in of.tells.items():
            if word := pattern.search(clauses):
                yield told, word[0].strip(",: ")


def _main_clauses(text: str, of: ForceWords) -> Iterator[str]:
    """Return each sentence without its subordinate clauses."""
    for sentence in SENTENCE.split(text):
        yield of.aside.sub("", sentence)
