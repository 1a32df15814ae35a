"""Plain data in, the JSON of an Adaptive Card out."""

from pathlib import Path

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cards.tiles import TILES
from cards.words import words

LARGEST_CARD = 24 * 1024
"""Bytes that a card stays below: Teams takes 28 KB, and the message around it needs some of them."""

MOST_ACTIONS = 4
"""Buttons in a row; narrow screens show no more."""


def as_json(value: object) -> Markup:
    """Write a value as JSON. What a macro made is JSON already and passes through.

    Nothing from outside is ever `Markup`, so a value cannot slip through unwritten.
    """
    if isinstance(value, Markup):
        return value
    return Markup(msgspec.json.encode(value).decode())  # noqa: S704 - JSON is the only markup here


_FOLDER = Path(__file__).parent / "templates"
_SOURCES = {file.name: (file.read_text("utf-8"), str(file), None) for file in _FOLDER.glob("*.jinja")}
"""The templates, read at once: a turn must not need a file while strangers hold all that may be open."""

_templates = Environment(
    loader=FunctionLoader(_SOURCES.get),
    autoescape=True,
    finalize=as_json,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
"""`autoescape` makes a macro's result `Markup`, which tells it from a value; nothing is HTML here."""

_templates.globals["tiles"] = TILES


def render(name: str, language: str, own: str | None = None, /, **data: object) -> bytes:
    """Return the card that the template `name` draws, as compact JSON: drawn once, it goes out many times.

    Within a template `t` gives the interface's words and `lang` the card's language tag: that of the words,
    unless the card speaks another, `own`.
    """
    tag = own or ("en" if language == "en" else "da")
    drawn = _templates.get_template(f"{name}.jinja").render(t=words(language), lang=tag, **data)
    return msgspec.json.format(drawn.encode(), indent=-1)


def marked(card: bytes, text: str) -> bytes:
    """Return a drawn card with a line above all else."""
    line = {"type": "TextBlock", "size": "small", "weight": "bolder", "color": "attention", "wrap": True}
    return headed(card, msgspec.json.encode({**line, "text": text}))


def headed(card: bytes, element: bytes) -> bytes:
    """Return a drawn card with a drawn element above all else."""
    return card.replace(b'"body":[', b'"body":[%b,' % element, 1)
