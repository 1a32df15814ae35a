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


def _problems(duty: Duty, language: str) -> Iterator[str]:
    """Return one problem for each of its two texts at most."""
    for field, text in (("text", duty.text), ("more", duty.more or {})):
        words = text.get(language, "")
        contrary = [it for it in _told(words, WORDS[language]) if it[0] not in FITS[duty.force]]
        if contrary:
            told, word = contrary[0]
            reads = f'its {field} reads as a "{told}" in "{language}"'
            yield f'is a "{duty.force}", but {reads}, by the word "{word}"'
        elif field == "text" and words and duty.force in NEEDED and not _says(duty, language):
            yield f'is a "{duty.force}", but its text does not say so in "{language}"'


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
