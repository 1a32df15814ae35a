"""The pages' own words, by language: headings, links, labels. What holds is the pack's to say."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from pages.languages import LANGUAGES


class WordsError(Exception):
    """A language lacks a key, or has one too many; the sentence names both."""


@cache
def words(lang: str) -> Mapping[str, str]:
    """Return the words of a language.

    Raises:
        WordsError: its keys differ from those of Danish.

    """
    read, danish = _read(lang), _read("da")
    for key in sorted(read.keys() ^ danish.keys()):
        raise WordsError(f"pages/words/{lang}.yaml and da.yaml differ in {key}.")
    return read


def check_words() -> None:
    """Read every language, so that a missing word stops the start and not a reader."""
    for lang in LANGUAGES:
        words(lang)


@cache
def _read(lang: str) -> Mapping[str, str]:
    content = (files("pages") / "words" / f"{lang}.yaml").read_bytes()
    return msgspec.convert(yaml.load(content, Loader=yaml.CSafeLoader), dict[str, str])
