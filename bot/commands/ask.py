"""`ask`: staff text in, topics and facts out, as JSON Lines; or how well that works, measured."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from bot.commands import CommandError
from bot.commands.decide import NOT_JSON, TOO_LONG, split_lines, standard_input, to_standard_output
from bot.commands.packs import A_PACK, todays_pack
from dialogs.understanding import topics, understand
from dialogs.understanding.evaluation import (
    UNSEEN_FACTS,
    UNSEEN_NEIGHBOURS,
    UNSEEN_TOPICS,
    facts_report,
    judge_facts,
    judge_topics,
    topics_report,
)
from guideline.model import Pack


class _FactRow(msgspec.Struct):
    """A line of a file of descriptions."""

    text: str
    facts: dict[str, Any]


class _BadLineError(Exception):
    """A line that cannot be answered, and the field it is about."""

    def __init__(self, problem: str, field: str | None = None) -> None:
        super().__init__(problem)
        self.problem, self.field = problem, field


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.epilog = (
        "Reads one JSON object with a text a line on standard input and writes topic, alternatives, "
        "confident and facts a line, in the same order. A line that cannot be answered gets an error in its "
        "place, and the exit status is then 1."
    )
    parser.add_argument(
        "--guideline",
        metavar="NAME|FOLDER",
        help=f"tell the topics and facts of a guideline, {A_PACK} (default: the names of the product's own)",
    )
    parser.add_argument(
        "--evaluate",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="print how well texts with known topics (.tsv: label, tab, text) or facts (.jsonl: text, facts) "
        "are understood; without FILE those that come with the product and were kept from training",
    )


def run(arguments: argparse.Namespace) -> int:
    """Answer standard input on standard output; return 1 when a line could not be answered."""
    if arguments.evaluate is not None:
        return _evaluate(arguments.evaluate or [UNSEEN_TOPICS, UNSEEN_NEIGHBOURS, UNSEEN_FACTS])
    pack = todays_pack(arguments.guideline) if arguments.guideline else None
    try:
        return 1 if answer_all(standard_input(), to_standard_output, pack) else 0
    except BrokenPipeError:
        return 0  # whoever reads has enough
    except OSError as error:
        raise CommandError(f"input or output failed: {error.strerror}.") from None


def answer_all(chunks: Iterable[bytes], write: Callable[[bytes], None], pack: Pack | None = None) -> bool:
    """Answer the lines in these chunks of input as they come; return whether one could not be answered."""
    met_bad = False
    for lines in split_lines(chunks):
        for line in lines:
            if line is not None and line.isspace():
                continue
            try:
                answer = _answer(line, pack)
            except _BadLineError as bad:
                met_bad = True
                answer = {"error": bad.problem, "field": bad.field}
            write(msgspec.json.encode(answer) + b"\n")
    return met_bad


def _answer(line: bytes | None, pack: Pack | None) -> dict[str, object]:
    """Return what a text means: by the labels of the model, or as a guideline knows it."""
    meant = understand(_text(line))
    alternatives, facts = meant.alternatives, meant.facts
    if pack:
        there = {topic.id for topic in pack.topics}
        alternatives = tuple(it for it in alternatives if it in there)
        facts = meant.stated(pack.roles.understood)
    return {
        "topic": next(iter(alternatives), None),
        "alternatives": alternatives,
        "confident": meant.confident and alternatives[:1] == meant.alternatives[:1],
        "facts": facts,
    }


def _text(line: bytes | None) -> str:
    if line is None:
        raise _BadLineError(TOO_LONG)
    try:
        given = msgspec.json.decode(line)
    except (ValueError, RecursionError):
        raise _BadLineError(NOT_JSON) from None
    if not isinstance(given, dict):
        raise _BadLineError("the line is not a JSON object")
    stranger = next((str(field) for field in given if field != "text"), None)
    if stranger is not None:
        raise _BadLineError(f'"{stranger[:40]}" is not a field; only "text" is', stranger[:40])
    if not isinstance(given.get("text"), str):
        raise _BadLineError('"text" must be a string', "text")
    return str(given["text"])


def _evaluate(files: list[Path]) -> int:
    for file in files:
        report = _REPORTS.get(file.suffix)
        if report is None:
            raise CommandError(f"{file}: neither .tsv nor .jsonl.")
        try:
            sys.stdout.write(f"{report(file)}\n\n")
        except _BadLineError as bad:
            raise CommandError(f"{file}, {bad.problem}.") from None
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file}: not UTF-8.") from None
    return 0


def _topic_rows(file: Path) -> Iterator[tuple[str, str]]:
    known = topics()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        topic, tab, text = line.partition("\t")
        if not tab:
            raise _BadLineError(f"line {number}: no tab between label and text")
        if topic not in known:
            raise _BadLineError(f'line {number}: "{topic[:40]}" is no label')
        yield topic, text


def _fact_rows(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            row = msgspec.json.decode(line, type=_FactRow)
        except (ValueError, RecursionError):
            raise _BadLineError(f'line {number}: not an object with "text" and "facts"') from None
        yield row.text, row.facts


_REPORTS: dict[str, Callable[[Path], str]] = {
    ".tsv": lambda file: topics_report(judge_topics(_topic_rows(file))),
    ".jsonl": lambda file: facts_report(judge_facts(_fact_rows(file))),
}
