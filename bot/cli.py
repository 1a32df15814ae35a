"""The program `optagelsesguiden`. A command's module is only imported when the command is given."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, Protocol, cast

from bot.commands import CommandError

PROGRAM = "optagelsesguiden"


class Command(NamedTuple):
    """A command: its name, what it does in one line, and the module that does it."""

    name: str
    help: str
    module: str


COMMANDS = (
    Command("serve", "run the bot over HTTP", "bot.commands.serve"),
    Command("deliver", "deliver outgoing messages and watch the clock, alone", "bot.commands.deliver"),
    Command("doctor", "look at a configuration, and say what is wrong and what to do", "bot.commands.doctor"),
    Command("demo", "run the bot and a page that plays Teams, on this machine", "bot.commands.demo"),
    Command("ask", "find the topic and the facts in staff's own words, as JSON Lines", "bot.commands.ask"),
    Command("decide", "answer facts by the guideline, as JSON Lines", "bot.commands.decide"),
    Command("database", "show the database's schema; go back to an earlier one", "bot.commands.database"),
    Command("guideline", "prove a guideline pack sound and readable; compare two", "bot.commands.guideline"),
    Command("paper", "print a sheet and a poster for the meeting room", "bot.commands.paper"),
    Command("teams", "build the app package for Teams", "bot.commands.teams"),
    Command("register", "list, export, verify or clear the register", "bot.commands.register"),
)


class Runnable(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's options."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit status.

        Raises:
            CommandError: something the user has to mend.

        """
        ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that was given and return the exit status; wrong usage exits with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser(given).parse_args(given)
    try:
        return _module(parsed.command).run(parsed)
    except CommandError as error:
        sys.stderr.write(f"{PROGRAM} {parsed.command.name}: {error}\n")
        return 1
    except BrokenPipeError:
        _forget_output()
        return 0
    except KeyboardInterrupt:
        return 130


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description="What holds when somebody wants to record a conversation."
    )
    commands = parser.add_subparsers(metavar="command", required=True)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=command.help, description=_sentence(command.help))
        own.set_defaults(command=command)
        if command.name in given:
            _module(command).add_arguments(own)
    return parser


def _module(command: Command) -> Runnable:
    return cast("Runnable", importlib.import_module(command.module))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _forget_output() -> None:
    """Let Python's own flush at exit succeed where whoever read our output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
