"""Texts to the person that say more, or less, than their force, and a "may be punishable" that is an "is".

A notice says its `force` in each of its languages: a must orders, a may says "may", an encouragement asks,
and none but a must orders or forbids. No text that anybody is shown says that something *is* punishable; only
an interpretation, which weighs what the law says, may.
"""

import re
from collections.abc import Iterator

from guideline.check.entries import Placed, every_entry
from guideline.check.notice_words import WORDS, NoticeWords
from guideline.check.texts import every_text
from guideline.errors import PackError
from guideline.model import Force, Interpretation, Notice, Pack
from guideline.translations import translated

SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
REMEDY = "change `force` or the words, as the guideline puts it"
MAY = "say that it may be"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find notices of another force than theirs, and words that call something punishable."""
    for placed in every_entry(pack):
        if isinstance(placed.entry, Interpretation):
            continue
        notice = placed.entry if isinstance(placed.entry, Notice) else None
        for where, text in every_text(placed.entry):
            for language, words in text.items():
                yield from _judged(placed, where, language, words, notice)
    for translation in pack.translations:
        placed = Placed("translations.yaml", translation.language, translation)
        for (field, name), words in translated(translation):
            told = pack.notices[name] if field != "texts" else None
            yield from _judged(placed, f"{field}: {name}", translation.language, words, told)


def _judged(
    placed: Placed, where: str, language: str, words: str, notice: Notice | None
) -> Iterator[PackError]:
    if language in WORDS:
        yield from _punishable(placed, where, language, words)
        if notice is not None:
            yield from _force(placed, where, language, words, notice.force)


def _punishable(placed: Placed, where: str, language: str, words: str) -> Iterator[PackError]:
    for sentence in SENTENCE.split(words):
        if found := WORDS[language].crime.search(sentence):
            yield placed.fault(f'{where}: calls something punishable in "{language}", "{found[0]}"', MAY)


def _force(placed: Placed, where: str, language: str, words: str, force: Force) -> Iterator[PackError]:
    of = WORDS[language]
    order = of.order.search(words)
    if order and force != "must":
        problem = f'{where}: is a "{force}", but orders in "{language}", by the words "{order[0]}"'
        yield placed.fault(problem, REMEDY)
    elif not _says(of, words, force):
        yield placed.fault(f'{where}: is a "{force}", but does not say so in "{language}"', REMEDY)


def _says(of: NoticeWords, words: str, force: Force) -> bool:
    needed = {"must": of.order, "may": of.may, "only_encourage": of.ask}.get(force)
    return needed is None or bool(needed.search(words))
