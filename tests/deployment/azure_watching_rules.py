"""What we ask of the alerts and the dashboard on Azure: to read numbers that are sent, as they are sent."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from bot.observing.metrics import ALL
from tests.deployment.templates import ROOT, Templates

NUMBERS = {metric.name: metric for metric in ALL}

WINDOWS = {5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880}
"""Minutes that a log alert can look back. Source: learn.microsoft.com, "Create a log search alert rule"."""

COLUMNS = {
    "sum": {"valueSum"},
    "average": {"valueSum", "valueCount"},
    "minimum": {"value"},
    "maximum": {"value"},
    "count": set[str](),
}
"""What each aggregation reads of `customMetrics`. Microsoft's exporter gives a smallest and a largest value
of histograms alone, so those of a gauge are in `value`. Source: `azure-monitor-opentelemetry-exporter`."""

SERVER_METRICS = {"storage_percent", "is_db_alive", "active_connections", "cpu_percent", "memory_percent"}
"""Source: learn.microsoft.com, "Monitor metrics in Azure Database for PostgreSQL"."""

QUERY = re.compile(
    r"customMetrics\n"
    r'\| where name == "(?P<name>[\w.]+)"\n'
    r"\| summarize number = (?P<how>.+?) by bin\(timestamp, \{time:grain\}\)"
    r'(?:, tostring\(customDimensions\["(?P<label>\w+)"\]\))?'
)
WORDS = "\n".join(
    (ROOT / "bot" / name).read_text("utf-8") for name in ("observing/listener.py", "delivery/worker.py")
)
"""Where the words are that a number is told with."""


def alerts_ask_for_numbers_that_are_sent(templates: Templates) -> Iterator[str]:
    for alert in _read(templates.folder.parent / "alerts.json", list):
        name, metric = alert["name"], NUMBERS.get(alert["metric"])
        if metric is None:
            yield f"alert {name} asks for {alert['metric']}, which is not sent."
        for label, value in alert["where"].items():
            if metric and (label not in metric.labels or not _is_told(value)):
                yield f"alert {name} asks for {label}={value}, with which no number is sent."
        if alert["aggregation"] not in _aggregations(templates):
            yield f"alert {name}: modules/alerts.bicep does not know the aggregation {alert['aggregation']}."
        if not isinstance(alert["threshold"], int):
            yield f"alert {name}: Bicep knows whole numbers alone, and {alert['threshold']} is none."
        if alert["windowMinutes"] not in WINDOWS:
            yield f"alert {name}: Azure cannot look back {alert['windowMinutes']} minutes."


def aggregations_read_what_is_sent(templates: Templates) -> Iterator[str]:
    for name, how in _aggregations(templates).items():
        if set(re.findall(r"\bvalue\w*", how)) != COLUMNS.get(name):
            yield f"modules/alerts.bicep: {name} is {how}, which does not read the column that has it."


def alerts_of_the_server_ask_for_its_numbers(templates: Templates) -> Iterator[str]:
    for alert in templates.by_name["modules/alerts.bicep"].part("variables")["ofTheServer"]["value"]:
        if alert["metric"] not in SERVER_METRICS:
            yield f"alert {alert['name']}: {alert['metric']} is no number of a PostgreSQL server on Azure."


AT_NIGHT = (
    ("actionGroups", "alert.severity < 2 ? concat([duty.id], atNight) : [duty.id]"),
    (
        "actions",
        (
            "alert.severity < 2 ? concat([{ actionGroupId: duty.id }], actionsAtNight)"
            " : [{ actionGroupId: duty.id }]"
        ),
    ),
    ("var atNight", "empty(nightActionGroupId) ? [] : [nightActionGroupId]"),
    ("var actionsAtNight", "empty(nightActionGroupId) ? [] : [{ actionGroupId: nightActionGroupId }]"),
)


def the_night_is_told_to_whoever_is_woken(templates: Templates) -> Iterator[str]:
    """Severity 0 and 1 go to the municipality's own group as well, which may do more than send an e-mail."""
    code = templates.by_name["modules/alerts.bicep"].code
    for name, value in AT_NIGHT:
        if not re.search(rf"^ *{name}(:| =) {re.escape(value)}$", code, re.MULTILINE):
            yield f"modules/alerts.bicep: {name} must be {value}, or nobody is woken."


def _aggregations(templates: Templates) -> dict[str, str]:
    variables = templates.by_name["modules/alerts.bicep"].part("variables")
    return cast("dict[str, str]", variables["aggregations"]["value"])


def _is_told(value: str) -> bool:
    """Whether the program tells numbers with this word, or it is an HTTP status."""
    return re.fullmatch(r"[45]\d\d", value) is not None or f'"{value}"' in WORDS


def the_workbook_shows_every_number(templates: Templates) -> Iterator[str]:
    shown = set()
    for item in _read(templates.folder / "workbook.json", dict).get("items", []):
        if item.get("type") != 3:  # 3 is a query
            continue
        query = QUERY.fullmatch(item.get("content", {}).get("query", ""))
        if query is None or query["how"] not in _aggregations(templates).values():
            yield f"workbook.json: the query of {item.get('name')} is not written as the others are."
            continue
        name, label = query["name"], query["label"]
        shown.add(name)
        if label and name in NUMBERS and label not in NUMBERS[name].labels:
            yield f"workbook.json: {name} has no {label}."
    for name in sorted(shown ^ NUMBERS.keys()):
        yield f"workbook.json and bot/observing/metrics.py do not agree on {name}."


def what_watches_can_be_read(templates: Templates) -> Iterator[str]:
    for file in (templates.folder.parent / "alerts.json", templates.folder / "workbook.json"):
        try:
            json.loads(file.read_text("utf-8"))
        except ValueError as error:
            yield f"{file.name} is no JSON: {error}."


def _read(file: Path, kind: type) -> Any:
    """Return what a file says; nothing of the kind where it is broken, which a rule of its own tells."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except ValueError:
        return kind()
    return found if isinstance(found, kind) else kind()
