"""`database`: which schema the bot's database has, and the way back to an earlier one."""

import argparse
import sys

from bot.commands import CommandError
from bot.commands.deeds import add_deed, do

IN_USE = (
    "somebody else has the database open: end every process of the bot, and whatever else looks into it, "
    "then try again; --even-while-running goes back all the same."
)

BEFORE_IT = (
    "for an older one `optagelsesguiden database downgrade` to its own revision first: docs/scaling.md"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with the database."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    add_deed(deeds, "status", "show the revision of its schema, after bringing it up to date", _status)
    back = add_deed(deeds, "downgrade", "go back to an earlier revision, before an older version runs", _back)
    back.add_argument("revision", metavar="REVISION", help="as 0008: the older version's own")
    back.add_argument(
        "--even-while-running",
        action="store_true",
        help="although others are connected; a program of the newer schema fails from then on",
    )
    back.epilog = (
        "Make a backup and end every process first. The next start of this version goes forward again."
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it.

    Raises:
        CommandError: the database cannot be used.

    """
    return do(arguments)


async def _status(arguments: argparse.Namespace) -> int:
    from bot.register.opening import opened
    from bot.storage.database import schema_of

    async with opened(arguments.database) as database:
        revision, oldest = await schema_of(database)
    sys.stdout.write(
        f"revision: {revision}\noldest version that starts: that of revision {oldest}\n{BEFORE_IT}\n"
    )
    return 0


async def _back(arguments: argparse.Namespace) -> int:
    from bot.register.opening import opened
    from bot.storage.database import go_back
    from bot.storage.others import is_open_elsewhere

    async with opened(arguments.database) as database:
        if not arguments.even_while_running and await is_open_elsewhere(database):
            raise CommandError(IN_USE)
        await go_back(database, arguments.revision)
    sys.stdout.write(f"revision: {arguments.revision}\n")
    return 0
