"""What the page on personal data says, by language. It speaks of the product, not of the guideline."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from pages.languages import LANGUAGES

SECTIONS = ("recorder", "refusal", "legal", "misuse", "staff", "teams", "never", "rights", "page")
"""In the order of the page."""

DAYS_A_YEAR = 365


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


class PrivacyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The page in one language."""

    title: str
    lead: str
    day: str
    days: str
    year: str
    years: str
    sections: Mapping[str, Section]

    def section(self, name: str, retention_days: int) -> Section:
        """Return a section that says how long things are kept: in years where it is whole ones."""
        own, time = self.sections[name], self._said(retention_days)
        return Section(own.heading, tuple(text.format(time=time) for text in own.paragraphs))

    def _said(self, retention_days: int) -> str:
        years, odd_days = divmod(retention_days, DAYS_A_YEAR)
        if odd_days:
            return f"{retention_days} {self.day if retention_days == 1 else self.days}"
        return f"{years} {self.year if years == 1 else self.years}"


@cache
def privacy_words() -> Mapping[str, PrivacyWords]:
    """Return the page's words in every language that it has; each has every section."""
    folder = files("pages") / "words" / "privacy"
    found = {file.name.removesuffix(".yaml"): file for file in folder.iterdir()}
    return {
        tag: msgspec.convert(yaml.safe_load(found[tag].read_bytes()), PrivacyWords)
        for tag in LANGUAGES
        if tag in found
    }
