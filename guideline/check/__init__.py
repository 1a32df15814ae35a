"""Proves a pack sound: what its types cannot say. Each fault is told in one sentence."""

from collections.abc import Iterator

from guideline.check import (
    alike,
    choices,
    colours,
    dead_ends,
    force,
    languages,
    lengths,
    manifest,
    markup,
    names,
    notices,
    outcomes,
    overlaps,
    paragraphs,
    placeholders,
    proof,
    questions,
    role_ways,
    roles,
    rules,
    texts,
    translations,
    verdict_words,
)
from guideline.errors import PackError
from guideline.model import Pack


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults, those of single entries first; outcomes are only tried when all names lead somewhere."""
    yield from manifest.faults(pack)
    yield from colours.faults(pack)
    yield from texts.faults(pack)
    yield from translations.faults(pack)
    yield from lengths.faults(pack)
    yield from alike.faults(pack)
    yield from force.faults(pack)
    yield from placeholders.faults(pack)
    yield from overlaps.unknown_rules(pack)
    unsound = False
    for part in (names, questions, rules, roles, choices):
        for fault in part.faults(pack):
            unsound = True
            yield fault
    if not unsound:
        yield from outcomes.faults(pack)


def findings(pack: Pack) -> Iterator[PackError]:
    """Find what does not stop a sound pack from answering, but what its owner must still mend or explain."""
    for part in (
        proof,
        overlaps,
        dead_ends,
        role_ways,
        paragraphs,
        verdict_words,
        languages,
        notices,
        markup,
    ):
        yield from part.faults(pack)
    yield from placeholders.lost(pack)
    yield from alike.findings(pack)
