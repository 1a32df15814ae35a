"""Headlines that say yes where the rule says no, or no where it says yes.

Whether a rule says yes is known from its notices: those of `public.permissions` tell the person that they may
record. The words by which Danish and English say so stand here; a headline without any of them is not judged.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guideline.answers import spread
from guideline.check.entries import Placed, rule_name
from guideline.errors import PackError
from guideline.model import Pack, Rule, Text


class Says(NamedTuple):
    """How one language says that somebody may record, and that they may not."""

    yes: re.Pattern[str]
    no: re.Pattern[str]


_DANISH = Says(
    yes=re.compile(r"(?i)^ja\b|\bmå (?:gerne |godt )?optage\b"),
    no=re.compile(
        r"(?i)^nej\b|\b(?:må|kan) (?:\w+ )?(?:ikke|aldrig) (?:\w+ )?optage"
        r"|\boptagelse\w* er (?:forbudt|ikke tilladt)|\b(?:ikke|aldrig) lov til at optage\b"
    ),
)
_ENGLISH = Says(
    yes=re.compile(r"(?i)^yes\b|\bmay record\b"),
    no=re.compile(
        r"(?i)^no\b(?! named)|\b(?:may|must|can|could) ?(?:not|never) (?:\w+ )?record\b"
        r"|\bnot allowed to record\b|\brecording is (?:forbidden|not allowed)\b"
    ),
)
WORDS: Mapping[str, Says] = {"da": _DANISH, "da-simple": _DANISH, "en": _ENGLISH}


def faults(pack: Pack) -> Iterator[PackError]:
    """Find words of rules, and of the notices that permit, which say the contrary."""
    permissions = pack.roles.public.permissions
    for rule in pack.rules.rules:
        permits = any(item.id in permissions for item in spread(pack, rule.notices))
        placed = Placed("rules.yaml", rule_name(rule), rule)
        for where, text in _answering(rule, permits=permits):
            yield from _contrary(placed, where, text, permits=permits)
    for name in permissions:
        notice = pack.notices[name]
        placed = Placed("notices.yaml", name, notice)
        for where in ("short", "text", "employee_text"):
            yield from _contrary(placed, where, getattr(notice, where), permits=True)


def _answering(rule: Rule, *, permits: bool) -> Iterator[tuple[str, Text | None]]:
    """Return what answers; what is said aloud may allow one thing beside a no ("sound, but no images")."""
    yield from (("headline", rule.headline), ("self_headline", rule.self_headline), ("short", rule.short))
    if permits:
        yield from ((f"say[{number}]", said.text) for number, said in enumerate(rule.say, 1))


def _contrary(placed: Placed, where: str, text: Text | None, *, permits: bool) -> Iterator[PackError]:
    for language, words in (text or {}).items():
        says = WORDS.get(language)
        found = (says.no if permits else says.yes).search(words) if says else None
        if found and permits:
            problem = f'{where}: says "{found[0]}" in "{language}", but the person is told of a yes'
            yield placed.fault(problem, "change the words, or the notices")
        elif found:
            unsaid = f'{where}: says "{found[0]}" in "{language}", but no notice tells the person so'
            yield placed.fault(unsaid, "change the words, or add one of public.permissions in roles.yaml")
