"""The runbook is followed as it stands: its commands run, and what it says shows.

The program, PostgreSQL, its tools and the backup are real. Played is what a test may not do to a machine:
packages, users, systemd (by a stand-in that starts what the units say), and places, which are folders here.
"""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest

from tests.bot.fakes.postgres import running_postgres
from tests.deployment import dockerfile
from tests.deployment.templates import ROOT, Templates

PAGE = (ROOT / "deployment" / "runbook.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(sh|text)([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
ASK = "psql -XAtq -U optagelsesguiden -c"
PLAYED = Path(__file__).with_name("machine")


class Block(NamedTuple):
    """Commands, or what they show. `kind` is empty for what everybody does."""

    language: str
    kind: str
    text: str


def blocks(page: str = PAGE) -> list[Block]:
    return [
        Block(language, kind.strip(), "".join(line.removeprefix(indent) for line in text.splitlines(True)))
        for indent, language, kind, text in BLOCK.findall(page)
    ]


def commands(kind: str) -> str:
    """Return the commands of a kind that stand in one block."""
    (text,) = (block.text for block in blocks() if (block.language, block.kind) == ("sh", kind))
    return text


class Machine:
    """Where the runbook's places are folders, and a few commands are played."""

    def __init__(self, folder: Path, database: str, tools: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        self.places = {
            "/opt/optagelsesguiden": folder / "opt",
            "/var/lib/optagelsesguiden": folder / "lib",
            "/var/backups/optagelsesguiden": folder / "backups",
            "/var/log": folder / "log",
            "/var/run/postgresql": Path(database),
            "/etc/systemd/system": folder / "systemd",
            "/etc/optagelsesguiden.env": folder / "settings.env",
            "/usr/bin/python3.11": PLAYED / "python3.11",
            "127.0.0.1:3978": f"127.0.0.1:{self.port}",
        }
        for name in ("log", "systemd"):
            (folder / name).mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("OPTAGELSESGUIDEN_")},
            "PATH": f"{PLAYED}:{tools}:{os.environ['PATH']}",
            "PGHOST": database,
            "PLACES": json.dumps({name: str(place) for name, place in self.places.items()}),
            "PROGRAM": str(Path(sys.executable).with_name("optagelsesguiden")),
            "PYTHON": sys.executable,
            "OPTAGELSESGUIDEN_PORT": self.port,
            "RUNNING": str(folder / "running"),
        }
        self.shown = ""

    def runs(self, text: str) -> str:
        """Do what a block says, in a clone of the project."""
        for name, place in self.places.items():
            text = text.replace(name, str(place))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        self.shown = done.stdout
        return done.stdout

    def ends(self) -> None:
        """End what was started, by whom ever."""
        program = str(self.places["/opt/optagelsesguiden"])
        started = [process for process in psutil.process_iter(["cmdline"]) if _runs(process, program)]
        for process in started:
            process.terminate()
        psutil.wait_procs(started, timeout=15)


def _runs(process: psutil.Process, program: str) -> bool:
    return any(word.startswith(program) for word in process.info["cmdline"] or ())


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with running_postgres() as server:
        host = parse_qs(urlsplit(server.new_database()).query)["host"][0]
        machine = Machine(tmp_path, host, server.tools)
        try:
            yield machine
        finally:
            machine.ends()


def follow(machine: Machine, *, systemd: bool) -> None:
    """Install as the page says, with systemd or without it."""
    for block in blocks(PAGE.partition("### Connect it to Teams")[0]):
        if block.language == "text":
            for line in block.text.splitlines():
                assert line in machine.shown
        elif block.kind != "without-systemd" if systemd else "systemctl" not in block.text:
            machine.runs(block.text)


def test_a_stranger_gets_a_running_service_and_its_data_back(machine: Machine) -> None:
    follow(machine, systemd=True)

    machine.runs(
        "psql --quiet --username optagelsesguiden --command=\"INSERT INTO drafts VALUES ('lost')\" || true"
    )
    before = machine.runs("psql -XAt -U optagelsesguiden -c 'SELECT count(*) FROM alembic_version'")
    machine.runs(commands("restore"))
    assert machine.runs("psql -XAt -U optagelsesguiden -c 'SELECT count(*) FROM alembic_version'") == before
    assert "optagelsesguiden_before" in machine.runs(
        "psql -XAt -U postgres -c 'SELECT datname FROM pg_database'"
    )
    assert "ok       database" in machine.runs(commands("doctor"))
    machine.runs(commands("upgrade"))


def test_it_also_works_where_no_systemd_runs(machine: Machine) -> None:
    follow(machine, systemd=False)
    assert ".dump" in machine.shown


def test_the_program_is_installed_as_in_the_container() -> None:
    build, _ = dockerfile.stages(dockerfile.FILE.read_text("utf-8"))
    built = " ".join(step.rest for step in build if step.word == "RUN")
    for text in (PAGE.partition("## Daily care")[0], commands("upgrade")):
        installs = re.findall(r"/bin/(pip install [^\n]+)", text)
        assert len(installs) == 2
        assert [command for command in installs if command not in built] == []


def test_every_alert_says_what_to_do() -> None:
    alerts = json.loads((ROOT / "deployment" / "alerts.json").read_text("utf-8"))
    of_the_server = Templates().by_name["modules/alerts.bicep"].part("variables")["ofTheServer"]["value"]
    names = [alert["name"] for alert in [*alerts, *of_the_server]]
    section = PAGE.partition("## Alerts")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$", section, re.MULTILINE) == names
