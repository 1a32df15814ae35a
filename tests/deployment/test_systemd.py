"""The units for one machine: systemd takes them, and they give away as little as they can."""

import shutil
import subprocess
import sys
from pathlib import Path

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
