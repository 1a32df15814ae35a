"""The one command that deploys and updates, with a stand-in for the Azure CLI that notes what it is told."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.deployment.templates import FOLDER, ROOT

AZ = """#!/usr/bin/env bash
printf '%s\\n' "image=${OPTAGELSESGUIDEN_IMAGE-} $*" >> "$AZ_LOG"
case "$*" in
  "acr list"*) printf '%s' "$AZ_REGISTRY" ;;
  *registryName*) echo freshregistry ;;
  *botAddress*) echo https://optagelsesguiden.example.dk ;;
esac
"""


class Azure:
    """What `az` is in these tests."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log"
        az = folder / "az"
        az.write_text(AZ)
        az.chmod(0o755)
        self.parameters = folder / "town.bicepparam"
        self.parameters.write_text((FOLDER / "example.bicepparam").read_text("utf-8"), "utf-8")

    def deploys(self, *arguments: str, registry: str = "") -> subprocess.CompletedProcess[str]:
        """Run the command, where this registry is there already."""
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [FOLDER / "deploy", *arguments],
            env={**os.environ, "PATH": path, "AZ_LOG": str(self.log), "AZ_REGISTRY": registry},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def told(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines()


@pytest.fixture
def azure(tmp_path: Path) -> Azure:
    return Azure(tmp_path)


def test_the_first_time_the_registry_comes_before_the_image_and_the_image_before_the_app(
    azure: Azure,
) -> None:
    done = azure.deploys("a-group", str(azure.parameters))
    assert done.stdout == "https://optagelsesguiden.example.dk\n"
    listed, foundation, build, app = azure.told
    assert "acr list --resource-group a-group" in listed
    assert foundation.startswith("image= deployment group create")
    assert "acr build" in build
    assert "--registry freshregistry --file deployment/Dockerfile" in build
    assert app.startswith("image=freshregistry.azurecr.io/optagelsesguiden:")
    assert f"--template-file deployment/azure/main.bicep --parameters {azure.parameters}" in app


def test_an_update_builds_and_deploys_alone(azure: Azure) -> None:
    azure.deploys("a-group", str(azure.parameters), registry="ours")
    assert [line.split()[1:3] for line in azure.told] == [
        ["acr", "list"],
        ["acr", "build"],
        ["deployment", "group"],
    ]
    image = azure.told[-1].split()[0].removeprefix("image=")
    assert image.removeprefix("ours.azurecr.io/") in azure.told[1]


def test_wrong_usage_is_told(azure: Azure) -> None:
    done = azure.deploys("a-group")
    assert (done.returncode, done.stderr.startswith("Usage: ")) == (2, True)


def test_the_parameters_take_the_image_from_the_command() -> None:
    text = (FOLDER / "example.bicepparam").read_text("utf-8")
    assert "readEnvironmentVariable('OPTAGELSESGUIDEN_IMAGE', '')" in text
    assert "OPTAGELSESGUIDEN_IMAGE=" in (FOLDER / "deploy").read_text("utf-8")
    assert (ROOT / "deployment" / "Dockerfile").is_file()
