"""What deployment/azure.md and the runbook tell of Azure is what the files do."""

import json
import re

from tests.deployment.templates import FOLDER, ROOT, Templates

PAGE = (ROOT / "deployment" / "azure.md").read_text("utf-8")
RUNBOOK = (ROOT / "deployment" / "runbook.md").read_text("utf-8")


def test_the_page_has_a_row_for_every_file_of_bicep() -> None:
    rows = set(re.findall(r"^\| `([\w/]+\.bicep)` \|", PAGE, re.MULTILINE))
    assert rows == Templates().by_name.keys()


def test_the_page_names_every_resource_provider_that_must_be_registered() -> None:
    used = {found.type.partition("/")[0] for found in Templates().resources()} - {"Microsoft.Authorization"}
    assert set(re.findall(r"`(Microsoft\.\w+)`", PAGE)) == used


def test_the_first_deployment_as_printed_keeps_the_copy_beside_the_template() -> None:
    copy, _, deploy = _block("cp deployment/azure/example.bicepparam")
    _, example, target = copy.split()
    assert (ROOT / example).is_file()
    assert (ROOT / target).parent == FOLDER
    assert deploy.split()[-1] == target


def test_the_outputs_that_the_page_reads_are_those_of_the_deployment() -> None:
    (name,) = re.findall(r"deployment group show .* --name (\S+)", PAGE)
    group, _, kind = name.rpartition("-")
    script = (FOLDER / "deploy").read_text("utf-8")
    assert f'--name "{group}-$1"' in script
    assert f"$(apply {kind} " in script
    outputs = Templates().by_name["main.bicep"].part("outputs")
    assert set(re.findall(r"`(bot[A-Z]\w+)`", PAGE)) <= outputs.keys()


def test_the_costs_add_up_and_count_every_alert() -> None:
    (told,) = re.findall(r"About \*\*(\d+) US dollars a month\*\*", PAGE)
    rows = re.findall(r"^\| .* \| (\d+) \|$", PAGE, re.MULTILINE)
    assert sum(map(int, rows)) == int(told)

    often = [alert["severity"] < 2 for alert in json.loads((ROOT / "deployment/alerts.json").read_text())]
    of_server = Templates().by_name["modules/alerts.bicep"].part("variables")["ofTheServer"]["value"]
    words = dict(
        enumerate(["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
    )
    counts = (
        f"{words[sum(often)]} looked at every five minutes, {words[len(often) - sum(often)]} every fifteen"
    )
    assert f"{counts}, {words[len(of_server)]} of the server" in PAGE
    assert f"{len(often) + len(of_server)} alerts" in PAGE


def test_the_page_tells_when_the_alerts_of_the_server_ring() -> None:
    template = Templates().by_name["modules/alerts.bicep"]
    (rule,) = (found for found in template.resources() if found.type == "Microsoft.Insights/metricAlerts")
    minutes = re.fullmatch(r"PT(\d+)M", rule.at("properties.windowSize"))
    assert minutes
    words = {"GreaterThan": "above", "LessThan": "below"}
    rows = [
        f"| `{alert['name']}` | {alert['severity']} | {alert['aggregation']} of `{alert['metric']}`"
        f" {words[alert['operator']]} {alert['threshold']} in {minutes[1]} min |"
        for alert in template.part("variables")["ofTheServer"]["value"]
    ]
    assert re.findall(r"^\| `database-.*", PAGE, re.MULTILINE) == rows


def test_the_lock_that_the_pages_take_off_is_the_one_that_is_made() -> None:
    (lock,) = Templates().resources("Microsoft.Authorization/locks")
    (named,) = re.findall(
        r"az lock delete --name (\S+) .*\n.*--resource-type Microsoft.DBforPostgreSQL/flexibleServers",
        RUNBOOK,
    )
    assert named == lock.at("name")
    assert f"`{named}`" in PAGE
    assert "Microsoft.Authorization/locks/*" in PAGE


def test_what_the_page_purges_is_what_is_built_and_never_the_newest() -> None:
    (command,) = re.findall(r'--cmd "(acr purge .*)"', PAGE)
    (build,) = re.findall(r'^build="(\w+):', (FOLDER / "deploy").read_text("utf-8"), re.MULTILINE)
    assert f"--filter '{build}:.*'" in command
    assert "--keep 10 --untagged --dry-run" in command


def _block(start: str) -> list[str]:
    (block,) = re.findall(rf"```\n({re.escape(start)}.*?)```", PAGE, re.DOTALL)
    return str(block).splitlines()


def test_the_commands_name_the_apps_that_are_made() -> None:
    default = Templates().by_name["main.bicep"].part("parameters")["name"]["default"]
    kinds = ("Microsoft.App/containerApps", "Microsoft.App/managedEnvironments")
    made = {str(found.at("name")).replace("${name}", "name") for found in Templates().resources(*kinds)}
    named = set(re.findall(r"--name\s+(optagelsesguiden[\w-]*)", PAGE + RUNBOOK)) - {f"{default}-app"}
    assert named == {name.replace("name", default) for name in made}


def test_the_pages_speak_of_parameters_that_there_are() -> None:
    parameters = Templates().by_name["main.bicep"].part("parameters").keys()
    assert "Set `databaseServer` to" in RUNBOOK
    named = set(
        re.findall(
            r"`((?:administration|alert|database|domain|geo|lock|max|min|night)[A-Z]\w+)`", RUNBOOK + PAGE
        )
    )
    assert (
        {"databaseServer", "domainCertificateId", "lockDatabase", "minReplicas", "nightActionGroupId"}
        <= named
        <= parameters
    )
