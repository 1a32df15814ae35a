"""What the commands share that do one of several things with the bot's database."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.commands import CommandError
from bot.startup import StartError

Deed = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]
"""Does it, and returns the exit status."""


def add_deed(
    deeds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, deed: Deed
) -> argparse.ArgumentParser:
    """Declare one of them, with the option that says which database."""
    parser = deeds.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
    parser.set_defaults(deed=deed)
    add_database(parser)
    return parser


def add_database(parser: argparse.ArgumentParser) -> None:
    """Declare the option that says which database."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help="the database's address (default: OPTAGELSESGUIDEN_DATABASE_URL, or the user's own)",
    )


def do(arguments: argparse.Namespace) -> int:
    """Do the one that was chosen; return its exit status.

    Raises:
        CommandError: the database or a file cannot be used.

    """
    deed: Deed = arguments.deed
    try:
        return asyncio.run(deed(arguments))
    except StartError as error:
        raise CommandError(str(error)) from None
