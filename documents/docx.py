"""A document to file, as DOCX: real heading styles, its language and title set, tables with header cells.

The same document gives the same bytes, so that a filed copy can be compared with a new one. Nothing is
fetched: the template is python-docx's own. What is written stands here; how, in `word_file`, which is
imported when a document is made, for python-docx is large and most processes never need it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TYPE_SIZE = 11
"""Of running text, in points, unless a document says otherwise."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 stands below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Short facts, a label and its value a line: a table whose first column is its header."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in their own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header that is repeated on each page."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int] = ()
    """How wide the columns are beside each other; empty: all alike."""


Block: TypeAlias = Heading | Paragraph | Pairs | Quote | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What is filed."""

    title: str
    lang: str
    """`da` or `en`."""
    blocks: Sequence[Block]
    footer: str
    """Stands on every page, beside its number: what it belongs to."""
    created: datetime.datetime | None = None
    """When what it tells was last changed, in UTC; None leaves the property out."""
    type_size: int = TYPE_SIZE
    """Of running text, in points."""


def docx(document: Document) -> bytes:
    """Return the document as a file."""
    from documents.word_file import write

    return write(document)
