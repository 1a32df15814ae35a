"""What `guideline diff` says, by language: one catalogue each, with the same keys."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

LANGUAGES = ("en", "da")
"""The first is spoken where none is asked for."""


class DiffWords:
    """The sentences in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._words = catalogue(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its places filled in."""
        return self._words[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return a sentence that counts: `key.0` where it has one, `key.1`, or `key.2` for more."""
        form = f"{key}.{min(number, 2)}"
        return self(form, count=self.number(number))

    def number(self, number: int) -> str:
        """Return a number as it is written in the language."""
        return f"{number:,}".replace(",", self._words["thousands"])

    def entry(self, called: str) -> str:
        """Return `duty give_reasons` with its kind in the language; what has no kind stays as it is."""
        kind, _, name = called.partition(" ")
        return f"{self._words.get(f'kind.{kind}', kind)} {name}".strip()


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Return the sentences of a language by their keys."""
    content = (files("bot.commands") / "words" / f"diff.{lang}.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(content), dict[str, str])
