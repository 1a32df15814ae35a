"""The languages of the public: their tags, their own names, and which way they are written."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a reader finds it."""

    tag: str
    """As in an address: `da-simple` is easy Danish."""
    name: str
    """In the language itself."""
    html_tag: str
    """As BCP 47 has it, for browsers and screen readers."""
    direction: str = "ltr"


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("da", "Dansk", "da"),
        Language("da-simple", "Let dansk", "da"),
        Language("en", "English", "en-GB"),
        Language("de", "Deutsch", "de"),
        Language("pl", "Polski", "pl"),
        Language("uk", "Українська", "uk"),
        Language("tr", "Türkçe", "tr"),
        Language("ar", "العربية", "ar", "rtl"),
    )
}
"""In the order in which they are offered."""


def nearest(asked: str, there: Collection[str]) -> str:
    """Return the language that is nearest to a tag, however it is written: `de-AT` is read as `de`.

    Where there is none, Danish.
    """
    tag = asked.strip().lower()
    return next((one for one in (tag, tag.partition("-")[0]) if one in there), "da")
