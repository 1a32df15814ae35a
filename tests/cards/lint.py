"""What keeps a card from being used by ear, by keyboard or without colours, each in a sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.cards.screen_reader import BULLETS, words_of

Element = Mapping[str, Any]

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of any size."""

TOKENS = Path(__file__).parents[2] / "bot" / "stage" / "page" / "tokens.css"
"""The colours of Teams' themes as the stage draws them."""

STYLES = ("emphasis", "accent", "good", "warning", "attention")
THEMES = ("light", "dark")
TEXTS = ("TextBlock", "RichTextBlock")


class Seen(NamedTuple):
    """An element, the style of the container behind it, and whether it is a row that can be pressed."""

    element: Element
    style: str
    row: bool = False


def faults(card: Element) -> list[str]:
    """Return what is wrong with a card."""
    seen = list(_all(card.get("body", ()), "default"))
    seen += _all(card.get("actions", ()), "default")
    checks = (_labels, _words, _named, _order, _twins, _colours)
    return [fault for check in checks for fault in check(seen)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def colours(theme: str) -> dict[str, str]:
    """Return the colours of a theme by their names."""
    css = TOKENS.read_text(encoding="utf-8")
    block = re.search(r':root\[data-theme="' + theme + r'"\] \{(.*?)\n\}', css, re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def _all(elements: Any, style: str) -> Iterator[Seen]:
    for element in elements:
        behind = element.get("style", style) if element.get("style") in (*STYLES, "default") else style
        within = behind if element["type"] in ("Container", "Column", "ColumnSet") else style
        yield Seen(element, within)
        for part in ("items", "columns", "actions", "inlines"):
            yield from _all(element.get(part, ()), within)
        if "selectAction" in element:
            yield Seen(element["selectAction"], within, row=True)


def _named(seen: list[Seen]) -> Iterator[str]:
    """What a row to press shows stands in its name, so that it is pressed by voice (WCAG 2.2, 2.5.3)."""
    for row in (it.element for it in seen if "selectAction" in it.element):
        name = row["selectAction"].get("title", "")
        inside = (it.element for it in _all([{**row, "selectAction": {"type": ""}}], "default"))
        for text in (words_of(it) for it in inside if it["type"] in TEXTS):
            if text not in name:
                yield f"{name!r} does not say {text!r}, which it shows"


def _kind(seen: Seen) -> str:
    return str(seen.element["type"])


def _labels(seen: list[Seen]) -> Iterator[str]:
    """Everything to fill in or to look at has a name of its own."""
    inputs = [it.element for it in seen if _kind(it).startswith("Input.")]
    for label, times in Counter(field.get("label", "") for field in inputs).items():
        if not label.strip():
            yield "an input has no label"
        if times > 1:
            yield f"two inputs are called {label!r}"
    for field in inputs:
        yield from _field(field)
    if any(_kind(it) == "Image" and not it.element.get("altText", "").strip() for it in seen):
        yield "a picture has no words"


def _field(field: Element) -> Iterator[str]:
    if field.get("isRequired") and not field.get("errorMessage"):
        yield f"{field['label']!r} does not say what is wrong when it is left out"
    titles = [choice["title"] for choice in field.get("choices", ())]
    if len(titles) != len(set(titles)) or not all(title.strip() for title in titles):
        yield f"the choices of {field['label']!r} cannot be told apart"


def _words(seen: list[Seen]) -> Iterator[str]:
    """Words carry the meaning: no text or button is an emoji or a sign alone."""
    for it in seen:
        said = ""
        if _kind(it) in TEXTS:
            said = words_of(it.element)
        elif _kind(it).startswith("Action."):
            said = it.element["title"]
        else:
            continue
        if said not in BULLETS and not re.search(r"[^\W_]", said):
            yield f"{said!r} means nothing to whoever cannot see it"


def _order(seen: list[Seen]) -> Iterator[str]:
    """The heading comes before anything to do, and what sends an input comes after it.

    What is known stands above a question on purpose: one row each, which leads back.
    """
    does = [n for n, it in enumerate(seen) if _kind(it).startswith(("Action.", "Input.")) and not it.row]
    headings = [n for n, it in enumerate(seen) if it.element.get("style") == "heading"]
    if not headings or (does and does[0] < headings[0]):
        yield "something is to be done before a heading says what the card is"
    inputs = [n for n in does if _kind(seen[n]).startswith("Input.")]
    sends = [n for n in does if seen[n].element.get("associatedInputs", "auto") != "none" and n not in inputs]
    sends = [n for n in sends if _kind(seen[n]) == "Action.Execute"]
    if inputs and (not sends or sends[-1] < inputs[-1]):
        yield "an input comes after every button that sends it"


def _twins(seen: list[Seen]) -> Iterator[str]:
    """Two buttons that say the same after the same words do the same (WCAG 2.2, 2.4.4)."""
    pressed: dict[tuple[str, str], Element] = {}
    context = ""
    for it, before in zip(seen, [None, *seen], strict=False):
        if _kind(it) in TEXTS:
            told = words_of(it.element)
            context = told if before and _kind(before).startswith("Action.") else f"{context} {told}"
        if not _kind(it).startswith("Action."):
            continue
        title = it.element["title"]
        same = pressed.setdefault((title, "" if it.row else context), it.element)
        if any(same.get(part) != it.element.get(part) for part in ("verb", "data", "url")):
            yield f"two buttons that are called {title!r} do different things"


def _colours(seen: list[Seen]) -> Iterator[str]:
    """Text can be read on what is behind it, in both themes; and no two texts differ in colour alone."""
    by_words: dict[str, set[str]] = {}
    for it in seen:
        if _kind(it) in TEXTS:
            by_words.setdefault(words_of(it.element), set()).add(_used(it.element))
        if _kind(it) in ("TextBlock", "TextRun"):
            yield from _faint(it)
    for said, used in by_words.items():
        if len(used - {""}) > 1:
            yield f"{said!r} stands there in two colours"


def _used(text: Element) -> str:
    return " ".join(part["color"] for part in text.get("inlines", [text]) if "color" in part)


def _faint(it: Seen) -> Iterator[str]:
    for theme in THEMES:
        front, back = _front(it, theme), _back(it, theme)
        if contrast(front, back) < LEAST_CONTRAST:
            yield f"{it.element['text']!r} is hard to see in {theme}: {front} on {back}"


def _back(it: Seen, theme: str) -> str:
    return colours(theme)["card" if it.style == "default" else f"card-{it.style}"]


def _front(it: Seen, theme: str) -> str:
    named, colour = colours(theme), it.element.get("color", "default")
    if colour in ("good", "warning", "attention", "accent"):
        return named[f"card-{colour}-text"]
    if it.element.get("isSubtle"):
        return named["text-3" if it.style == "default" else f"card-{it.style}-subtle"]
    return named["text"]


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
