"""Runs the bot over HTTP until it is told to stop."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--no-deliver",
        action="store_true",
        help="leave outgoing messages and the clock to a process of its own: `optagelsesguiden deliver`",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; return 1, with a sentence on standard error, when it cannot start."""
    from bot.logging import set_up_logging
    from bot.settings import read_settings
    from bot.startup import StartError

    try:
        settings = read_settings()
        set_up_logging(settings.log_level)

        from bot.serving import serve  # after the settings: a fault in them is told without a long import

        serve(settings, deliver=not args.no_deliver)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
