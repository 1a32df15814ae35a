"""The units for one machine: systemd takes them, and they give away as little as they can."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from functools import cache
from pathlib import Path

import psutil
import pytest

from tests.deployment.templates import ROOT

UNITS = sorted((ROOT / "deployment").glob("*.service")) + sorted((ROOT / "deployment").glob("*.timer"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
ANALYZE = shutil.which("systemd-analyze")

needs_systemd = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is missing (on Debian: apt-get install systemd)"
)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE
    return subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The units as they are, on a machine where the program and its user are elsewhere."""
    program = Path(sys.executable).with_name("optagelsesguiden")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/optagelsesguiden/bin/optagelsesguiden", str(program))
        text = text.replace("/opt/optagelsesguiden/backup", str(ROOT / "deployment" / "backup"))
        (tmp_path / unit.name).write_text(text, "utf-8")
    return tmp_path


@needs_systemd
def test_systemd_takes_them(machine: Path) -> None:
    done = analyze("verify", "--man=no", *(str(machine / unit.name) for unit in UNITS))
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_systemd_finds_a_planted_fault(machine: Path) -> None:
    unit = machine / "optagelsesguiden.service"
    unit.write_text(unit.read_text("utf-8").replace("ProtectHome=yes", "ProtectHomes=yes"), "utf-8")
    assert "ProtectHomes" in analyze("verify", "--man=no", str(unit)).stderr


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_they_are_exposed_by_little(unit: Path) -> None:
    """In tenths of systemd's own figure; a unit that says nothing has 96."""
    done = analyze("security", "--offline=true", "--threshold=15", str(unit))
    assert done.returncode == 0, done.stdout


@needs_systemd
def test_a_unit_that_is_open_is_not_passed(machine: Path) -> None:
    unit = machine / "optagelsesguiden.service"
    lines = unit.read_text("utf-8").splitlines()
    unit.write_text("\n".join(line for line in lines if not line.startswith("SystemCallFilter")), "utf-8")
    assert analyze("security", "--offline=true", "--threshold=15", str(unit)).returncode == 1


def test_the_bots_unit_leaves_time_to_end() -> None:
    """The program ends within ten seconds by itself: docs/edge.md."""
    text = (ROOT / "deployment" / "optagelsesguiden.service").read_text("utf-8")
    assert "\nTimeoutStopSec=15\n" in text
    assert "\nRestart=always\n" in text


SHUT = [
    "User=optagelsesguiden",
    "UMask=0077",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "PrivateUsers=yes",
    "ProtectClock=yes",
    "ProtectControlGroups=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectProc=invisible",
    "ProcSubset=pid",
    "LockPersonality=yes",
    "NoNewPrivileges=yes",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "CapabilityBoundingSet=",
    "AmbientCapabilities=",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
]


@pytest.mark.parametrize("line", SHUT)
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_they_can_get_no_more_rights(unit: Path, line: str) -> None:
    """Systemd's figure forgives almost any one of these where the others hold."""
    name = line.partition("=")[0]
    said = [other for other in unit.read_text("utf-8").splitlines() if other.startswith(f"{name}=")]
    assert line in said
    assert all(other.startswith("SystemCallFilter=~") for other in said if other != line)


def test_what_sqlite_keeps_is_for_the_bot_alone() -> None:
    text = (ROOT / "deployment" / "optagelsesguiden.service").read_text("utf-8")
    assert "\nStateDirectory=optagelsesguiden\nStateDirectoryMode=0700\n" in text


@needs_systemd
def test_a_backup_is_made_every_night() -> None:
    timer = (ROOT / "deployment" / "optagelsesguiden-backup.timer").read_text("utf-8")
    (when,) = re.findall(r"^OnCalendar=(.+)$", timer, re.MULTILINE)
    done = analyze("calendar", "--base-time=2026-11-29 12:00", "--iterations=3", when)
    hours = re.findall(r"\d{4}-(\d\d-\d\d 0[0-5]):", done.stdout.replace("(in UTC)", ""))
    assert list(dict.fromkeys(hours)) == ["11-30 02", "12-01 02", "12-02 02"]
    assert "\nPersistent=yes\n" in timer


@needs_systemd
@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is missing (on Debian: apt-get install strace)"
)
def test_the_filter_lets_through_all_that_the_program_asks_of_the_system(tmp_path: Path) -> None:
    traced = tmp_path / "traced"
    program = Path(sys.executable).with_name("optagelsesguiden")
    settings = {
        "OPTAGELSESGUIDEN_APP_TYPE": "None",
        "OPTAGELSESGUIDEN_PORT": "0",
        "XDG_DATA_HOME": str(tmp_path),
    }
    running = subprocess.Popen(
        ["strace", "-f", "-c", "-o", traced, program, "serve"],
        cwd=tmp_path, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _hear_a_few_pages(running)
        (traced_program,) = psutil.Process(running.pid).children()
        traced_program.terminate()
        running.communicate(timeout=30)
    finally:
        for left in psutil.Process(running.pid).children() if running.poll() is None else ():
            left.kill()  # strace ends with what it traces

    counted = re.findall(r"^ +[\d.]+ .* (\w+)$", traced.read_text("utf-8"), re.MULTILINE)
    used = set(counted) - {"total"}
    assert len(used) > 40
    asked_as_root_alone = {"fchown"}  # by SQLite; it takes a no
    assert used - _let_through() - asked_as_root_alone == set()


def _hear_a_few_pages(running: subprocess.Popen[str]) -> None:
    assert running.stderr
    said = (json.loads(line) for line in running.stderr)
    address = next(line["address"] for line in said if line["event"] == "serve.ready")
    for page in ("/readyz", "/info", "/privacy"):
        urllib.request.urlopen(address + page).close()  # noqa: S310  # our own address


def _let_through() -> set[str]:
    """Return what the unit's filter lets through: each of its lines adds to it, or takes away from it."""
    text = (ROOT / "deployment" / "optagelsesguiden.service").read_text("utf-8")
    through: set[str] = set(_calls("@default"))
    for line in re.findall(r"^SystemCallFilter=(.+)$", text, re.MULTILINE):
        named = {call for group in line.lstrip("~").split() for call in _calls(group)}
        through = through - named if line.startswith("~") else through | named
    return through


@cache
def _calls(group: str) -> frozenset[str]:
    """Return the calls of one of systemd's groups."""
    lines = [line.strip() for line in analyze("syscall-filter", group).stdout.splitlines()[1:]]
    names = [line for line in lines if line and not line.startswith("#")]
    return frozenset(call for name in names for call in (_calls(name) if name.startswith("@") else {name}))
