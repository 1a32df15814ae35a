"""Run every benchmark and print what was measured."""

import sys

from bench import casework, decide, outbox, understanding
from bench.measurement import table

BENCHMARKS = (decide.measure, casework.measure, outbox.measure, understanding.measure)

for measure in BENCHMARKS:
    sys.stdout.write(table(measure()))
    sys.stdout.flush()
