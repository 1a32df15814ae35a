"""Fuzz for long. What breaks something is kept in the corpus, and tried by every later run.

python -m tests.proof.fuzz --minutes 10
"""

import argparse
import sys
import time

from tests.proof.fuzz.run import fuzz

EXAMPLES = 500
"""Of one round. A round begins with a new town, so that an unlucky state does not last."""


def main(arguments: list[str]) -> int:
    """Fuzz until the time is over or something breaks; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="(default: %(default)s)")
    until, done = time.monotonic() + parser.parse_args(arguments).minutes * 60, 0
    while time.monotonic() < until:
        fuzz(EXAMPLES, derandomize=False)
        done += EXAMPLES
        sys.stdout.write(f"{done:,} examples, and everything holds\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
