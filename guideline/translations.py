"""What the public is told, by language: the pack's own, and translations that it has approved or drafted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guideline.model import Pack, Translation

OWN = ("da", "da-simple", "en")
"""The languages that every text to the public has."""

PUBLIC_TEXTS = ("public.rule", "public.rule_employee", "recorder.ask", "recorder.ask_employee")
"""Texts of `texts.yaml` that the public reads."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The pack as the public reads it in one language."""

    pack: Pack
    lang: str
    translation: Translation | None = None

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved the translation yet."""
        return self.translation is not None and self.translation.approved is None

    def notice(self, name: str, *, employee: bool) -> str:
        """Return a notice as the person is told it."""
        if self.translation:
            own = self.translation.employee_notices.get(name) if employee else None
            return own or self.translation.notices[name]
        notice = self.pack.notices[name]
        return ((notice.employee_text if employee else None) or notice.text)[self.lang]

    def text(self, name: str) -> str:
        """Return one of `PUBLIC_TEXTS`."""
        if self.translation:
            return self.translation.texts[name]
        return self.pack.texts[name].text[self.lang]


@lru_cache(maxsize=32)
def spoken_languages(pack: Pack, *, drafts: bool) -> Mapping[str, Spoken]:
    """Return every language that the public may choose; drafts only where they are asked for."""
    own = {lang: Spoken(pack, lang) for lang in OWN}
    translated = {
        translation.language: Spoken(pack, translation.language, translation)
        for translation in pack.translations
        if drafts or translation.approved
    }
    return own | translated


def translated(it: Translation) -> Iterator[tuple[tuple[str, str], str]]:
    """Return every text of a translation, by its field and its name."""
    parts = {"notices": it.notices, "employee_notices": it.employee_notices, "texts": it.texts}
    for field, texts in parts.items():
        for name, words in texts.items():
            yield (field, name), words
