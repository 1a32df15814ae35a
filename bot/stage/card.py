"""A card as a person sees it: its texts, elements, inputs and buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.stage.people import Json
from bot.stage.world import Message

ACTIONS = ("Action.Execute", "Action.Submit", "Action.OpenUrl")
ASIDE = ("fallback", "refresh", "authentication", "data", "msteams")
"""Parts of a card that nobody sees."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button, or anything else that can be pressed."""

    title: str
    verb: str
    data: Json
    raw: Json

    def carries(self, wanted: Mapping[str, object]) -> bool:
        """Say whether the data hold all these values, at whatever depth; "true" and true are the same."""
        return all(_holds(self.data, key, value) for key, value in wanted.items())


class Card:
    """One message of the bot as one person sees it. A message without a card has texts only."""

    def __init__(self, message: Message, json: Json | None) -> None:
        self.message = message
        self.json: Json = json or {}

    def __repr__(self) -> str:
        buttons = ", ".join(action.title or action.verb for action in self.actions())
        return f"<Card {' | '.join(self.texts())[:400]} [{buttons}]>"

    @property
    def text(self) -> str:
        """All that can be read on it, a line each."""
        return "\n".join(self.texts())

    @property
    def summary(self) -> str:
        """What the notification says."""
        return self.message.summary

    def texts(self) -> list[str]:
        """Return all that can be read on the card, in order; buttons aside."""
        file = self.message.file or {}
        own = [said for said in (self.message.text, file.get("name")) if said]
        return own + [text for element in self._elements() for text in _texts_of(element)]

    def actions(self) -> list[Action]:
        """Return all that can be pressed, in order."""
        return [_action(part) for part in _parts(self.json) if part.get("type") in ACTIONS]

    def inputs(self) -> list[Json]:
        """Return the inputs, in order."""
        return [e for e in self._elements() if str(e.get("type", "")).startswith("Input.")]

    def has(self, element_id: str) -> bool:
        """Say whether an element with this id is on the card."""
        return any(e.get("id") == element_id for e in self._elements())

    def element(self, element_id: str) -> Json:
        """Return the element with this id; AssertionError with the ids there are."""
        for element in self._elements():
            if element.get("id") == element_id:
                return element
        raise AssertionError(f"No {element_id} among {self.ids()} on {self!r}")

    def ids(self, prefix: str = "") -> list[str]:
        """Return the ids on the card that begin like this, in order."""
        ids = [str(e["id"]) for e in self._elements() if e.get("id")]
        return [element_id for element_id in ids if element_id.startswith(prefix)]

    def action(self, what: str, data: Mapping[str, object] | None = None) -> Action | None:
        """Return the button with this title or verb whose data hold these values.

        AssertionError when several differ: a test must say which one it means.
        """
        fitting = [a for a in self.actions() if what in (a.title, a.verb) and a.carries(data or {})]
        if any(a.raw.get("data") != fitting[0].raw.get("data") for a in fitting):
            raise AssertionError(f"{what} is ambiguous on {self!r}")
        return fitting[0] if fitting else None

    def filled(self, action: Action, given: Mapping[str, object]) -> Json:
        """Return the action as a client sends it: inputs merged into its data, as text.

        AssertionError where a client would not send it: an unknown input, or a required one left empty.
        """
        unknown = set(given) - {str(i.get("id")) for i in self.inputs()}
        if unknown:
            raise AssertionError(f"No input {sorted(unknown)} on {self!r}")
        values: Json = {}
        if action.raw.get("associatedInputs") != "none":
            values = self._values(given)
        sent: Json = {key: action.raw[key] for key in ("type", "id", "title", "verb") if key in action.raw}
        return {**sent, "data": {**action.data, **values}}

    def _values(self, given: Mapping[str, object]) -> dict[str, str]:
        values: dict[str, str] = {}
        for field in self.inputs():
            value = _as_text(given.get(field["id"], field.get("value", _untouched(field))))
            if not value and field.get("isRequired"):
                raise AssertionError(f"The client asks for {field['id']} before it sends {self!r}")
            if value:
                values[field["id"]] = value
        return values

    def _elements(self) -> Iterator[Json]:
        return (part for part in _parts(self.json.get("body", [])) if part.get("type") not in ACTIONS)


def _parts(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for one in part:
            yield from _parts(one)
    elif isinstance(part, dict) and part.get("isVisible") is not False:
        yield part
        for key, value in part.items():
            if key not in ASIDE:
                yield from _parts(value)


def _texts_of(element: Json) -> list[str]:
    match element.get("type"):
        case "TextBlock":
            return [str(element.get("text", ""))]
        case "RichTextBlock":
            runs = element.get("inlines", [])
            return ["".join(run if isinstance(run, str) else str(run.get("text", "")) for run in runs)]
        case "FactSet":
            return [f"{fact.get('title', '')}: {fact.get('value', '')}" for fact in element.get("facts", [])]
        case "Input.Text":
            return [str(element[key]) for key in ("label", "value") if element.get(key)]
        case "Input.ChoiceSet":
            choices = [str(choice.get("title", "")) for choice in element.get("choices", [])]
            return [str(element["label"]), *choices] if element.get("label") else choices
        case str(kind) if kind.startswith("Input."):
            return [str(element[key]) for key in ("label", "title") if element.get(key)]
    return []


def _action(raw: Json) -> Action:
    data = raw.get("data")
    return Action(
        str(raw.get("title", "")), str(raw.get("verb", "")), data if isinstance(data, dict) else {}, raw
    )


def _holds(data: Any, key: str, value: object) -> bool:
    if isinstance(data, dict):
        if key in data and _same(data[key], value):
            return True
        return any(_holds(inner, key, value) for inner in data.values())
    return False


def _same(found: object, wanted: object) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(key in found and _same(found[key], value) for key, value in wanted.items())
    return _as_text(found) == _as_text(wanted)


def _untouched(field: Json) -> str | None:
    """Return what a client sends of an input that nobody touched: a toggle says that it is off."""
    return str(field.get("valueOff", "false")) if field.get("type") == "Input.Toggle" else None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
