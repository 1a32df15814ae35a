"""What we ask of the Bicep files. A rule yields a sentence for each fault; the tests plant one for each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from aiohttp import web

from bot.environment import PREFIX
from bot.settings import Settings
from bot.web import make_web
from tests.deployment.azure_size_rules import (
    the_alert_rings_before_the_connections_are_used_up,
    the_database_takes_the_replicas,
)
from tests.deployment.azure_watching_rules import (
    aggregations_read_what_is_sent,
    alerts_ask_for_numbers_that_are_sent,
    alerts_of_the_server_ask_for_its_numbers,
    the_night_is_told_to_whoever_is_woken,
    the_workbook_shows_every_number,
    what_watches_can_be_read,
)
from tests.deployment.templates import Resource, Templates

APP = "Microsoft.App/containerApps"
SERVER = "Microsoft.DBforPostgreSQL/flexibleServers"

VERSIONS = {
    "Microsoft.App/containerApps": "2025-01-01",
    "Microsoft.App/managedEnvironments": "2025-01-01",
    "Microsoft.Authorization/locks": "2020-05-01",
    "Microsoft.Authorization/roleAssignments": "2022-04-01",
    "Microsoft.BotService/botServices": "2022-09-15",
    "Microsoft.BotService/botServices/channels": "2022-09-15",
    "Microsoft.ContainerRegistry/registries": "2023-07-01",
    SERVER: "2024-08-01",
    f"{SERVER}/administrators": "2024-08-01",
    f"{SERVER}/configurations": "2024-08-01",
    "Microsoft.Insights/actionGroups": "2023-01-01",
    "Microsoft.Insights/components": "2020-02-02",
    "Microsoft.Insights/diagnosticSettings": "2021-05-01-preview",
    "Microsoft.Insights/metricAlerts": "2018-03-01",
    "Microsoft.Insights/scheduledQueryRules": "2023-12-01",
    "Microsoft.Insights/workbooks": "2023-06-01",
    "Microsoft.ManagedIdentity/userAssignedIdentities": "2023-01-31",
    "Microsoft.Network/privateDnsZones": "2020-06-01",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": "2020-06-01",
    "Microsoft.Network/virtualNetworks": "2024-05-01",
    "Microsoft.OperationalInsights/workspaces": "2023-09-01",
}
"""The version of each type, which was found among those that Microsoft publishes types for."""

ROLES = {
    "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
}
"""The only roles that anything may be given. Source: learn.microsoft.com, "Azure built-in roles"."""

MUST_BE: dict[str, dict[str, object]] = {
    "Microsoft.BotService/botServices": {
        "properties.disableLocalAuth": True,
        "properties.msaAppType": "UserAssignedMSI",
    },
    "Microsoft.BotService/botServices/channels": {
        "name": "MsTeamsChannel",
        "properties.channelName": "MsTeamsChannel",
        "properties.properties.isEnabled": True,
    },
    "Microsoft.Insights/components": {"properties.DisableLocalAuth": True},
    "Microsoft.OperationalInsights/workspaces": {"properties.features.disableLocalAuth": True},
    "Microsoft.ContainerRegistry/registries": {
        "properties.adminUserEnabled": False,
        "properties.anonymousPullEnabled": False,
    },
    SERVER: {
        "properties.authConfig.passwordAuth": "Disabled",
        "properties.authConfig.activeDirectoryAuth": "Enabled",
        "properties.network.publicNetworkAccess": "Disabled",
    },
    APP: {
        "properties.configuration.ingress.allowInsecure": False,
        "properties.configuration.ingress.external": True,
        "properties.configuration.activeRevisionsMode": "Single",
    },
}
"""No way in but Microsoft Entra's, nothing unencrypted, Teams' channel alone, one version at a time."""

SECRETS = re.compile(
    r"@secure|\blist(?:Keys|Credentials|Secrets)\b|secretRef|SecretRef|\bsecrets:|sharedKey|LoginPassword"
)
NAMED_AS_A_SECRET = re.compile(r"secret|password|key|connection_?string|token", re.IGNORECASE)
FOREIGN = {
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    "APPLICATIONINSIGHTS_CONNECTION_STRING",
    "PGSSLROOTCERT",
}
"""Variables of the container that are not ours: of Application Insights, whose string opens nothing without a
token, and of PostgreSQL's client."""

DATABASE = "postgresql+asyncpg://${botName}@${databaseHost}/${databaseName}?"

ROLE_SCRIPT = {
    "function": {
        "parameters": {"file_path": "../database_role.py", "encoding": None},
        "type": "load_text_content",
    }
}
PREPARES = ["python", "-c", ROLE_SCRIPT]

DELEGATED = {"app": "Microsoft.App/environments", "database": SERVER}
JOINED = (
    ("Microsoft.App/managedEnvironments", "properties.vnetConfiguration.infrastructureSubnetId", "subnetId"),
    ("Microsoft.App/managedEnvironments", "properties.vnetConfiguration.internal", False),
    (SERVER, "properties.network.delegatedSubnetResourceId", "subnetId"),
    (SERVER, "properties.network.privateDnsZoneArmResourceId", "privateDnsZoneId"),
    ("Microsoft.Network/privateDnsZones", "name", "${name}.private.postgres.database.azure.com"),
)
"""Source: learn.microsoft.com, "Microsoft.App managedEnvironments" and "flexibleServers"."""

ADMINISTRATORS_SETTINGS = {
    "PGHOST": "databaseHost",
    "PGDATABASE": "postgres",
    "PGUSER": "administratorsName",
    "PGSSLMODE": "verify-full",
    "PGSSLROOTCERT": "/etc/ssl/certs/ca-certificates.crt",
}
"""What psql reads. The file is that of the image's own distribution, Alpine."""

PROBES = {"Startup": "/healthz", "Liveness": "/healthz", "Readiness": "/readyz"}
SCHEMA_SECONDS = 300
START_SECONDS = (8, 15)
"""When an ordinary start is over on half a core, with much to spare, and when it should have been noticed."""
LIMITS = {
    "failureThreshold": (1, 10),
    "periodSeconds": (1, 240),
    "timeoutSeconds": (1, 240),
    "initialDelaySeconds": (0, 60),
}
"""Source: learn.microsoft.com, "Health probes in Azure Container Apps"."""

Rule = Callable[[Templates], Iterator[str]]


def every_version_exists(templates: Templates) -> Iterator[str]:
    for found in templates.resources():
        if VERSIONS.get(found.type) != found.version:
            yield f"{found} is {found.type}@{found.version}, which is not known to exist."


def no_secret_is_anywhere(templates: Templates) -> Iterator[str]:
    for template in templates:
        for word in SECRETS.findall(template.code):
            yield f"{template.name}: {word} brings in a secret; use an identity."
        for name in template.part("outputs"):
            if NAMED_AS_A_SECRET.search(name):
                yield f"{template.name}: output {name} is named as a secret is, and can be read by many."


def no_secret_stands_in_an_app(templates: Templates) -> Iterator[str]:
    for app in templates.resources(APP):
        for container in _containers(app):
            for name in (entry["name"] for entry in container["env"]):
                if NAMED_AS_A_SECRET.search(name) and name not in FOREIGN:
                    yield f"{app}: {name} is named as a secret is, and stands in the app for all to read."


def nothing_is_open_but_to_entra(templates: Templates) -> Iterator[str]:
    for kind, wanted in MUST_BE.items():
        found = list(_bots(templates) if kind == APP else templates.resources(kind))
        if not found:
            yield f"No {kind} is made."
        for resource in found:
            for path, value in wanted.items():
                if resource.at(path) != value or type(resource.at(path)) is not type(value):
                    yield f"{resource}: {path} must be {value}."


def _containers(app: Resource) -> list[dict[str, Any]]:
    template = app.at("properties.template")
    return [*template.get("initContainers", []), *template["containers"]]


def _bots(templates: Templates) -> Iterator[Resource]:
    """Yield the app that serves; the one for administrators is no bot."""
    yield from (found for found in templates.resources(APP) if found.template.name == "modules/app.bicep")


def administrators_get_in_by_themselves_alone(templates: Templates) -> Iterator[str]:
    """Their way in is in the network and asleep; it has no address and nothing that opens the server."""
    found = [app for app in templates.resources(APP) if app.template.name == "modules/administration.bicep"]
    if not found:
        yield "Nobody can reach the database server, for it is in a network where no administrator is."
    for app in found:
        if app.at("identity") or app.at("properties.configuration.registries"):
            yield f"{app} must have no identity: whoever comes in brings a token."
        if app.at("properties.configuration.ingress"):
            yield f"{app} must have no address."
        if app.at("properties.template.scale.minReplicas") != 0:
            yield f"{app} must sleep until it is woken: minReplicas must be 0."
        (container,) = app.at("properties.template.containers")
        if {entry["name"]: entry["value"] for entry in container["env"]} != ADMINISTRATORS_SETTINGS:
            yield f"{app}: psql must be led to the server as the group, and prove whom it talks to."


def what_is_sent_is_encrypted(templates: Templates) -> Iterator[str]:
    enforced = [found.at("properties.value") for found in templates.resources(f"{SERVER}/configurations")
                if found.at("name") == "require_secure_transport"]  # fmt: skip
    if enforced != ["on"]:
        yield "The database server must have require_secure_transport on."
    for name, value in _environment(templates, "containers"):
        if name == f"{PREFIX}DATABASE_URL" and not str(value).endswith("?ssl=verify-full"):
            yield f"{name} must end with ?ssl=verify-full, or anybody may play the database."
        if name == f"{PREFIX}DATABASE_URL" and not str(value).startswith(DATABASE):
            yield f"{name} must begin with {DATABASE}: the bot's own role at the server that is made."


def people_reach_the_newest_version(templates: Templates) -> Iterator[str]:
    for app in _bots(templates):
        if app.at("properties.configuration.ingress.traffic") != [{"latestRevision": True, "weight": 100}]:
            yield f"{app}: all traffic must go to the latest revision."


def administrators_are_who_they_are_said_to_be(templates: Templates) -> Iterator[str]:
    """Azure looks a person, a group and an identity up by different means, and takes one change at a time."""
    for found in templates.resources(f"{SERVER}/administrators"):
        wanted = "Group" if found.at("name") == "administratorsObjectId" else "ServicePrincipal"
        if found.at("properties.principalType") != wanted:
            yield f"{found}: principalType must be {wanted}."
    children = list(templates.resources(f"{SERVER}/configurations", f"{SERVER}/administrators"))
    waits = [str(found.at("dependsOn")) for found in children]
    if waits.count("None") != 1 or len(set(waits)) != len(waits):
        yield "The database server takes one change at a time: each must wait for the one before (dependsOn)."


def the_network_joins_app_and_database(templates: Templates) -> Iterator[str]:
    (network,) = templates.resources("Microsoft.Network/virtualNetworks")
    for subnet in network.at("properties.subnets"):
        given = [entry["properties"]["serviceName"] for entry in subnet["properties"]["delegations"]]
        if given != [DELEGATED.get(subnet["name"])]:
            yield f"{network}: subnet {subnet['name']} must be delegated to {DELEGATED.get(subnet['name'])}."
    links = templates.resources("Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    if [found.at("parent") for found in links if "'network'" in str(found.at("properties"))] != ["zone"]:
        yield f"{network}: without a link to the private DNS zone nobody finds the database."


def what_is_in_the_network_is_in_its_own_subnet(templates: Templates) -> Iterator[str]:
    for kind, path, wanted in JOINED:
        for found in templates.resources(kind):
            if found.at(path) != wanted:
                yield f"{found}: {path} must be {wanted}."
    given = {path: str(params.get("subnetId")) for _, _, path, params in templates.modules()}
    for module, subnet in (("environment", "appSubnetId"), ("database", "databaseSubnetId")):
        if f"'{subnet}'" not in given.get(f"modules/{module}.bicep", ""):
            yield f"main.bicep: {module} must be in {subnet}."


def teams_is_led_to_what_answers(templates: Templates) -> Iterator[str]:
    routes = {
        f"${{address}}{route.resource.canonical}"
        for route in make_web(_nobody, {}).router.routes()
        if route.resource and route.method == "POST"
    }
    for user, _, path, given in templates.modules():
        if path == "modules/bot.bicep" and given.get("endpoint") not in routes:
            yield f"{user.name}: Teams is led to {given.get('endpoint')}, where nothing answers."
    for found in templates.resources("Microsoft.BotService/botServices"):
        if found.at("properties.endpoint") != "endpoint":
            yield f"{found}: Teams must be led to the endpoint that it is given."


async def _nobody(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound


def the_start_prepares_the_database(templates: Templates) -> Iterator[str]:
    for app in _bots(templates):
        first = (app.at("properties.template.initContainers") or [{}])[0]
        if first.get("command") != PREPARES or first.get("image") != "image":
            yield f"{app}: the init container must run database_role.py, in the bot's own image."
        for container in app.at("properties.template.containers"):
            if container.get("args") != ["serve"] or container.get("image") != "image":
                yield f"{app}: the container must run serve, in the bot's own image."


def roles_are_few_and_narrow(templates: Templates) -> Iterator[str]:
    for found in templates.resources("Microsoft.Authorization/roleAssignments"):
        definition = found.at("properties.roleDefinitionId")
        named = str(definition["function"]["parameters"]["resource_name_1"])
        role = found.template.part("variables").get(named, {}).get("value", named)
        if role not in ROLES:
            yield f"{found}: role {role} is none of {', '.join(ROLES.values())}."
        if not found.at("scope"):
            yield f"{found} has no scope, so the role is good for the whole resource group."


def only_the_start_is_an_administrator(templates: Templates) -> Iterator[str]:
    for app in _bots(templates):
        settings = app.at("properties.configuration.identitySettings") or []
        stages = {entry["identity"]: entry["lifecycle"] for entry in settings}
        if stages != {"botIdentityId": "Main", "setupIdentityId": "Init"}:
            yield f"{app}: the bot's identity must be for Main alone, the administrator's for Init alone."
    for found in templates.resources(f"{SERVER}/administrators"):
        if "bot" in str(found.at("name")).lower():
            yield f"{found}: the bot must not administer the database server."


def something_always_runs(templates: Templates) -> Iterator[str]:
    for app in _bots(templates):
        least = app.at("properties.template.scale.minReplicas")
        for template in (app.template, templates.by_name["main.bicep"]):
            if _least_of(template.part("parameters").get(least, {}), least) < 1:
                yield f"{template.name}: {least} may be 0, and Teams does not wait for a start."


def _least_of(parameter: dict[str, Any], value: object) -> int:
    if isinstance(value, int):
        return value
    return next((d["argument"] for d in parameter.get("decorators", ()) if d["type"] == "min_value"), 0)


def probes_ask_what_is_answered(templates: Templates) -> Iterator[str]:
    routes = {route.resource.canonical for route in make_web(None, {}).router.routes() if route.resource}
    for app in _bots(templates):
        port = app.at("properties.configuration.ingress.targetPort")
        for container in app.at("properties.template.containers"):
            probes = {probe["type"]: probe for probe in container.get("probes", [])}
            for kind, path in PROBES.items():
                yield from _probe(app, kind, path if path in routes else "a route", port, probes.get(kind))


def a_start_has_time_for_the_schema(templates: Templates) -> Iterator[str]:
    """The bot answers nothing before its database is up to date; whoever ends it meanwhile ends that."""
    for app, probe in _probes(templates):
        if probe["type"] == "Startup" and probe["failureThreshold"] * probe["periodSeconds"] < SCHEMA_SECONDS:
            yield f"{app}: the Startup probe must leave {SCHEMA_SECONDS} seconds for the schema."


def a_start_is_noticed_soon(templates: Templates) -> Iterator[str]:
    """Until then a replica gets no traffic. A look before the start is over is followed by a long pause."""
    soonest, latest = START_SECONDS
    for app, probe in _probes(templates):
        if probe["type"] == "Startup" and not soonest <= probe.get("initialDelaySeconds", 0) <= latest:
            yield f"{app}: the Startup probe must look first after {soonest} to {latest} seconds."


def _probes(templates: Templates) -> Iterator[tuple[Resource, dict[str, Any]]]:
    for app in _bots(templates):
        for container in app.at("properties.template.containers"):
            yield from ((app, probe) for probe in container["probes"])


def _probe(app: Resource, kind: str, path: str, port: object, probe: dict[str, Any] | None) -> Iterator[str]:
    if probe is None:
        yield f"{app}: there is no {kind} probe."
        return
    if probe["httpGet"] != {"path": path, "port": port}:
        yield f"{app}: the {kind} probe must ask {path} at {port}."
    for name, (least, most) in LIMITS.items():
        if not least <= probe.get(name, least) <= most:
            yield f"{app}: {name} of the {kind} probe must be from {least} to {most}."


def settings_are_settings(templates: Templates) -> Iterator[str]:
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    given = dict(_environment(templates, "containers"))
    for name in given:
        if name not in known | FOREIGN:
            yield f"The container is given {name}, which is no setting."
    for name in (
        "APP_TYPE",
        "APP_ID",
        "APP_TENANT_ID",
        "DATABASE_URL",
        "DATABASE_AUTH",
        "HOST",
        "PUBLIC_URL",
    ):
        if PREFIX + name not in given:
            yield f"The container is not given {PREFIX}{name}."
    script = (templates.folder / "database_role.py").read_text("utf-8")
    read = set(re.findall(r'os\.environ\["(\w+)"\]', script)) | {"PGSSLROOTCERT"}
    if read != {name for name, _ in _environment(templates, "initContainers")}:
        yield "The init container must be given what database_role.py reads, and no more."


def _environment(templates: Templates, containers: str) -> Iterator[tuple[str, object]]:
    for app in _bots(templates):
        for container in app.at(f"properties.template.{containers}"):
            yield from ((entry["name"], entry["value"]) for entry in container["env"])


def every_parameter_is_described_and_used(templates: Templates) -> Iterator[str]:
    for template in templates:
        for kind in ("parameters", "outputs"):
            for name, found in template.part(kind).items():
                if not any(d["type"] == "description" and d["argument"] for d in found["decorators"]):
                    yield f"{template.name}: {name} has no description."
        for name in (*template.part("parameters"), *template.part("variables")):
            if _times(template.code, name) < 2:
                yield f"{template.name}: {name} is not used."


def _without_descriptions(code: str) -> str:
    return re.sub(r"@description\('(?:[^'\\]|\\.)*'\)", "", code)


def _times(code: str, name: str) -> int:
    """Return how often a name stands in the code, its declaration included, but not as a property's name."""
    return len(re.findall(rf"\b{name}\b", _without_descriptions(code))) - _as_key(code, name)


def _as_key(code: str, name: str) -> int:
    return len(re.findall(rf"(?:^|[{{,])[ ]*{name}:(?=\s)", code, re.MULTILINE))


ADDED = {"name": "domain", "bindingType": "Disabled"}
BOUND = {"name": "domain", "bindingType": "SniEnabled", "certificateId": "domainCertificateId"}
"""Source: learn.microsoft.com, "Microsoft.App containerApps", CustomDomain."""


def a_restored_server_can_take_over(templates: Templates) -> Iterator[str]:
    """Bot, administrators and alerts follow the server that the parameters name."""
    main = templates.by_name["main.bicep"].code
    if "serverName: empty(databaseServer) ? '${name}-${unique}' : databaseServer\n" not in main:
        yield "main.bicep: a restored server could not be named."


def the_database_cannot_be_deleted_by_a_slip(templates: Templates) -> Iterator[str]:
    """Azure deletes the backups with the server."""
    locks = [
        found
        for found in templates.resources("Microsoft.Authorization/locks")
        if found.at("scope") == "server"
    ]
    if [found.at("properties.level") for found in locks] != ["CanNotDelete"]:
        yield "modules/database.bicep: the server must have a lock, CanNotDelete."
    taken = templates.by_name["main.bicep"].part("parameters").get("lockDatabase", {})
    if taken.get("default") is not True:
        yield "main.bicep: lockDatabase must be true unless somebody says otherwise."


def an_own_host_name_stays(templates: Templates) -> Iterator[str]:
    """Azure removes a host name that a deployment does not name."""
    for app in _bots(templates):
        variables = app.template.part("variables")
        chosen = str(app.at("properties.configuration.ingress.customDomains"))
        made = {name: variables.get(name, {}).get("value") for name in ("added", "bound")}
        if made != {"added": [ADDED], "bound": [BOUND]} or not all(f"'{name}'" in chosen for name in made):
            yield f"{app}: customDomains must name the host name and its certificate, or they are taken away."
    main = templates.by_name["main.bicep"].code
    if "var host = empty(domain) || empty(domainCertificateId) ? given : domain\n" not in main:
        yield "main.bicep: people must be led to a host name only when it has a certificate."


def modules_are_given_what_they_take(templates: Templates) -> Iterator[str]:
    used = {"main.bicep"}
    for user, name, path, given in templates.modules():
        used.add(path)
        if path not in templates.by_name:
            yield f"{user.name}: module {name} is {path}, which does not exist."
            continue
        takes = templates.by_name[path].part("parameters")
        for wrong in sorted(given.keys() - takes.keys()):
            yield f"{user.name}: {path} takes no {wrong}."
        needed = {key for key, parameter in takes.items() if parameter["default"] is None}
        for missing in sorted(needed - given.keys()):
            yield f"{user.name}: {path} is not given {missing}."
        outputs = templates.by_name[path].part("outputs")
        for output in re.findall(rf"\b{name}\.outputs\.(\w+)", user.code):
            if output not in outputs:
                yield f"{user.name}: {path} has no output {output}."
    for unused in sorted(templates.by_name.keys() - used):
        yield f"{unused} is used by nobody."


def files_that_are_read_exist(templates: Templates) -> Iterator[str]:
    for template in templates:
        for path in re.findall(r"\bload\w+Content\('([^']+)'\)", template.code):
            if not (templates.folder / template.name).parent.joinpath(path).is_file():
                yield f"{template.name} reads {path}, which does not exist."


def names_in_texts_are_known(templates: Templates) -> Iterator[str]:
    for template in templates:
        known = {
            n for kind in ("parameters", "variables", "resources", "modules") for n in template.part(kind)
        }
        known |= _bound(template.code)
        for name in re.findall(r"\$\{(\w+)(?![\w(])", template.code):
            if name not in known:
                yield f"{template.name}: ${{{name}}} is not known there."


def _bound(code: str) -> set[str]:
    return {name for pair in re.findall(r"\bfor (\w+) in\b|\b(\w+) =>", code) for name in pair if name}


def the_example_fits(templates: Templates) -> Iterator[str]:
    takes = templates.by_name["main.bicep"].part("parameters")
    for file in sorted(templates.folder.glob("*.bicepparam")):
        text = file.read_text("utf-8")
        if "using './main.bicep'" not in text:
            yield f"{file.name} must say: using './main.bicep'"
        given = set(re.findall(r"^param (\w+) =", text, re.MULTILINE))
        for wrong in sorted(given - takes.keys()):
            yield f"{file.name}: main.bicep takes no {wrong}."
        for missing in sorted({name for name, taken in takes.items() if taken["default"] is None} - given):
            yield f"{file.name} does not give {missing}."
        if file.name == "example.bicepparam" and re.search(r"\b(?!0{8})[0-9a-f]{8}-[0-9a-f]{4}-", text):
            yield f"{file.name}: an example has nobody's real ids."


RULES: tuple[Rule, ...] = (
    every_version_exists,
    no_secret_is_anywhere,
    no_secret_stands_in_an_app,
    nothing_is_open_but_to_entra,
    what_is_sent_is_encrypted,
    roles_are_few_and_narrow,
    only_the_start_is_an_administrator,
    people_reach_the_newest_version,
    administrators_are_who_they_are_said_to_be,
    the_network_joins_app_and_database,
    what_is_in_the_network_is_in_its_own_subnet,
    teams_is_led_to_what_answers,
    the_start_prepares_the_database,
    a_start_has_time_for_the_schema,
    a_start_is_noticed_soon,
    administrators_get_in_by_themselves_alone,
    something_always_runs,
    the_database_takes_the_replicas,
    the_alert_rings_before_the_connections_are_used_up,
    probes_ask_what_is_answered,
    settings_are_settings,
    every_parameter_is_described_and_used,
    an_own_host_name_stays,
    a_restored_server_can_take_over,
    the_database_cannot_be_deleted_by_a_slip,
    modules_are_given_what_they_take,
    files_that_are_read_exist,
    names_in_texts_are_known,
    the_example_fits,
    alerts_ask_for_numbers_that_are_sent,
    aggregations_read_what_is_sent,
    alerts_of_the_server_ask_for_its_numbers,
    the_night_is_told_to_whoever_is_woken,
    the_workbook_shows_every_number,
    what_watches_can_be_read,
)


def faults(templates: Templates) -> list[str]:
    """Return a sentence for each fault."""
    return [fault for rule in RULES for fault in rule(templates)]
