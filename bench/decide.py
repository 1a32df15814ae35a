"""`optagelsesguiden decide`: answers a second and memory, beside plain JSON over the same lines."""

import itertools
import json
from collections.abc import Iterable, Iterator

from bench.measurement import Measurement, Run, run
from bench.peak import STATUS
from guideline.facts import domains
from guideline.load import built_in, load_pack

ROUNDS = 22
"""Each combination this many times: some 400,000 lines."""

REPEATS = 3
"""The best of so many runs counts; the others were disturbed."""

STRIDE = 7919
"""A prime: taking every so manyth combination mixes their order, the same way each time."""


def measure() -> Iterator[Measurement]:
    """Run the program over every combination of facts."""
    lines = combinations()
    count = ROUNDS * len(lines)
    block = b"".join(lines)
    start = best("bot", "decide", stdin=())
    decide = best("bot", "decide", stdin=[block] * ROUNDS)
    msgspec_json = best("bench.plain_json", "msgspec", stdin=[block] * ROUNDS)
    stdlib_json = best("bench.plain_json", "stdlib", stdin=[block] * ROUNDS)
    yield Measurement("decide", count / decide.seconds, "answers/s", f"{count:,} lines, start included")
    yield Measurement("  plain JSON, msgspec", count / msgspec_json.seconds, "lines/s", "read and written")
    yield Measurement("  plain JSON, json", count / stdlib_json.seconds, "lines/s", "read and written")
    yield Measurement("  start and end", start.seconds * 1000, "ms", "no line at all")
    if STATUS.exists():
        yield from memory(lines)


def combinations() -> list[bytes]:
    """Return every combination of known and unknown facts as a line, well mixed."""
    facts = domains(load_pack(built_in("albertslund")))
    every = [
        {fact: value for fact, value in zip(facts, values, strict=True) if value is not None}
        for values in itertools.product(*((None, *values) for values in facts.values()))
    ]
    return [json.dumps(every[place * STRIDE % len(every)]).encode() + b"\n" for place in range(len(every))]


def best(module: str, *arguments: str, stdin: Iterable[bytes]) -> Run:
    """Return the quickest of several runs."""
    return min(run(module, *arguments, stdin=stdin) for _ in range(REPEATS))


def memory(lines: list[bytes]) -> Iterator[Measurement]:
    """Measure the most memory held over a short and a long input."""
    for count in (10_000, 1_000_000):
        blocks = (b"".join(lines[start : start + 1000]) for start in _starts(count, len(lines)))
        peak = int(run("bench.peak", "decide", stdin=blocks).said) / 1024
        yield Measurement(f"  peak memory, {count:,} lines", peak, "MiB")


def _starts(count: int, length: int) -> Iterator[int]:
    return (place * 1000 % (length - 1000) for place in range(count // 1000))
