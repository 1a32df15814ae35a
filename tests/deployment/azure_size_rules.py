"""What we ask of the sizes on Azure: the database must take what the replicas open to it."""

import re
from collections.abc import Iterator

from bot.storage.limits import HURRIED, UNHURRIED
from tests.deployment.templates import Templates

OF_A_REPLICA = HURRIED.places + UNHURRIED.places
"""Connections that a process opens at most."""

FOR_USERS = {"Standard_B1ms": 35}
"""Connections that a size of the server leaves to users; larger ones take more than all replicas ever open.
Source: learn.microsoft.com, "Limits in Azure Database for PostgreSQL - Flexible Server", as we know it."""


def the_alert_rings_before_the_connections_are_used_up(templates: Templates) -> Iterator[str]:
    """All replicas may be busy at once without a ring; what comes beyond them is told in time."""
    most = int(templates.by_name["main.bicep"].part("parameters")["maxReplicas"]["default"])
    for alert in templates.by_name["modules/alerts.bicep"].part("variables")["ofTheServer"]["value"]:
        least, all_of_them = OF_A_REPLICA * most, FOR_USERS["Standard_B1ms"]
        if alert["metric"] == "active_connections" and not least <= alert["threshold"] < all_of_them:
            yield f"alert {alert['name']} must ring above {least} or more, and below {all_of_them}."


def the_database_takes_the_replicas(templates: Templates) -> Iterator[str]:
    main = templates.by_name["main.bicep"].part("parameters")
    defaults = {name: str(taken["default"]) for name, taken in main.items()}
    given = [("main.bicep", defaults)]
    for file in sorted(templates.folder.glob("*.bicepparam")):
        says = re.findall(r"^param (\w+) = '?([\w-]*)'?$", file.read_text("utf-8"), re.MULTILINE)
        given.append((file.name, defaults | dict(says)))
    for name, values in given:
        size, most = values["databaseSku"], OF_A_REPLICA * int(values["maxReplicas"])
        if most > FOR_USERS.get(size, most):
            yield f"{name}: maxReplicas open {most} connections, and {size} takes {FOR_USERS[size]}."
