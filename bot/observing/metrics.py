"""The numbers that matter, by name. docs/observing.md tells what each means; a test holds the two together.

Durations are seconds. What is counted stands in braces as OpenTelemetry writes it, since it is no unit.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["counter", "histogram", "gauge", "age", "remaining"]
"""`age` and `remaining` are gauges: the seconds since a moment, and until one."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number. `labels` are the names of its attributes."""

    name: str
    kind: Kind
    unit: str
    labels: tuple[str, ...] = ()


TURN_SECONDS = Metric("optagelsesguiden.turn.duration", "histogram", "s", ("kind", "result"))
TURNS = Metric("optagelsesguiden.turns", "counter", "{turn}", ("kind", "result"))
REFUSED = Metric("optagelsesguiden.requests.refused", "counter", "{request}", ("status",))

DELIVERIES = Metric("optagelsesguiden.deliveries", "counter", "{attempt}", ("kind", "result"))
DELIVERY_LAG = Metric("optagelsesguiden.delivery.lag", "histogram", "s", ("kind",))
OUTBOX_WAITING = Metric("optagelsesguiden.outbox.waiting", "gauge", "{message}")
OUTBOX_OLDEST = Metric("optagelsesguiden.outbox.oldest", "age", "s")
OUTBOX_GIVEN_UP = Metric("optagelsesguiden.outbox.given_up", "gauge", "{message}")

CLOCK_AGE = Metric("optagelsesguiden.clock.age", "age", "s")

REQUEST_OLDEST = Metric("optagelsesguiden.refusal.oldest", "age", "s")
REQUESTS_OPEN = Metric("optagelsesguiden.refusals.open", "gauge", "{refusal}")
CASE_OLDEST = Metric("optagelsesguiden.case.oldest", "age", "s")
CASES_OPEN = Metric("optagelsesguiden.cases.open", "gauge", "{case}")

TOKEN_FAILURES = Metric("optagelsesguiden.token.failures", "counter", "{failure}", ("kind",))
TOKEN_REMAINING = Metric("optagelsesguiden.token.remaining", "remaining", "s", ("kind",))
CERTIFICATE_REMAINING = Metric("optagelsesguiden.certificate.remaining", "remaining", "s")
KEYS_FAILURES = Metric("optagelsesguiden.keys.failures", "counter", "{failure}")
KEYS_AGE = Metric("optagelsesguiden.keys.age", "age", "s")

DATABASE_WAIT = Metric("optagelsesguiden.database.wait", "histogram", "s")

ALL = (
    TURN_SECONDS, TURNS, REFUSED,
    DELIVERIES, DELIVERY_LAG, OUTBOX_WAITING, OUTBOX_OLDEST, OUTBOX_GIVEN_UP,
    CLOCK_AGE, REQUEST_OLDEST, REQUESTS_OPEN, CASE_OLDEST, CASES_OPEN,
    TOKEN_FAILURES, TOKEN_REMAINING, CERTIFICATE_REMAINING, KEYS_FAILURES, KEYS_AGE,
    DATABASE_WAIT,
)  # fmt: skip
