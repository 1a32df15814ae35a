"""YAML as plain data: the part of YAML 1.2 that a pack needs, and nothing surprising.

Only `true` and `false` are booleans (so `no` and `on` stay words), numbers and dates stay text, a key
stands once, and there are no anchors, aliases or tags.
Read event by event, so that no nesting can exhaust the stack.
"""

import re
from typing import TypeAlias

import yaml

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain] | None"

DEEPEST = 20
"""Levels of nesting; a pack has six."""

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
"""What an unquoted word means, where it is more than itself."""


HINTS = {
    "found character that cannot start any token": "indent with spaces, and quote what begins with a sign",
    "mapping values are not allowed in this context": "put a text with a colon in it in quotation marks",
}
"""What mends the slips that are made most, by what the reader says of them."""


UNALLOWED = "holds a character that YAML does not allow; remove it"

TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates (Unicode UAX #9): they let a text read otherwise than it stands."""

UNSEEN = re.compile(r"[\u00ad\u180e\u200b\u2060\ufeff]")
"""Soft hyphens, and spaces and joiners of no width: a search passes over the word they are in.

Joiners and marks that scripts need, such as Arabic's, are none of them.
"""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class YamlError(Exception):
    """What is wrong with a YAML text, and the line, counted from 1."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def parse(text: str) -> Plain:
    """Return the one document of a YAML text as plain data.

    Raises:
        YamlError: not YAML, or a kind of YAML that is not wanted here.

    """
    return _built(text).document


def parse_list(text: str) -> tuple[Plain, list[int]]:
    """Return the document, and where it is a list also the line of each of its entries, counted from 1.

    Raises:
        YamlError: not YAML, or a kind of YAML that is not wanted here.

    """
    builder = _built(text)
    return builder.document, builder.lines


def _built(text: str) -> "_Builder":
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(f"is not YAML: {_told(error)}", line) from None
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        raise YamlError(UNALLOWED, line) from None
    return builder


def _told(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or ""
    return f"{problem}; {HINTS.get(problem, 'look at the quotation marks and indents there')}"


class _Builder:
    """Puts events together into data."""

    def __init__(self) -> None:
        self.document: Plain = None
        self.lines: list[int] = []
        """Of the entries of a document that is a list."""
        self._documents = 0
        self._open: list[list[Plain] | dict[str, Plain]] = []
        self._keys: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise YamlError("uses an alias; write the value out", _line(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise YamlError("holds a second document; keep one", _line(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _refuse_extras(event)
        _refuse_unseen(event)
        if self._awaits_key():
            self._key(event)
        else:
            self._put(event.value if event.style else WORDS.get(event.value, event.value), event)

    def _start(self, collection: "list[Plain] | dict[str, Plain]", event: yaml.CollectionStartEvent) -> None:
        _refuse_extras(event)
        if self._awaits_key():
            raise YamlError("has a key that is not a word; write one", _line(event))
        if len(self._open) == DEEPEST:
            raise YamlError("is nested too deeply; a pack has six levels", _line(event))
        self._put(collection, event)
        self._open.append(collection)
        self._keys.append(None)

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        if event.value in self._open[-1]:
            raise YamlError(f'says "{event.value}" twice; keep one', _line(event))
        self._keys[-1] = event.value

    def _put(self, value: Plain, event: yaml.Event) -> None:
        if not self._open:
            self.document = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
            if len(self._open) == 1:
                self.lines.append(_line(event))
            return
        key = self._keys[-1]
        if key is not None:
            container[key] = value
            self._keys[-1] = None


def _refuse_extras(event: yaml.NodeEvent) -> None:
    if event.anchor is not None:
        raise YamlError("uses an anchor; write the value out where it is needed", _line(event))
    if getattr(event, "tag", None) is not None:
        raise YamlError("uses a tag; leave it out", _line(event))


def _refuse_unseen(event: yaml.ScalarEvent) -> None:
    """Refuse, also where an escape brings it in, what nobody sees and what changes what is seen."""
    if TURNING.search(event.value):
        raise YamlError("holds a character that turns the direction of writing; remove it", _line(event))
    if UNSEEN.search(event.value):
        raise YamlError("holds a character that nobody sees; write the word anew", _line(event))
    if CONTROL.search(event.value):
        raise YamlError(UNALLOWED, _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
