"""Run every benchmark, or those that are named, and print what was measured."""

import sys

from bench import cases, casework, decide, edge, extension, outbox, replicas, understanding
from bench.measurement import table

BENCHMARKS = {
    "decide": decide.measure,
    "edge": edge.measure,
    "extension": extension.measure,
    "casework": casework.measure,
    "cases": cases.measure,
    "outbox": outbox.measure,
    "replicas": replicas.measure,
    "understanding": understanding.measure,
}

for name in sys.argv[1:] or BENCHMARKS:
    sys.stdout.write(table(BENCHMARKS[name]()))
    sys.stdout.flush()
