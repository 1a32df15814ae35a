"""Understanding typed texts: time for a text, until ready, and memory, beside splitting the same texts."""

import statistics
import time
from collections.abc import Callable, Iterator

from bench.measurement import Measurement
from bench.peak import STATUS
from dialogs.understanding import understand, warm_up
from dialogs.understanding.evaluation import UNSEEN_TOPICS

LONG = "Vi har et møde, og borgeren vil gerne optage. "
LONGEST = 100_000
"""Characters of the longest text."""


def measure() -> Iterator[Measurement]:
    """Time each of the texts that were kept from training, and one very long text."""
    before = _resident()
    started = time.perf_counter()
    warm_up()
    ready = time.perf_counter() - started
    texts = [line.split("\t", 1)[1] for line in UNSEEN_TOPICS.read_text("utf-8").splitlines()]
    spent = sorted(_milliseconds(understand, text) for text in texts)
    plain = statistics.median(_milliseconds(str.split, text) for text in texts)
    long = _milliseconds(understand, LONG * (LONGEST // len(LONG)))
    yield Measurement(
        "understanding", statistics.median(spent), "ms/text", f"{len(texts)} texts, the middle one"
    )
    yield Measurement("  99 of 100", spent[len(spent) * 99 // 100], "ms/text", "or quicker")
    yield Measurement("  100 KB of text", long, "ms")
    yield Measurement("  splitting into words", plain, "ms/text", "the bare baseline")
    yield Measurement("  until ready", ready * 1000, "ms", "once, in a process that runs")
    if STATUS.exists():
        yield Measurement("  memory", _resident() - before, "MiB", "more than without")


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    read(text)
    return (time.perf_counter() - started) * 1000


def _resident() -> float:
    """Return this process's memory in MiB, 0 where the system does not tell."""
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
