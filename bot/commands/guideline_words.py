"""What the commands on a guideline say, by language: a catalogue each, with the same keys."""

import argparse
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import msgspec
import yaml

from bot.fault_words import in_danish, place_in_danish
from guideline.errors import PackError

LANGUAGES = ("da", "en")
"""The first is spoken where none is asked for: those who answer for a guideline read Danish."""

DANISH, ENGLISH = LANGUAGES

Command = Literal["check", "diff", "replay"]
COMMANDS: tuple[Command, ...] = get_args(Command)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Declare the option that says what a command speaks."""
    parser.add_argument(
        "--language", choices=LANGUAGES, default=DANISH, help="what it is told in (default: %(default)s)"
    )


class Words:
    """The sentences of a command in one language."""

    def __init__(self, command: Command, lang: str) -> None:
        self.lang = lang
        self._words = catalogue(command, lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its places filled in."""
        return self._words[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return a sentence that counts: `key.0` where it has one, `key.1`, or `key.2` for more."""
        form = f"{key}.{min(number, 2)}"
        return self(form if form in self._words else f"{key}.2", count=self.number(number), **values)

    def number(self, number: int) -> str:
        """Return a number as it is written in the language."""
        return f"{number:,}".replace(",", self._words["thousands"])

    def entry(self, called: str) -> str:
        """Return `duty give_reasons` with its kind in the language; what has no kind stays as it is."""
        kind, _, name = called.partition(" ")
        return f"{self._words.get(f'kind.{kind}', kind)} {name}".strip()


def told(fault: PackError, lang: str) -> str:
    """Return a fault as one line: file, entry, what is wrong, and what mends it.

    What a case expected and got is Danish in both languages, as its writer is.
    """
    if lang != DANISH:
        return str(fault)
    return f"{place_in_danish(fault.file, fault.entry)}: {in_danish(fault.told) or fault.told}"


@cache
def catalogue(command: Command, lang: str) -> Mapping[str, str]:
    """Return the sentences of a command in a language by their keys."""
    content = (files("bot.commands") / "words" / f"{command}.{lang}.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(content), dict[str, str])
