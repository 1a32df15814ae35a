"""The runbook is followed as it stands: its commands run, and what it says shows.

The program, PostgreSQL, its tools and the backup are real. Played is what a test may not do to a machine:
packages, users, systemd (by a stand-in that starts what the units say), and places, which are folders here.
"""

import ctypes
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
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
CODE = re.compile(r"`([^`\n]+)`")
README = (ROOT / "deployment" / "README.md").read_text("utf-8")
PR_SET_CHILD_SUBREAPER = 36
"""Of Linux: prctl(2)."""
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

    def __init__(self, folder: Path, database: str, tools: Path, *, systemd: bool = True) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.clone = _cloned(folder / "clone")
        self.places = {
            "/opt/optagelsesguiden": folder / "opt",
            "/var/lib/optagelsesguiden": folder / "lib",
            "/var/backups/optagelsesguiden": folder / "backups",
            "/var/log": folder / "log",
            "/var/run/postgresql": Path(database),
            "/run/systemd/system": folder / "run-systemd",
            "/run/optagelsesguiden.pid": folder / "running.pid",
            "/etc/systemd/system": folder / "systemd",
            "/etc/init.d": folder / "init.d",
            "/etc/optagelsesguiden.env": folder / "settings.env",
            "/usr/local/bin/": f"{folder / 'bin'}/",
            "/usr/bin/python3.11": PLAYED / "python3.11",
            "127.0.0.1:3978": f"127.0.0.1:{port}",
            "APP_TYPE=None\n": f"APP_TYPE=None\nOPTAGELSESGUIDEN_PORT={port}\n",
        }
        for name in ("log", "systemd", "init.d", "bin", *(["run-systemd"] if systemd else [])):
            (folder / name).mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("OPTAGELSESGUIDEN_")},
            "PATH": f"{PLAYED}:{folder / 'bin'}:{tools}:{os.environ['PATH']}:/usr/sbin:/sbin",
            "PGHOST": database,
            "PLACES": json.dumps({name: str(place) for name, place in self.places.items()}),
            "PROGRAM": str(Path(sys.executable).with_name("optagelsesguiden")),
            "PYTHON": sys.executable,
            "RUNNING": str(folder / "running"),
            "SCRIPTS": str(folder / "init.d"),
            "SYSTEMD": str(folder / "run-systemd"),
        }
        self.shown = ""

    def tries(self, text: str) -> subprocess.CompletedProcess[str]:
        """Do what a block says as somebody does who copies it into a shell, in a clone of the project."""
        for name, place in self.places.items():
            text = text.replace(name, str(place))
        done = subprocess.run(
            ["bash", "-c", text],
            cwd=self.clone, env=self.environment, capture_output=True, text=True, check=False, timeout=120,
            umask=0o077,  # as root has it on a hardened server
        )  # fmt: skip
        self.shown = done.stdout
        return done

    def runs(self, text: str) -> str:
        """Do what a block says; none of its commands may fail."""
        done = self.tries(f"set -euo pipefail\n{text}")
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        return done.stdout

    def asks(self, sql: str, role: str = "optagelsesguiden") -> list[str]:
        """Ask PostgreSQL, and return a line for each row."""
        return self.runs(f"psql -XAtq -U {role} -c {shlex.quote(sql)}").splitlines()

    def notes(self, month: str) -> None:
        """Have advice given in a month, which no backup before it knows."""
        self.asks(f"INSERT INTO advice_totals VALUES ('{month}', 'yes', '', 1)")  # noqa: S608  # our own words

    def months(self) -> list[str]:
        return self.asks("SELECT month FROM advice_totals ORDER BY month")

    def ends(self) -> None:
        """End what was started, by whom ever."""
        program = str(self.places["/opt/optagelsesguiden"])
        started = [process for process in psutil.process_iter(["cmdline"]) if _runs(process, program)]
        for process in started:
            process.terminate()
        psutil.wait_procs(started, timeout=15)


def _runs(process: psutil.Process, program: str) -> bool:
    return any(word.startswith(program) for word in process.info["cmdline"] or ())


def _cloned(folder: Path) -> Path:
    """A clone whose files are the project's, so that what is made in it stays there."""
    folder.mkdir()
    for name in ("bot", "deployment", "pyproject.toml", "requirements"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "build" / "lib" / "bot" / "of_an_older_version").mkdir(parents=True)
    (folder / "optagelsesguiden.egg-info").mkdir()
    return folder


@pytest.fixture(params=["systemd", "no-systemd"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    """A machine on which the page was followed up to its first backup."""
    with running_postgres() as server:
        host = parse_qs(urlsplit(server.new_database()).query)["host"][0]
        machine = Machine(tmp_path, host, server.tools, systemd=request.param == "systemd")
        try:
            follow(machine, systemd=request.param == "systemd")
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
    machine.notes("2026-01")
    older = Path(machine.runs("optagelsesguiden backup").strip())
    older.rename(older.with_name("optagelsesguiden-20260101T023000Z.dump"))
    machine.notes("2026-02")
    machine.runs("optagelsesguiden backup")
    for what_is_lost in ("2026-03", "2026-04"):
        machine.notes(what_is_lost)
        assert '"ready":true' in machine.runs(commands("restore"))
        assert machine.months() == ["2026-01", "2026-02"]
    assert len(databases(machine, "before")) == 2
    machine.runs(commands("tidy"))
    assert databases(machine, "before") == databases(machine, "new") == []
    assert machine.months() == ["2026-01", "2026-02"]


@pytest.fixture
def nobody_reaps() -> Iterator[None]:
    """What is started and left becomes this process's, which reaps none, as a container's `sleep` does."""
    system = ctypes.CDLL(None)
    assert system.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    yield
    system.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
    for process in psutil.Process().children():
        if process.status() == psutil.STATUS_ZOMBIE:
            process.wait()


@pytest.mark.parametrize("machine", ["no-systemd"], indirect=True)
@pytest.mark.usefixtures("nobody_reaps")
def test_a_bot_that_has_ended_counts_as_ended_though_nobody_reaps_it(machine: Machine) -> None:
    running = psutil.Process(int(Path(str(machine.places["/run/optagelsesguiden.pid"])).read_text("utf-8")))
    machine.runs("optagelsesguiden backup\nservice optagelsesguiden stop")
    assert running.status() == psutil.STATUS_ZOMBIE
    assert machine.tries("service optagelsesguiden status").returncode == 3
    machine.runs("service optagelsesguiden start\nservice optagelsesguiden status")
    assert '"ready":true' in machine.runs(commands("restore"))
    psutil.Process(int(Path(str(machine.places["/run/optagelsesguiden.pid"])).read_text("utf-8"))).kill()
    machine.runs("service optagelsesguiden restart")
    assert '"ready":true' in machine.runs(commands("restore"))


def test_a_restore_that_fails_halfway_leaves_the_bot_running(machine: Machine) -> None:
    machine.notes("2026-01")
    machine.runs("optagelsesguiden backup")
    machine.notes("2026-02")
    done = machine.tries(commands("restore").replace("--single-transaction", "--no-such-option"))
    assert done.returncode != 0
    assert "Nothing was restored" in done.stderr
    machine.runs(
        "curl --silent --fail --retry 30 --retry-delay 1 --retry-all-errors http://127.0.0.1:3978/readyz"
    )
    assert machine.months() == ["2026-01", "2026-02"]


def test_a_version_that_the_bot_may_not_read_does_not_take_the_place_of_the_one_before(
    machine: Machine,
) -> None:
    before = Path(str(machine.places["/opt/optagelsesguiden"])).resolve()
    time.sleep(1.1)  # a release's name is its second
    done = machine.tries(commands("upgrade").replace("umask 022", "umask 027"))
    assert done.returncode == 126
    assert Path(str(machine.places["/opt/optagelsesguiden"])).resolve() == before
    machine.runs("curl --silent --fail http://127.0.0.1:3978/readyz")


def databases(machine: Machine, kind: str) -> list[str]:
    names = machine.asks("SELECT datname FROM pg_database", role="postgres")
    return [name for name in names if name.startswith(f"optagelsesguiden_{kind}_")]


def test_a_damaged_backup_takes_nothing_away(machine: Machine) -> None:
    machine.notes("2026-01")
    newest = Path(machine.runs("optagelsesguiden backup").strip())
    newest.write_bytes(newest.read_bytes()[:-2000])
    machine.notes("2026-02")
    done = machine.tries(commands("restore"))
    assert done.returncode != 0
    assert "ready" not in done.stdout
    assert machine.months() == ["2026-01", "2026-02"]
    machine.runs("curl --silent --fail http://127.0.0.1:3978/readyz")


def test_an_upgrade_keeps_the_data_and_makes_a_backup_first(machine: Machine) -> None:
    machine.notes("2026-01")
    kept = len(list(Path(str(machine.places["/var/backups/optagelsesguiden"])).iterdir()))
    time.sleep(1.1)  # a backup's name is its second, and so is a release's
    assert '"ready":true' in machine.runs(commands("upgrade"))
    assert len(list(Path(str(machine.places["/var/backups/optagelsesguiden"])).iterdir())) == kept + 1
    assert machine.months() == ["2026-01"]


def test_no_way_back_leads_past_a_running_bot(machine: Machine) -> None:
    back = commands("downgrade").replace("REVISION", "0009")
    done = machine.tries(back.splitlines()[-1])
    assert done.returncode == 1
    assert "end every process of the bot" in done.stderr
    assert machine.runs(back).endswith("revision: 0009\n")


def test_every_other_command_does_what_it_is_given_for(machine: Machine) -> None:
    """With the settings of the service, which is seen by the public address that the file names last."""
    with Path(str(machine.places["/etc/optagelsesguiden.env"])).open("a", encoding="utf-8") as file:
        file.write("OPTAGELSESGUIDEN_PUBLIC_URL=https://optagelse.example.dk\nOPTAGELSESGUIDEN_APP_ID=")
        file.write("6f2d1c9e-6c0a-4d5e-9d53-0f8a1b2c3d4e\n")
    given = dict.fromkeys(code for code in CODE.findall(PAGE) if code.startswith(OURS))
    assert len(given) > 10
    for command in given:
        if command == "optagelsesguiden doctor":  # which finds that nobody knows this address
            assert "PostgreSQL answers" in machine.tries(command).stdout
        else:
            machine.runs(command)


OURS = (
    "optagelsesguiden ",
    "service optagelsesguiden ",
    "curl http://127.0.0.1:3978/",
    "ls -l /var/backups",
    "ls bot",
)
ELSEWHERE = {
    "az": "Azure",
    "curl": "the key server",
    "df": "any machine",
    "docker": "Compose",
    "du": "any machine",
    "journalctl": "systemd",
    "service": "PostgreSQL's",
    "systemctl": "systemd",
}
"""Whose commands are not run here."""


def test_no_command_is_left_out() -> None:
    words = {code.split()[0] for code in CODE.findall(PAGE) if " " in code and not code.startswith(OURS)}
    commands_of_a_shell = {word for word in words if shutil.which(word) or word in ELSEWHERE}
    assert commands_of_a_shell <= set(ELSEWHERE)
    run = {"doctor", "restore", "tidy", "upgrade", "downgrade", "compose-restore", "without-systemd", ""}
    assert {block.kind for block in blocks() if block.language == "sh"} == run


def test_nobody_reads_the_settings_with_a_shell() -> None:
    assert not re.search(r"(\.|source) /etc/optagelsesguiden\.env", PAGE)


def test_compose_gets_its_data_back(tmp_path: Path) -> None:
    with running_postgres() as server:
        host = parse_qs(urlsplit(server.new_database()).query)["host"][0]
        server.sql("CREATE ROLE optagelsesguiden LOGIN SUPERUSER")  # as the container makes its one user
        server.sql("CREATE DATABASE optagelsesguiden OWNER optagelsesguiden")
        machine = Machine(tmp_path, host, server.tools)
        machine.asks("CREATE TABLE advice_totals (month text, verdict text, grounds text, count int)")
        machine.notes("2026-01")
        (backup,) = re.findall(r"^docker compose [^>`]+pg_dump [^>`]+ > BACKUP$", README, re.MULTILINE)
        machine.runs(backup.replace("BACKUP", f"{tmp_path}/a-backup"))
        restore = commands("compose-restore").replace("BACKUP", f"{tmp_path}/a-backup")
        for what_is_lost in ("2026-02", "2026-03"):
            machine.notes(what_is_lost)
            time.sleep(1.1)  # what was there is kept by its second
            machine.runs(re.sub(r"\n +curl .*", "", restore))
            assert machine.months() == ["2026-01"]
        noted = Path(machine.environment["RUNNING"]).read_text("utf-8").splitlines()
        assert noted == ["stop bot", "start bot"] * 2


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
