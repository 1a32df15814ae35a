"""Translations for the public that say too little, or speak of what the pack does not have."""

import datetime
from collections.abc import Collection, Iterator, Mapping

from guideline.errors import PackError
from guideline.model import Pack
from guideline.translations import OWN, PUBLIC_TEXTS

FILE = "translations.yaml"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in translations.yaml."""
    told_apart = {name for name, notice in pack.notices.items() if notice.employee_text}
    for one in pack.translations:
        if one.language in OWN:
            yield PackError(FILE, one.language, "is a language of the pack's own texts", "remove it")
        yield from _compared(one.language, "notices", one.notices, set(pack.notices))
        yield from _compared(one.language, "employee_notices", one.employee_notices, told_apart)
        yield from _compared(one.language, "texts", one.texts, set(PUBLIC_TEXTS))


def approved_later(pack: Pack, today: datetime.date) -> Iterator[PackError]:
    """Find translations that are said to be approved on a day to come, which nobody can know."""
    for one in pack.translations:
        if one.approved is not None and one.approved > today:
            problem = f"is approved on {one.approved}, a day to come, and is shown already"
            yield PackError(FILE, one.language, problem, "write null until it is approved")


def _compared(
    language: str, where: str, given: Mapping[str, str], needed: Collection[str]
) -> Iterator[PackError]:
    for name in sorted(given.keys() - needed):
        yield PackError(FILE, language, f'{where}: "{name}" is nothing that is translated here', "remove it")
    for name in sorted(needed - given.keys()):
        yield PackError(FILE, language, f'{where}: "{name}" is missing', "write it")
    for name, words in given.items():
        if not words.strip():
            yield PackError(FILE, language, f'{where}: "{name}" is empty', "write it")
