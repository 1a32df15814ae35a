"""`demo`: everything on this machine, without an account."""

import argparse
import datetime
import os
import runpy
import sys

from bot.commands.packs import a_day

FARTHEST_DAYS = 3650
"""As far as the demo's clock can be moved."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which choices there are."""
    parser.add_argument(
        "--port", type=_port, default=3979, help="the page's port; another one when it is taken"
    )
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help="let the bot's clock begin on this day: of several editions of a guideline, that day's holds",
    )
    parser.add_argument(
        "--guideline",
        metavar="NAME|FOLDER",
        help="play by this pack, and read it again when a file changes (as OPTAGELSESGUIDEN_GUIDELINE)",
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, and open no browser")


def run(args: argparse.Namespace) -> int:
    """Hand over to the stage, which no part of the product imports."""
    if args.guideline:
        os.environ["OPTAGELSESGUIDEN_GUIDELINE"] = args.guideline
    sys.argv = [
        "optagelsesguiden demo",
        "--port",
        str(args.port),
        *(["--date", args.date.isoformat()] if args.date else []),
        *(["--no-browser"] if args.no_browser else []),
    ]
    try:
        runpy.run_module("bot.stage", run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _day(text: str) -> datetime.date:
    day = a_day(text)
    if not 0 <= (day - datetime.date.today()).days <= FARTHEST_DAYS:  # noqa: DTZ011 - the user's own day
        raise argparse.ArgumentTypeError(f"{text} is not a day from today to ten years on")
    return day


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: 0 to 65535")
    return port
