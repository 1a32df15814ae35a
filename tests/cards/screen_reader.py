"""What a screen reader says for a card, read from its JSON: role, label, state, line by line.

What is modelled, after the accessibility guidance of the Adaptive Cards documentation and what Microsoft's
`adaptivecards` renderer gives the browser:

- A text is said as it stands; with the style `heading` as a heading. Bold, colour and size are not said.
- A `RichTextBlock` is one text; its runs follow each other.
- A picture is said by its `altText`; without one it is silent, which the linter refuses.
- A container or column set that can be pressed is one button: its action's title, then the texts within.
- An action is a button with its title (a link where it opens an address), and its tooltip where it differs.
- An input is said with its label, its kind, whether it must be filled in, its value, and for choices each
  choice with whether it is chosen. `placeholder` is not said: it is no label.
- Columns are read from left to right, everything else from top to bottom. A bullet alone is not said.

It is a reading order and a vocabulary, not a recording: readers differ in their words for a role.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Element = Mapping[str, Any]

KINDS = {
    "Input.Text": "text field",
    "Input.Date": "date",
    "Input.Time": "time",
    "Input.Number": "number",
}
BULLETS = ("•", "–", "-")


def transcript(card: Element) -> str:
    """Return what is said for a card, one line for each thing."""
    lines = [f"language: {card['lang']}", *_all(card.get("body", ())), *_all(card.get("actions", ()))]
    return "\n".join(lines) + "\n"


def _all(elements: Any) -> Iterator[str]:
    for element in elements:
        yield from _said(element)


def _said(element: Element) -> Iterator[str]:
    if "selectAction" in element:
        yield _pressed(element)
    elif element["type"] in HOLDS:
        yield from _all(element.get(HOLDS[element["type"]], ()))
    else:
        yield from SAYS[element["type"]](element)


def _text(element: Element) -> Iterator[str]:
    words = words_of(element)
    if words in BULLETS:
        return
    yield f"heading: {words}" if element.get("style") == "heading" else words


def words_of(element: Element) -> str:
    """Return the words of a text, its runs in a row."""
    if element["type"] == "RichTextBlock":
        return "".join(run["text"] for run in element["inlines"]).strip()
    return str(element["text"]).strip()


def _pressed(element: Element) -> str:
    inner = [line for line in _within(element) if line not in BULLETS]
    return f"button: {element['selectAction']['title']} ({'; '.join(inner)})"


def _within(element: Element) -> Iterator[str]:
    without = {name: value for name, value in element.items() if name != "selectAction"}
    yield from _said(without)


def _image(picture: Element) -> Iterator[str]:
    if picture.get("altText"):
        yield f"image: {picture['altText']}"


def _button(action: Element) -> Iterator[str]:
    role = "link" if action["type"] == "Action.OpenUrl" else "button"
    tip = action.get("tooltip")
    more = f", {tip}" if tip and tip != action["title"] else ""
    yield f"{role}: {action['title']}{more}"


def _input(field: Element) -> Iterator[str]:
    value = field.get("value")
    state = [f"filled in: {value}" if value else "empty"]
    kind = "text field of several lines" if field.get("isMultiline") else KINDS[field["type"]]
    yield f"{kind}: {', '.join([_label(field), *state])}"


def _choices(field: Element) -> Iterator[str]:
    many = field.get("isMultiSelect", False)
    chosen = set(str(field.get("value", "")).split(",")) if many else {field.get("value")}
    opens = field.get("style") == "compact" and not many
    yield f"{'list that opens' if opens else 'choices' if many else 'one choice'}: {_label(field)}"
    for choice in field["choices"]:
        state = "chosen" if choice["value"] in chosen else "not chosen"
        yield f"  {choice['title']}, {state}"


def _label(field: Element) -> str:
    return f"{field.get('label', '')}{', must be filled in' if field.get('isRequired') else ''}"


HOLDS = {"Container": "items", "Column": "items", "ColumnSet": "columns", "ActionSet": "actions"}
"""What an element of a kind consists of."""

SAYS: Mapping[str, Callable[[Element], Iterator[str]]] = {
    "TextBlock": _text,
    "RichTextBlock": _text,
    "Image": _image,
    "Action.Execute": _button,
    "Action.OpenUrl": _button,
    "Input.ChoiceSet": _choices,
    **dict.fromkeys(KINDS, _input),
}
"""How an element of a kind is said; one that is missing here has to be thought about first."""
