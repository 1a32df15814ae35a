"""The one command that deploys and updates, with a stand-in for the Azure CLI that notes what it is told.

The stand-in reads the parameters as the Azure CLI does: the template is the one that they name, looked for
beside them.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deployment.templates import FOLDER, ROOT

DIGEST = "sha256:" + "5e" * 32
AZ = """#!/usr/bin/env bash
printf '%s\\n' "image=${OPTAGELSESGUIDEN_IMAGE-} $*" >> "$AZ_LOG"
case "$*" in
  "deployment group create"*)
    parameters=$(sed 's/.*--parameters \\([^ ]*\\).*/\\1/' <<< "$*")
    template=$(sed -n "s/^using '\\(.*\\)'/\\1/p" "$parameters")
    [ -f "$(dirname "$parameters")/$template" ] || { echo "BCP091: $template cannot be read" >&2; exit 1; } ;;
esac
case "$*" in
  "acr list"*) printf '%s' "$AZ_REGISTRY" ;;
  "acr build"*) printf '%s' "$AZ_DIGEST" ;;
  *registryName*) echo freshregistry ;;
  *botAddress*) echo https://optagelsesguiden.example.dk ;;
esac
"""
DATE = """#!/usr/bin/env bash
count=$(cat "$AZ_LOG.date" 2>/dev/null || echo 0)
echo $((count + 1)) > "$AZ_LOG.date"
exec /usr/bin/date --date="2026-11-29 12:00:00Z + $count seconds" "$@"
"""


class Azure:
    """What `az` is in these tests, and a checkout with the parameters of a town."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.log = folder / "checkout", folder / "log"
        self.azure = self.checkout / "deployment" / "azure"
        shutil.copytree(FOLDER, self.azure)
        shutil.copy(ROOT / "pyproject.toml", self.checkout)
        self.programs = folder / "programs"
        self.programs.mkdir()
        for name, text in (("az", AZ), ("date", DATE)):
            (self.programs / name).write_text(text)
            (self.programs / name).chmod(0o755)
        self.parameters = Path(shutil.copy(FOLDER / "example.bicepparam", self.azure / "our-town.bicepparam"))

    def deploys(
        self, *arguments: str, registry: str = "", digest: str = DIGEST
    ) -> subprocess.CompletedProcess[str]:
        """Run the command in the checkout, where this registry is there already."""
        told = {
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "AZ_LOG": str(self.log),
            "AZ_REGISTRY": registry,
            "AZ_DIGEST": digest,
        }
        return subprocess.run(
            ["deployment/azure/deploy", *arguments],
            cwd=self.checkout, env={**os.environ, **told}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def told(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []

    @property
    def builds(self) -> list[str]:
        return re.findall(r"--image (\S+)", "\n".join(self.told))


@pytest.fixture
def azure(tmp_path: Path) -> Azure:
    return Azure(tmp_path)


def test_the_first_time_the_registry_comes_before_the_image_and_the_image_before_the_app(
    azure: Azure,
) -> None:
    done = azure.deploys("a-group", "deployment/azure/our-town.bicepparam")
    assert done.stdout == "https://optagelsesguiden.example.dk\n", done.stderr
    listed, foundation, build, app = azure.told
    assert "acr list --resource-group a-group" in listed
    assert foundation.startswith("image= deployment group create")
    assert "acr build" in build
    assert "--registry freshregistry --file deployment/Dockerfile" in build
    assert f"--parameters {azure.parameters}" in app


def test_an_update_builds_and_deploys_alone(azure: Azure) -> None:
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert [line.split()[1:3] for line in azure.told] == [
        ["acr", "list"],
        ["acr", "build"],
        ["deployment", "group"],
    ]


def test_what_starts_is_what_was_built_to_the_byte(azure: Azure) -> None:
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert azure.told[-1].split()[0] == f"image=ours.azurecr.io/optagelsesguiden@{DIGEST}"


def test_the_same_sources_built_again_are_another_build(azure: Azure) -> None:
    """A base image with its holes mended comes in so; a name that stays would start nothing new."""
    for _ in range(2):
        azure.deploys("a-group", str(azure.parameters), registry="ours")
    first, second = azure.builds
    assert first != second
    assert all(re.fullmatch(r"optagelsesguiden:[\w.-]+-20261129-12000\d", build) for build in azure.builds)


def test_the_build_tells_which_commit_it_is(azure: Azure) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.dk"]
    for command in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message", "a version"]):
        subprocess.run([*git, *command], cwd=azure.checkout, check=True)
    commit = subprocess.run(
        ["git", "describe", "--always"], cwd=azure.checkout, capture_output=True, text=True, check=True
    ).stdout.strip()
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert azure.builds == [f"optagelsesguiden:{commit}-20261129-120000"]


def test_sources_without_their_history_are_built_too(azure: Azure) -> None:
    assert not (azure.checkout / ".git").exists()
    assert azure.deploys("a-group", str(azure.parameters), registry="ours").returncode == 0
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version
    assert azure.builds == [f"optagelsesguiden:{version[1]}-20261129-120000"]


def test_the_base_image_is_the_one_of_the_dockerfile_or_a_copy_that_is_named(
    azure: Azure, monkeypatch: pytest.MonkeyPatch
) -> None:
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert "--build-arg" not in azure.told[1]
    monkeypatch.setenv("OPTAGELSESGUIDEN_PYTHON", "ours.azurecr.io/python:3.11-slim-bookworm")
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert " --build-arg PYTHON=ours.azurecr.io/python:3.11-slim-bookworm " in azure.told[4]
    (argument, base) = re.findall(
        r"^ARG (\w+)=(\S+)$", (ROOT / "deployment/Dockerfile").read_text("utf-8"), re.MULTILINE
    )[0]
    page = (ROOT / "deployment/azure.md").read_text("utf-8")
    assert argument == "PYTHON"
    assert page.count(base) == 3


def test_a_build_that_nobody_can_name_starts_nothing(azure: Azure) -> None:
    done = azure.deploys("a-group", str(azure.parameters), registry="ours", digest="")
    assert (done.returncode, "nothing was started" in done.stderr) == (2, True)
    assert not any("deployment group" in line for line in azure.told)


def test_parameters_that_lie_elsewhere_are_told_where_they_belong(azure: Azure, tmp_path: Path) -> None:
    """Bicep looks for main.bicep beside them."""
    elsewhere = shutil.copy(azure.parameters, tmp_path / "our-town.bicepparam")
    done = azure.deploys("a-group", str(elsewhere), registry="ours")
    assert done.returncode == 2
    assert f"Keep it in {azure.checkout}/deployment/azure" in done.stderr
    assert azure.told == []


def test_parameters_of_another_template_are_refused(azure: Azure) -> None:
    text = azure.parameters.read_text("utf-8")
    azure.parameters.write_text(text.replace("./main.bicep", "./modules/app.bicep"), "utf-8")
    done = azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert (done.returncode, azure.told) == (2, [])


def test_parameters_that_are_not_there_are_told(azure: Azure) -> None:
    done = azure.deploys("a-group", "our-town.bicepparam")
    assert (done.returncode, done.stderr.startswith("There is no file our-town.bicepparam.")) == (2, True)


def test_wrong_usage_is_told(azure: Azure) -> None:
    done = azure.deploys("a-group")
    assert (done.returncode, done.stderr.startswith("Usage: ")) == (2, True)


def test_the_parameters_take_the_image_from_the_command() -> None:
    text = (FOLDER / "example.bicepparam").read_text("utf-8")
    assert "readEnvironmentVariable('OPTAGELSESGUIDEN_IMAGE', '')" in text
    assert "OPTAGELSESGUIDEN_IMAGE=" in (FOLDER / "deploy").read_text("utf-8")
    assert (ROOT / "deployment" / "Dockerfile").is_file()
