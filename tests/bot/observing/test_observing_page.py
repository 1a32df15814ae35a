"""The page, the alerts and the code know the same numbers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.observing.metrics import ALL, Metric

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "observing.md").read_text("utf-8")
ALERTS: list[dict[str, Any]] = json.loads((ROOT / "deployment" / "alerts.json").read_text("utf-8"))
BY_NAME = {metric.name: metric for metric in ALL}

ADDS_UP = {"counter": {"sum"}, "histogram": {"average"}}
OF_A_GAUGE = {"minimum", "maximum", "count"}


def test_the_page_and_the_code_name_the_same_numbers() -> None:
    rows = re.findall(
        r"^\| `(optagelsesguiden[\w.]+)` \| (\w+) \| ([^|]+) \| ([^|]+) \| [^|]{20,} \|$", PAGE, re.MULTILINE
    )
    assert rows == [_row(metric) for metric in ALL]


def _row(metric: Metric) -> tuple[str, str, str, str]:
    labels = ", ".join(f"`{label}`" for label in metric.labels) or "–"
    return metric.name, metric.kind, metric.unit, labels


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["name"]))
def test_an_alert_asks_a_number_what_it_can_answer(alert: dict[str, Any]) -> None:
    metric = BY_NAME[alert["metric"]]
    assert alert["aggregation"] in ADDS_UP.get(metric.kind, OF_A_GAUGE)
    assert set(alert["where"]) <= set(metric.labels)
    assert (alert["operator"], alert["severity"]) in [(o, s) for o in ("above", "below") for s in range(4)]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["name"]))
def test_the_page_tells_of_every_alert(alert: dict[str, Any]) -> None:
    of = "".join(f" of `{name}={value}`" for name, value in alert["where"].items())
    when = (
        f"{alert['aggregation']} of `{alert['metric']}`{of} {alert['operator']} {alert['threshold']} "
        f"in {alert['windowMinutes']} min"
    )
    row = f"| `{alert['name']}` | {when} | {alert['severity']} | {alert['description']} |"
    assert row in PAGE.splitlines()


def test_the_page_tells_of_no_other_alert() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert told == [alert["name"] for alert in ALERTS]
