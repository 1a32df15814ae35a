"""Run every benchmark and print what was measured."""

import sys

from bench import cases, casework, decide, extension, outbox, understanding
from bench.measurement import table

BENCHMARKS = (
    decide.measure,
    extension.measure,
    casework.measure,
    cases.measure,
    outbox.measure,
    understanding.measure,
)

for measure in BENCHMARKS:
    sys.stdout.write(table(measure()))
    sys.stdout.flush()
