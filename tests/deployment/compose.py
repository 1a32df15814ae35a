"""The rules that the Compose file keeps."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from bot.environment import PREFIX
from bot.settings import Settings
from tests.deployment import dockerfile
from tests.deployment.templates import ROOT

FILE = ROOT / "deployment" / "compose.yaml"
LEAST = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
ASKED_FOR = re.compile(r"\$\{\w+:\?[^}]+\}")


def faults(file: Path = FILE) -> Iterator[str]:
    """Yield a sentence for each fault."""
    told = yaml.safe_load(file.read_text("utf-8"))
    for name, service in told["services"].items():
        yield from _rights(name, service)
        yield from _secrets(name, service)
        yield from _health(name, service)
        yield from _places(name, service, told)
    if not told["networks"]["inside"].get("internal") or told["services"]["database"]["networks"] != [
        "inside"
    ]:
        yield "compose.yaml: the database must be in an internal network alone."
    if told["services"]["bot"]["depends_on"] != {"database": {"condition": "service_healthy"}}:
        yield "compose.yaml: the bot must wait until the database is well."


def _rights(name: str, service: dict[str, Any]) -> Iterator[str]:
    for key, value in LEAST.items():
        if service.get(key) != value:
            yield f"compose.yaml: {name} must have {key}: {value}."
    if service.get("privileged") or service.get("cap_add"):
        yield f"compose.yaml: {name} needs no more rights."
    for limit in ("mem_limit", "pids_limit"):
        if limit not in service:
            yield f"compose.yaml: {name} must have a {limit}, so that it cannot take the whole machine."


def _secrets(name: str, service: dict[str, Any]) -> Iterator[str]:
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    for key, value in service.get("environment", {}).items():
        if key.startswith(PREFIX) and key not in known:
            yield f"compose.yaml: {key} is no setting."
        rest = ASKED_FOR.sub("", str(value))
        if (re.search(r"password|secret", key, re.IGNORECASE) and rest) or re.search(
            r"://[^@/]*:[^@/]+@", rest
        ):
            yield f"compose.yaml: {key} of {name} has a secret in it; ask for it with ${{NAME:?why}}."


def _health(name: str, service: dict[str, Any]) -> Iterator[str]:
    if "build" in service:  # its image has a health check of its own, which dockerfile.faults looks at
        built = (FILE.parent / service["build"]["context"] / service["build"]["dockerfile"]).resolve()
        if built != dockerfile.FILE:
            yield f"compose.yaml: {name} is not built from deployment/Dockerfile."
    elif "healthcheck" not in service:
        yield f"compose.yaml: {name} has no health check."
    elif not re.search(r":\d", service["image"]):
        yield f"compose.yaml: {name} must say which version of {service['image']}."


def _places(name: str, service: dict[str, Any], told: dict[str, Any]) -> Iterator[str]:
    for volume in service.get("volumes", []):
        if volume.partition(":")[0] not in told["volumes"]:
            yield f"compose.yaml: {name} keeps {volume} in a place that is not declared."
    for port in service.get("ports", []):
        if not port.startswith("127.0.0.1:"):
            yield f"compose.yaml: {name} is open to the network at {port}; the proxy in front ends TLS."
