"""What a benchmark returns, and a program run and measured."""

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Measurement(NamedTuple):
    """One line of the printed table."""

    what: str
    value: float
    unit: str
    note: str = ""


class Run(NamedTuple):
    """What one run of a program cost, and what it said on standard error."""

    seconds: float
    """From start to end, as on the clock."""
    said: str


def run(module: str, *arguments: str, stdin: Iterable[bytes]) -> Run:
    """Run a module as a program, feed it, throw its output away, and measure it.

    Raises:
        RuntimeError: it did not end well.

    """
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  # our own modules
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as program:
        if program.stdin is not None:
            for block in stdin:
                program.stdin.write(block)
        _, said = program.communicate()
    if program.returncode:
        raise RuntimeError(f"{module} ended with {program.returncode}")
    return Run(time.perf_counter() - started, said.decode())


def percentile(ascending: Sequence[float], share: int) -> float:
    """Return the smallest value that `share` of 100 values do not exceed; 0 where there is none."""
    if not ascending:
        return 0.0
    return ascending[max(0, -(-len(ascending) * share // 100) - 1)]


def table(measurements: Iterable[Measurement]) -> str:
    """Return measurements as aligned lines."""
    rows = [(m.what, f"{m.value:,.{0 if m.value >= 100 else 2}f} {m.unit}", m.note) for m in measurements]
    what, value = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{row[0]:<{what}}  {row[1]:>{value}}  {row[2]}".rstrip() + "\n" for row in rows)
