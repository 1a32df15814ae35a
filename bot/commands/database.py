"""`database`: which schema the bot's database has, and the way back to an earlier one."""

import argparse
import sys
from collections.abc import Iterator

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
    add_deed(deeds, "status", "show the revision of its schema, and change nothing", _status)
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
    from bot.register.opening import opened_as_it_is
    from bot.storage.database import schema_of
    from bot.storage.migrate import newest_revision

    async with opened_as_it_is(arguments.database) as database:
        revision, oldest = await schema_of(database)
    sys.stdout.writelines(f"{line}\n" for line in _told(revision, oldest, newest_revision()))
    return 0


def _told(revision: str | None, oldest: str | None, newest: str) -> Iterator[str]:
    """Yield what is to be known of a schema; `oldest` is the newest revision of the oldest that fits."""
    yield f"revision: {revision or 'none'}"
    if revision is None or revision < newest:
        yield f"the next start of this version brings it to {newest}"
    if oldest:
        yield f"oldest version that starts: that of revision {oldest}"
        yield BEFORE_IT


async def _back(arguments: argparse.Namespace) -> int:
    from bot.register.opening import opened_as_it_is
    from bot.storage.database import go_back
    from bot.storage.others import is_open_elsewhere

    async with opened_as_it_is(arguments.database) as database:
        if not arguments.even_while_running and await is_open_elsewhere(database):
            raise CommandError(IN_USE)
        await go_back(database, arguments.revision)
    sys.stdout.write(f"revision: {arguments.revision}\n")
    return 0
