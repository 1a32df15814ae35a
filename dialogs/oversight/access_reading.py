"""How a stored row reads to people: fields and codes in words, days and moments as people say them."""

import datetime
import re
from collections.abc import Iterator, Mapping

from cards.words import words
from casework.oversight.people import FIELDS, NOBODY
from casework.workdays import DENMARK
from dialogs.book import Book
from dialogs.moments import say_clock, say_day
from dialogs.oversight.overview_card import say_verdict
from dialogs.oversight.saying import say_ground
from dialogs.refusal.telling import choice_text
from guideline.model import ASK_MILDER, ASK_NEED

FOR_MACHINES = frozenset(
    {
        *("version", "oldest_card", "key", "written", "facts", "data", "pack_version", "pack_hash", "pack"),
        *("digest", "link", "wake_at", "waiting_since", "reminders", "reminded", "unposted", "verb"),
        *("service_url", "tenant_id", "bot_id", "mri", "team_id", "gone", "conversation_id", "chat_id"),
        *("about", "about_kind", "leader_unreachable", "noted_asked", "only", "short_id", "reference"),
        "meeting_is_now",
    }
)
"""What keeps the program running; it stands in the file for machines."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def lines(book: Book, values: Mapping[str, object], lang: str) -> list[tuple[str, str]]:
    """Return what a row holds as lines of a label and a value. Texts stand beside the rest."""
    written = values.get("written")
    inner = written if isinstance(written, Mapping) else {}
    shown = {name: value for name, value in {**values, **inner}.items() if name not in FOR_MACHINES}
    return list(_flat(book, shown, lang))


def say_at(moment: object, lang: str) -> str:
    """Return a moment that is kept as a text or in milliseconds; anything else as it stands."""
    if isinstance(moment, int):
        return _at(datetime.datetime.fromtimestamp(moment / 1000, datetime.UTC), lang)
    text = str(moment)
    return _at(datetime.datetime.fromisoformat(text), lang) if _MOMENT.fullmatch(text) else text


def say_party(who: str, lang: str) -> str:
    """Return who did something or was told; what stands in place of a person in words."""
    said = words(lang).entries.get(f"access.party.{who}")
    return said if isinstance(said, str) and who in NOBODY else who


def _at(moment: datetime.datetime, lang: str) -> str:
    return f"{say_day(moment.astimezone(DENMARK).date(), lang)} {say_clock(moment, lang)}"


def _flat(book: Book, values: Mapping[str, object], lang: str, label: str = "") -> Iterator[tuple[str, str]]:
    """Return what a row holds as lines; fields within fields are named after both."""
    for name, value in values.items():
        own = _label(str(name), lang)
        yield from _field(book, str(name), value, lang, f"{label}: {own}" if label else own)


def _field(book: Book, name: str, value: object, lang: str, label: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        # The texts of a form stand under their own names.
        yield from _flat(book, value, lang, "" if name == "texts" else label)
    elif isinstance(value, list | tuple):
        if all(isinstance(one, str) for one in value):
            yield from [(label, ", ".join(_said(book, name, one, lang) for one in value))] if value else []
            return
        for place, inner in enumerate(value, start=1):
            yield from _field(book, name, inner, lang, f"{label} {place}")
    elif value is not None and value != "":
        yield label, _said(book, name, value, lang)


def _label(name: str, lang: str) -> str:
    said = words(lang).entries.get(f"access.field.{name}")
    return said if isinstance(said, str) else name


def _said(book: Book, name: str, value: object, lang: str) -> str:
    """Return a value in words where it is a code, a day or a moment; what people wrote as it is."""
    if isinstance(value, bool):
        return words(lang)("access.yes" if value else "access.no")
    if name == "noted_at":
        return say_at(value, lang)
    text = str(value)
    said = words(lang).entries.get(_key(name, text))
    if isinstance(said, str):
        return said
    if name in _CHOICES:
        return choice_text(book, _CHOICES[name], text, lang)
    if name in ("ground", "grounds"):
        return say_ground(book, text, lang)
    if name == "verdict":
        return say_verdict(book, text, lang)
    if name in FIELDS:
        return say_party(text, lang)
    return say_day(datetime.date.fromisoformat(text), lang) if _is_day(text) else say_at(text, lang)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _key(name: str, code: str) -> str:
    """Return under which key a field's code stands in words; one that is not there for what is no code."""
    if name == "locale":
        return f"language.{code.partition('-')[0]}"
    return f"{_CODES[name]}.{code}" if name in _CODES else ""


_CHOICES: Mapping[str, str] = {"choices": ASK_NEED, "milder_choices": ASK_MILDER}
"""Fields that hold ready answers, and the guideline's question."""

_CODES: Mapping[str, str] = {
    "state": "access.state",
    "what": "access.what",
    "how": "access.how",
    "kind": "overview.case",
    "private": "assess",
    "manipulated": "assess",
    "threats": "assess",
    "police_report": "assess",
    "reported": "case.reported",
}
"""Fields that hold a code, and where its words stand."""
