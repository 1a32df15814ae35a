"""Delivers outgoing messages and watches the clock, until it is told to stop."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options: there are none; /healthz and /readyz are at HOST and PORT."""


def run(_args: argparse.Namespace) -> int:
    """Deliver until SIGTERM or SIGINT; return 1, with a sentence on standard error, when it cannot start."""
    from bot.logging import set_up_logging
    from bot.settings import read_settings
    from bot.startup import StartError

    try:
        settings = read_settings()
        set_up_logging(settings.log_level)

        from bot.serving import deliver  # after the settings: a fault in them is told without a long import

        deliver(settings)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
