"""The guideline itself, and how it was read: `pack.yaml`, `paragraphs.yaml` and `interpretations.yaml`."""

import datetime

from guideline.base import Entry, Text


class Adoption(Entry, frozen=True, kw_only=True):
    """When the municipality adopted the guideline; None and a note where the source does not say."""

    on: datetime.date | None
    note: Text


class Colours(Entry, frozen=True, kw_only=True):
    """The municipality's colours on paper, each as `#rrggbb`."""

    main: str
    on_main: str
    """Of writing on the main one; the two differ enough to be read (WCAG 2.2, 1.4.3)."""


class Manifest(Entry, frozen=True, kw_only=True):
    """The file `pack.yaml`."""

    name: str
    municipality: str
    title: Text
    version: str
    in_force_from: datetime.date
    adopted: Adoption
    hr_contact: Text
    """How staff reach HR/Jura outside the bot."""
    colours: Colours | None = None
    example: bool = False
    """Whether it is invented, and no municipality's; then every card and page says so."""


class Paragraph(Entry, frozen=True, kw_only=True):
    """One paragraph of the guideline, in the order of the guideline. The words are ours."""

    id: str
    gist: Text
    background: Text | None = None
    """Why nothing in the pack renders it; absent where something does."""


class Order(Entry, frozen=True, kw_only=True):
    """Of rules that can hold at once, the one that is meant to go first. A rule is named `verdict/reason`."""

    first: str
    before: tuple[str, ...]


class Interpretation(Entry, frozen=True, kw_only=True):
    """A place where the guideline is silent, or was read one way of several; for its owner to confirm."""

    id: str
    references: tuple[str, ...]
    silent: bool
    """Whether the guideline says nothing of it; else it says something that was read."""
    title: Text
    reading: Text
    """What the product does."""
    why: Text
    otherwise: Text
    """What else could be meant."""
    order: Order | None = None
    """The order of rules that rests on this reading."""
