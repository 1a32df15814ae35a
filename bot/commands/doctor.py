"""`doctor`: looks at a configuration, and says what is wrong and what to do."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = (
        "The settings are those that `serve` would take from the environment and .env. Nothing is changed, "
        "and no bot need run. The exit status is 1 when something is wrong, 0 otherwise."
    )
    parser.add_argument("--json", action="store_true", help="write the findings as JSON")
    parser.add_argument("--strict", action="store_true", help="let warnings count as something wrong")


def run(arguments: argparse.Namespace) -> int:
    """Look, write what was found to standard output, and return 1 when something is wrong."""
    import asyncio
    import logging

    from bot.doctor.configuration import read_configuration
    from bot.doctor.examination import examine
    from bot.doctor.finding import State
    from bot.doctor.report import as_json, as_text, has

    logging.getLogger().addHandler(logging.NullHandler())  # what fails is told as a finding
    findings = asyncio.run(examine(read_configuration()))
    sys.stdout.write(as_json(findings) if arguments.json else as_text(findings))
    sys.stdout.flush()
    wrong = has(State.FAULT, findings) or (arguments.strict and has(State.WARNING, findings))
    return 1 if wrong else 0
