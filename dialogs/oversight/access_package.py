"""The package for a request for access: a document to read, and the same as JSON for machines, in one ZIP."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cards.words import words
from casework.oversight.access import Package
from casework.oversight.people import renamed_row
from casework.oversight.ports import Stored
from casework.register import moment_text
from casework.workdays import DENMARK
from dialogs.book import Book
from dialogs.oversight.access_card import table_name
from dialogs.refusal.view import known_of
from documents.docx import Block, Document, Heading, Pairs, Paragraph, Table, docx

FOR_MACHINES = frozenset(
    {
        *("version", "oldest_card", "key", "written", "facts", "pack_version", "pack_hash", "digest", "link"),
        *("wake_at", "waiting_since", "reminders", "reminded", "unposted", "lane", "attempts", "next_at"),
        *("leased_until", "leased_by", "shown", "service_url", "tenant_id", "noted_at", "meeting_is_now"),
        *("about", "about_kind", "leader_unreachable", "noted_asked", "oldest", "verb"),
    }
)
"""What keeps the program running; it stands in the file for machines."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

DOCUMENT, MACHINES = "indsigt.docx", "indsigt.json"


def package_file(book: Book, package: Package, about: str, lang: str) -> bytes:
    """Return the ZIP. `about` is what was looked for, as people say it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, docx(_document(book, package, about, lang)))
        archive.writestr(MACHINES, _json(package, about))
    return held.getvalue()


def _json(package: Package, about: str) -> bytes:
    told = {
        "about": about,
        "made": moment_text(package.at),
        "log_names_withheld": package.withheld,
        "people": dict(package.people),
        "stored": {table: [dict(row.values) for row in rows] for table, rows in package.stored.items()},
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def _document(book: Book, package: Package, about: str, lang: str) -> Document:
    t, made = words(lang), package.at.astimezone(DENMARK)
    blocks: list[Block] = [
        Paragraph(t("access.document_intro", on=f"{made:%Y-%m-%d %H:%M}", about=about)),
        *([Paragraph(t("access.document_withheld"))] if package.withheld else []),
        Paragraph(t("access.document_codes")),
    ]
    for table, rows in package.stored.items():
        blocks += [Heading(f"{table_name(table, lang)} ({len(rows)})")]
        blocks += (
            _log(rows, package.people, lang) if table == "events" else _rows(book, rows, package.people, lang)
        )
    footer = f"{t('access.document_footer')} {package.id[:8]}"
    return Document(t("access.document"), lang, blocks, footer, package.at)


def _log(rows: Sequence[Stored], people: Mapping[str, str], lang: str) -> Iterator[Block]:
    """Return the events as a table: when, what, and by whom."""
    t = words(lang)
    told = [
        (
            _said(row.values.get("at"), lang),
            _event(str(row.values.get("event", "")), lang),
            _named(str(row.values.get("actor", "")), people),
        )
        for row in rows
    ]
    yield Table((t("access.when"), t("access.what"), t("access.who")), told)


def _rows(book: Book, rows: Sequence[Stored], people: Mapping[str, str], lang: str) -> Iterator[Block]:
    t = words(lang)
    for place, row in enumerate(rows, start=1):
        if len(rows) > 1:
            yield Heading(t("access.document_row", number=place, total=len(rows)), level=2)
        named = renamed_row(row.values, lambda person: _named(person, people))
        yield Pairs([*_flat(_readable(named), lang), *_facts(book, row, lang)])


def _readable(values: Mapping[str, object]) -> dict[str, object]:
    """Return what a person reads: texts stand beside the rest, and what only machines use is left out."""
    written = values.get("written")
    inner = written if isinstance(written, Mapping) else {}
    return {n: value for n, value in {**values, **inner}.items() if n not in FOR_MACHINES}


def _facts(book: Book, row: Stored, lang: str) -> list[tuple[str, str]]:
    """Return the answers given in the chat, as it asks for them."""
    facts = row.values.get("facts")
    known = known_of(book, facts, lang) if isinstance(facts, Mapping) else None
    items = known.items if known else ()
    return [(book.label(known, fact), book.answer_text(known, fact, value)) for fact, value in items if known]


def _event(event: str, lang: str) -> str:
    """Return an event in words; one that has none as the register calls it."""
    entries = words(lang).entries
    said = entries.get(f"access.event.{event}")
    return said if isinstance(said, str) else event


def _named(person: str, people: Mapping[str, str]) -> str:
    return people.get(person, person)


def _flat(value: object, lang: str, label: str = "") -> Iterator[tuple[str, str]]:
    """Return what a row holds as lines; fields within fields are named after both."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            own = _label(str(name), lang)
            yield from _flat(inner, lang, f"{label}: {own}" if label else own)
    elif isinstance(value, list | tuple):
        if all(isinstance(one, str) for one in value):
            yield from [(label, ", ".join(value))] if value else []
            return
        for place, inner in enumerate(value, start=1):
            yield from _flat(inner, lang, f"{label} {place}")
    elif value is not None and value != "":
        yield label, _said(value, lang)


def _label(name: str, lang: str) -> str:
    said = words(lang).entries.get(f"access.field.{name}")
    return said if isinstance(said, str) else name


def _said(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return words(lang)("access.yes" if value else "access.no")
    text = str(value)
    if not _MOMENT.fullmatch(text):
        return text
    return f"{datetime.datetime.fromisoformat(text).astimezone(DENMARK):%Y-%m-%d %H:%M}"
