"""A pack's files become its entries; what cannot be read is noted, and the rest is read on."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import msgspec

from guideline import plain_yaml
from guideline.errors import PackError
from guideline.expected import NO_DAY, remedy
from guideline.model import Conclusion, Condition, Entry, LegalText, ListEntry, Rule, Rules
from guideline.plain_yaml import Plain, YamlError

T = TypeVar("T")


class _RulesFile(Entry, frozen=True, kw_only=True):
    """`rules.yaml` with its entries still unread, so that a fault in one can be told by its name."""

    needs_nothing: tuple[Condition, ...]
    grounds: list[Any]
    marks: list[Any]
    lists: dict[str, Any]
    rules: list[Any]


class Decoder:
    """Reads files into entries, and keeps every fault that it meets on the way."""

    def __init__(self, content: Mapping[str, bytes], faults: list[PackError]) -> None:
        self._data: dict[str, Plain] = {}
        self._faults = faults
        for name, words in content.items():
            try:
                self._data[name] = parsed(f"{name}.yaml", words)
            except PackError as fault:
                faults.append(fault)

    def one(self, name: str, kind: type[T]) -> T | None:
        """Return a file that is one entry; None where it cannot be read."""
        if name not in self._data:
            return None
        if self._data[name] is None:
            self._faults.append(PackError(f"{name}.yaml", "", "is empty", "write what belongs there"))
            return None
        return self._noted(partial(converted, f"{name}.yaml", "", self._data[name], kind))

    def entries(self, name: str, kind: type[T], key: str = "id") -> tuple[T, ...]:
        """Return the readable entries of a file that is a list, each known by its `key`."""
        return self._listed(f"{name}.yaml", self._data[name], kind, _named(key)) if name in self._data else ()

    def rules(self) -> Rules | None:
        """Return `rules.yaml`; None where it is not even in parts."""
        unread = self.one("rules", _RulesFile)
        if unread is None:
            return None
        return Rules(
            needs_nothing=unread.needs_nothing,
            grounds=self._listed("rules.yaml", unread.grounds, Conclusion, _named("id"), "ground "),
            marks=self._listed("rules.yaml", unread.marks, Conclusion, _named("id"), "mark "),
            lists=self._by_name("rules.yaml", unread.lists, tuple[ListEntry, ...], "list "),
            rules=self._listed("rules.yaml", unread.rules, Rule, _rule_name, "rule "),
        )

    def texts(self) -> dict[str, LegalText]:
        """Return `texts.yaml`."""
        data = self._data.get("texts", {})
        if isinstance(data, dict):
            return self._by_name("texts.yaml", data, LegalText)
        self._faults.append(PackError("texts.yaml", "", "must be entries by their id"))
        return {}

    def _listed(
        self,
        file: str,
        data: object,
        kind: type[T],
        name_of: Callable[[dict[str, Any]], object],
        what: str = "",
    ) -> tuple[T, ...]:
        """Return a list's entries, each decoded by itself; no name may stand twice."""
        if not isinstance(data, list):
            self._faults.append(PackError(file, what.strip(), "must be a list of entries"))
            return ()
        named: dict[str, object] = {}
        for number, entry in enumerate(data, 1):
            known = name_of(entry) if isinstance(entry, dict) else None
            name = f"{what}{known or f'entry {number}'}"
            if name in named:
                self._faults.append(
                    PackError(file, name, "stands twice", "give one another name, or remove it")
                )
            named[name] = entry
        return tuple(self._by_name(file, named, kind).values())

    def _by_name(self, file: str, data: Mapping[str, object], kind: type[T], what: str = "") -> dict[str, T]:
        read = {
            name: self._noted(partial(converted, file, f"{what}{name}", entry, kind))
            for name, entry in data.items()
        }
        return {name: entry for name, entry in read.items() if entry is not None}

    def _noted(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except PackError as fault:
            self._faults.append(fault)
            return None


def parsed(file: str, content: bytes) -> Plain:
    """Return a file's bytes as plain data.

    Raises:
        PackError: not UTF-8, or not the YAML that is wanted here; with the line.

    """
    return _parsed(file, content, plain_yaml.parse)


def parsed_list(file: str, content: bytes) -> tuple[list[Plain], list[int]]:
    """Return the entries of a file that is a list, and the line of each.

    Raises:
        PackError: as for `parsed`, or it is no list.

    """
    data, lines = _parsed(file, content, plain_yaml.parse_list)
    if not isinstance(data, list):
        raise PackError(file, "", "must be a list of entries")
    return data, lines


def _parsed(file: str, content: bytes, parse: Callable[[str], T]) -> T:
    try:
        return parse(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError(file, f"line {line}", "is not UTF-8", "save the file as UTF-8") from None
    except YamlError as error:
        raise PackError(file, f"line {error.line}", error.problem) from None


def named_line(line: int, name: object = None) -> str:
    """Return how an entry is told by its line, and by its name where it has one."""
    return f'line {line}, "{name}"' if isinstance(name, str) else f"line {line}"


def converted(file: str, entry: str, data: object, kind: type[T]) -> T:
    """Return plain data as an entry.

    Raises:
        PackError: it lacks something, or has something that does not belong there.

    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        raise PackError(file, entry, _told(what, where), remedy(kind, what, where)) from None


def _told(what: str, where: str) -> str:
    """Return a message of the decoder with the place in front, counted from 1."""
    what = "is no day" if what == NO_DAY else what[:1].lower() + what[1:].replace("`", '"')
    inside = where.strip("`").removeprefix("$").removeprefix(".").replace("[...]", "")
    inside = re.sub(r"\[(\d+)\]", lambda number: f"[{int(number[1]) + 1}]", inside)
    return f"{inside}: {what}" if inside else what


def _named(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data.get(key)


def _rule_name(data: dict[str, Any]) -> object:
    return "/".join(str(data[part]) for part in ("verdict", "reason") if data.get(part))
