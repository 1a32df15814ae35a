"""The program as the service on one machine: its settings are what systemd would give it."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.deployment.templates import ROOT

PROGRAM = ROOT / "deployment" / "as_service.py"
SYSTEMD = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")

FILES = {
    "an address": "A=postgresql+asyncpg://bot:p%40ss@/bot?host=/run/postgresql&ssl=verify-full\n",
    "a connection string": "A=InstrumentationKey=1;IngestionEndpoint=https://example.dk/;\n",
    "a secret": "A=~p4$$w0rd`x`|<>*?!(){}[]#;'\"\n",
    "a hash in it": "A=a #b ;c\n",
    "quotes": "A='a;b&c d' \nB=\"a;b&c\"  \nC=\"a\" 'b'c 'd'\n",
    "room": "A=  a b \t \n B = b\n\n\tC=\\ c\\ \n",
    "backslashes": 'A=a\\b\\\\c\\n\nB="a\\b\\"\\\\\\n"\nC=\'a\\b\'\n',
    "lines": "A=a\\\nb\nB=\"a\nb\\\nc\"\nC='a\nb'\nD=d\\\r\ne\r\nE=e\r\n",
    "comments": "# A=a\n;B=b\n  # C=c\nD=d\n# a comment\\\\\nE=e\n",
    "twice": "A=a\nA=b\n",
    "what is no setting": "export A=a\n1B=b\nC-D=d\nE\nF=f\n=G=g\n",
    "no end": "A=a\nB='b\n c",
    "no end of a line": "A=a \\",
    "Danish": "A=Rødgrød med fløde\n",
    "nothing": "",
}


@pytest.mark.skipif(not SYSTEMD.exists(), reason="systemd is missing (on Debian: apt-get install systemd)")
@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_settings_are_read_as_systemd_reads_them(text: str, tmp_path: Path) -> None:
    """Its reader for users' environments is the same, but fills in what follows `$`: so that is doubled."""
    folder = tmp_path / "environment.d"
    folder.mkdir()
    (folder / "settings.conf").write_bytes(text.replace("$", "$$").encode())
    nobody = {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([SYSTEMD], env=nobody, capture_output=True, check=True)
    theirs = dict(line.split("=", 1) for line in done.stdout.decode().splitlines())
    assert _program().settings(text) == {name: _said(word) for name, word in theirs.items() if len(name) == 1}


def test_it_is_run_as_the_unit_runs_it() -> None:
    program, text = _program(), PROGRAM.read_text("utf-8")
    unit = (ROOT / "deployment" / "optagelsesguiden.service").read_text("utf-8")
    backup = (ROOT / "deployment" / "optagelsesguiden-backup.service").read_text("utf-8")
    said = dict(re.findall(r"^(\w+)=(.+)$", unit, re.MULTILINE))
    assert said["ExecStart"] == f"{program.PROGRAM} serve"
    assert f"\nExecStart={' '.join(program.BACKUP)}\n" in backup
    assert (said["User"], said["EnvironmentFile"]) == (program.USER, str(program.SETTINGS))
    assert said["WorkingDirectory"] == program.FOLDER
    assert said["Environment"] == f"XDG_DATA_HOME={program.FOLDER} PYTHONDONTWRITEBYTECODE=1"
    assert (said["UMask"], said["NoNewPrivileges"]) == ("0077", "yes")
    assert "os.umask(0o077)" in text
    assert "--no-new-privs" in text


@pytest.mark.parametrize("settings", [None, b"OPTAGELSESGUIDEN_PORT=\xff\n"], ids=["none", "no text"])
def test_settings_that_cannot_be_read_are_said_in_a_sentence(settings: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    if settings:
        file.write_bytes(settings)
    copy = tmp_path / "optagelsesguiden"
    copy.write_text(PROGRAM.read_text("utf-8").replace("/etc/optagelsesguiden.env", str(file)), "utf-8")
    done = subprocess.run([sys.executable, copy, "doctor"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert str(file) in done.stderr


def _said(word: str) -> str:
    """Take off the quotes that systemd shows a value in."""
    if not word.startswith('"'):
        return word
    signs = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(r"\\(.)", lambda escaped: signs.get(escaped[1], escaped[1]), word[1:-1])


def _program() -> Any:
    spec = importlib.util.spec_from_file_location("as_service", PROGRAM)
    assert spec
    assert spec.loader
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program
