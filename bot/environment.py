"""Settings read from environment variables and a `.env` file into a frozen dataclass.

A field without a default must be given. Its reader stands beside its type, as in `Annotated[int, whole(0)]`:
it takes the text as it was written, and raises ValueError with what the text must be, without repeating it.
A field without a reader is the text itself. No library for settings is used: the usual one takes 24 MiB of
memory and a sixth of a second of each start.
"""

import dataclasses
import math
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from dotenv import dotenv_values

from bot.startup import StartError

PREFIX = "OPTAGELSESGUIDEN_"

Model = TypeVar("Model")
Reader = Callable[[str], Any]


class SettingsError(StartError):
    """The settings do not allow a start. `sentences` says why, one reason each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A text that shows in no log and no error."""

    text: str

    def __repr__(self) -> str:
        return "Secret(...)"


def read(model: type[Model], env_file: Path = Path(".env"), **above: str | None) -> Model:
    """Return the settings that a dataclass names; raises SettingsError with a sentence for each wrong one.

    Names are read in any case, an empty value counts as none, the environment stands above the file, and
    `above` stands above both.
    """
    told = written(env_file) | {PREFIX + name.upper(): text for name, text in above.items() if text}
    values, faults = usable(model, told)
    if faults:
        raise SettingsError(faults.values())
    return model(**values)


def usable(model: type[Any], told: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values that can be used, and a sentence for each field whose value cannot, or is missing."""
    given = {name.upper(): text for name, text in told.items() if text}
    types = get_type_hints(model, include_extras=True)
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in dataclasses.fields(model):
        name = PREFIX + field.name.upper()
        if name in given:
            try:
                values[field.name] = _reader(types[field.name])(given[name])
            except ValueError as error:
                faults[field.name] = f"{name} {error}."
        elif field.default is dataclasses.MISSING:
            faults[field.name] = f"{name} is missing; docs/settings.md lists its values."
    return values, faults


def written(env_file: Path) -> dict[str, str]:
    """Return all that is written in the environment and the file; raises SettingsError."""
    try:
        in_file = dotenv_values(env_file, encoding="utf-8") if env_file.is_file() else {}
    except UnicodeDecodeError:
        raise SettingsError(["The file .env cannot be read: it is not UTF-8 text."]) from None
    return {name: text or "" for name, text in in_file.items()} | dict(os.environ)


def whole(least: int, most: int | None = None) -> Reader:
    """Return the reader of a whole number from `least` to `most`."""

    def reader(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ValueError(_unusable("a valid integer, unable to parse string as an integer")) from None
        if number < least:
            raise ValueError(_unusable(f"greater than or equal to {least}"))
        if most is not None and number > most:
            raise ValueError(_unusable(f"less than or equal to {most}"))
        return number

    return reader


def above_zero(text: str) -> float:
    """Read a number, decimals allowed."""
    try:
        number = float(text)
    except ValueError:
        raise ValueError(_unusable("a valid number, unable to parse string as a number")) from None
    if not math.isfinite(number):
        raise ValueError(_unusable("a finite number"))
    if number <= 0:
        raise ValueError(_unusable("greater than 0"))
    return number


_YES, _NO = ("true", "1", "yes", "on", "t", "y"), ("false", "0", "no", "off", "f", "n")


def yes_or_no(text: str) -> bool:
    """Read `true` or `false`, or what else is usual for them."""
    if text.lower() not in _YES + _NO:
        raise ValueError(_unusable("a valid boolean, unable to interpret input"))
    return text.lower() in _YES


def one_of(words: object) -> Reader:
    """Return the reader of one of the words of a `Literal`."""
    *others, last = map(repr, get_args(words))

    def reader(text: str) -> str:
        if text not in get_args(words):
            raise ValueError(_unusable(f"{', '.join(others)} or {last}"))
        return text

    return reader


def _unusable(must_be: str) -> str:
    return f"cannot be used: input should be {must_be}"


def _reader(type_: object) -> Reader:
    metadata = getattr(type_, "__metadata__", None)
    reader: Reader = metadata[0] if metadata else str
    return reader
