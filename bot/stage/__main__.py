"""`python -m bot.stage`: the demo."""

import argparse
import datetime
import sys

from bot.stage.demo import USUAL_PORT, run


def main() -> int:
    """Read the command line and run the demo."""
    parser = argparse.ArgumentParser(
        prog="optagelsesguiden demo", description="The bot and a page that plays Teams."
    )
    parser.add_argument("--port", type=int, default=USUAL_PORT)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--date", type=datetime.date.fromisoformat)
    chosen = parser.parse_args()
    return run(chosen.port, browser=not chosen.no_browser, day=chosen.date)


if __name__ == "__main__":
    sys.exit(main())
