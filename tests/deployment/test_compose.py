"""The Compose file keeps our rules, and Compose itself takes it where there is one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deployment import compose
from tests.deployment.templates import ROOT

ASKED_FOR = "${DATABASE_PASSWORD:?write DATABASE_PASSWORD into deployment/.env}"
PLANTS = {
    "a writable root": ("read_only: true", "read_only: false", "must have read_only"),
    "rights of root": ("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "must have cap_drop"),
    "a privileged service": ("user: postgres", "privileged: true", "needs no more rights"),
    "all the memory": ("mem_limit", "x-mem_limit", "must have a mem_limit"),
    "all the processes": ("pids_limit", "x-pids_limit", "must have a pids_limit"),
    "a password": (f"_PASSWORD: {ASKED_FOR}", "_PASSWORD: hunter2", "has a secret in it"),
    "a password in an address": (f":{ASKED_FOR}@", ":hunter2@", "has a secret in it"),
    "a misspelt setting": ("OPTAGELSESGUIDEN_HOST", "OPTAGELSESGUIDEN_HOSTS", "is no setting"),
    "no health check": ("healthcheck:", "x-healthcheck:", "has no health check"),
    "any version": ("postgres:16-bookworm", "postgres", "must say which version"),
    "another image": ("deployment/Dockerfile", "Dockerfile", "is not built from"),
    "a place of no name": ("- database:/var", "- /srv:/var", "not declared"),
    "an open door": ("127.0.0.1:3978:3978", "3978:3978", "is open to the network"),
    "an open database": ("internal: true", "internal: false", "in an internal network alone"),
    "a hurry": ("service_healthy", "service_started", "must wait"),
}  # fmt: skip


def test_the_file_keeps_every_rule() -> None:
    assert list(compose.faults()) == []


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found(plant: tuple[str, str, str], tmp_path: Path) -> None:
    old, new, said = plant
    text = compose.FILE.read_text("utf-8")
    assert old in text
    planted = tmp_path / "compose.yaml"
    planted.write_text(text.replace(old, new), "utf-8")
    assert [fault for fault in compose.faults(planted) if said in fault]


def test_compose_takes_the_file(tmp_path: Path) -> None:
    command = _compose()
    shutil.copytree(ROOT / "deployment", tmp_path / "deployment")
    (tmp_path / "deployment" / "optagelsesguiden.env").write_text("OPTAGELSESGUIDEN_APP_TYPE=SingleTenant\n")
    command += ["--file", str(tmp_path / "deployment" / "compose.yaml"), "config"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "write DATABASE_PASSWORD into deployment/.env" in done.stderr
    with_password = {**os.environ, "DATABASE_PASSWORD": "a-password"}
    done = subprocess.run(command, env=with_password, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _compose() -> list[str]:
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
        ):
            return command
    pytest.skip("neither docker compose nor docker-compose is here; our own rules look at the file alone")
