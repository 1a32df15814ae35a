"""The package for a request for access: a document to read, and the same as JSON for machines, in one ZIP."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cards.words import words
from casework.messages import ALL_CARDS, HR_CHANNEL
from casework.oversight.access import Package
from casework.oversight.people import renamed_row
from casework.oversight.ports import Stored
from casework.register import moment_text
from dialogs.book import Book, known_of
from dialogs.oversight.access_card import table_name
from dialogs.oversight.access_reading import lines, say_at, say_party
from documents.docx import Block, Document, Heading, Pairs, Paragraph, Table, docx

MESSAGES = frozenset({"outbox", "sent_cards"})
"""What was sent: told as numbers, since each stands in the file for machines."""

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
    t = words(lang)
    blocks: list[Block] = [
        Paragraph(t("access.document_intro", on=say_at(moment_text(package.at), lang), about=about)),
        *([Paragraph(t("access.document_withheld"))] if package.withheld else []),
        Paragraph(t("access.document_codes")),
    ]
    for table, rows in package.stored.items():
        blocks += [Heading(f"{table_name(table, lang)} ({len(rows)})")]
        blocks += _table(book, table, rows, package.people, lang)
    footer = f"{t('access.document_footer')} {package.id[:8]}"
    return Document(t("access.document"), lang, blocks, footer, package.at)


def _table(
    book: Book, table: str, rows: Sequence[Stored], people: Mapping[str, str], lang: str
) -> Iterator[Block]:
    if table == "events":
        return _log(rows, people, lang)
    return _messages(rows, people, lang) if table in MESSAGES else _rows(book, rows, people, lang)


def _log(rows: Sequence[Stored], people: Mapping[str, str], lang: str) -> Iterator[Block]:
    """Return the events as a table: when, what, and by whom."""
    t = words(lang)
    told = [
        (
            say_at(row.values.get("at"), lang),
            _event(str(row.values.get("event", "")), lang),
            say_party(_named(str(row.values.get("actor", "")), people), lang),
        )
        for row in rows
    ]
    yield Table((t("access.when"), t("access.what"), t("access.who")), told)


def _messages(rows: Sequence[Stored], people: Mapping[str, str], lang: str) -> Iterator[Block]:
    """Return how many messages or cards each has got about what, and when the last one."""
    t, number, latest = words(lang), Counter[tuple[str, str]](), dict[tuple[str, str], str]()
    for values in (row.values for row in rows):
        told = _matter(values, lang), say_party(_named(_receiver(values), people), lang)
        number[told] += 1
        latest[told] = max(latest.get(told, ""), str(values.get("sent_at") or values.get("created_at") or ""))
    header = (t("access.matter"), t("access.to"), t("access.number"), t("access.latest"))
    yield Table(header, [(*told, str(number[told]), say_at(latest[told], lang)) for told in number])


def _matter(values: Mapping[str, object], lang: str) -> str:
    kind = str(values.get("about_kind") or values.get("about") or "").partition(":")[0]
    entries = words(lang).entries
    said = entries.get(f"access.matter.{kind}", entries["access.matter.other"])
    return str(said)


def _receiver(values: Mapping[str, object]) -> str:
    """Return who got it: a person, or HR/Jura's channel."""
    to = str(values.get("to") or values.get("person_id") or HR_CHANNEL)
    return ALL_CARDS if to.startswith(f"{ALL_CARDS}/") else to  # news for one card that is out


def _rows(book: Book, rows: Sequence[Stored], people: Mapping[str, str], lang: str) -> Iterator[Block]:
    t = words(lang)
    for place, row in enumerate(rows, start=1):
        if len(rows) > 1:
            yield Heading(t("access.document_row", number=place, total=len(rows)), level=2)
        named = renamed_row(row.values, lambda person: _named(person, people))
        yield Pairs([*lines(book, named, lang), *_facts(book, row, lang)])


def _facts(book: Book, row: Stored, lang: str) -> list[tuple[str, str]]:
    """Return the answers given in the chat, as it asks for them."""
    data = row.values.get("data")
    facts = data.get("facts") if isinstance(data, Mapping) else row.values.get("facts")
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
