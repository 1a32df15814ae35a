"""`decide`: facts in, answers out, as JSON Lines. Memory does not grow with the input."""

import argparse
import os
from collections.abc import Callable, Iterable, Iterator

import msgspec

from bot.commands import CommandError
from bot.commands.packs import A_PACK, a_day, pack_named, todays_pack
from guideline.decide import Ask, as_contract
from guideline.errors import FactsError
from guideline.facts import parse_facts
from guideline.law import Settled, law_of
from guideline.model import Pack

DEFAULT_GUIDELINE = "albertslund"

CHUNK = 1 << 14
"""Bytes read at once, at most; what a terminal or a slow pipe has ready is answered without delay."""

LONGEST_LINE = 1 << 20
"""Bytes. The longest sensible line has some 300; a longer one than this is read past, not kept."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What some programs on Windows put before UTF-8."""

NOT_JSON = "the line is not JSON in UTF-8"
TOO_LONG = f"the line is longer than {LONGEST_LINE} bytes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.epilog = (
        "Reads one JSON object of facts a line on standard input and writes one answer a line, in the same "
        "order. A line that cannot be answered gets an error in its place, and the exit status is then 1."
    )
    parser.add_argument(
        "--guideline",
        metavar="NAME|FOLDER",
        default=DEFAULT_GUIDELINE,
        help=f"{A_PACK} (default: %(default)s)",
    )
    parser.add_argument(
        "--date", type=a_day, metavar="YYYY-MM-DD", help="decide as on this day (default: today)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Answer standard input on standard output; return 1 when a line could not be answered."""
    name, day = arguments.guideline, arguments.date
    answerer = Answerer(pack_named(name, day) if day else todays_pack(name))
    try:
        answer_all(answerer, standard_input(), to_standard_output)
    except BrokenPipeError:
        pass  # whoever reads has enough
    except OSError as error:
        raise CommandError(f"input or output failed: {error.strerror}.") from None
    return 1 if answerer.met_bad_lines else 0


def answer_all(answerer: "Answerer", chunks: Iterable[bytes], write: Callable[[bytes], None]) -> None:
    """Answer the lines in these chunks of input, and write after each chunk."""
    for lines in split_lines(chunks):
        answers = [answerer.answer(line) for line in lines if line is None or not line.isspace()]
        if answers:
            write(b"".join(answers))


def split_lines(chunks: Iterable[bytes]) -> Iterator[list[bytes | None]]:
    """Return the lines that each chunk ends, None for one that is too long. Empty ones are left out."""
    rest, too_long = b"", False
    for chunk in _without_mark(chunks):
        first, *more = chunk.split(b"\n")
        too_long = too_long or len(rest) + len(first) > LONGEST_LINE
        rest = b"" if too_long else rest + first
        if more:
            yield [line for line in (None if too_long else rest, *more[:-1]) if line != b""]
            rest, too_long = more[-1], False
    if rest or too_long:
        yield [None if too_long else rest]


def _without_mark(chunks: Iterable[bytes]) -> Iterator[bytes]:
    mark = BYTE_ORDER_MARK
    for chunk in chunks:
        yield chunk.removeprefix(mark)
        mark = b""


class Answerer:
    """Answers one line after another. Each different answer is encoded once."""

    def __init__(self, pack: Pack) -> None:
        self.met_bad_lines = False
        self._pack = pack
        self._law = law_of(pack)
        self._encoded: dict[str | Settled, bytes] = {}
        self._decode = msgspec.json.Decoder().decode

    def answer(self, line: bytes | None) -> bytes:
        """Return the line that answers a line, or tells what is wrong with it; None stands for a long one."""
        try:
            outcome = self._law.outcome(parse_facts(self._pack, self._decoded(line)))
        except FactsError as error:
            self.met_bad_lines = True
            return msgspec.json.encode({"error": error.problem, "field": error.field}) + b"\n"
        return self._encoded.get(outcome) or self._encode(outcome)

    def _decoded(self, line: bytes | None) -> object:
        if line is None:
            raise FactsError(TOO_LONG)
        try:
            return self._decode(line)
        except (ValueError, RecursionError):
            raise FactsError(NOT_JSON) from None

    def _encode(self, outcome: str | Settled) -> bytes:
        result = Ask(outcome) if isinstance(outcome, str) else self._law.answer(outcome)
        encoded = msgspec.json.encode(as_contract(result)) + b"\n"
        self._encoded[outcome] = encoded
        return encoded


def standard_input() -> Iterator[bytes]:
    """Return standard input piece by piece, each as soon as it is there."""
    while chunk := os.read(0, CHUNK):
        yield chunk


def to_standard_output(content: bytes) -> None:
    """Write all of this at once, with nothing left in a buffer."""
    left = memoryview(content)
    while left:
        left = left[os.write(1, left) :]
