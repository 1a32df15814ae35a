"""What the container file says, done without a container: its build, and its start on a read-only root."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deployment import dockerfile
from tests.deployment.templates import ROOT

INSTALLED = "/opt/optagelsesguiden"
BUILD, FINAL = dockerfile.stages(dockerfile.FILE.read_text("utf-8"))

PLANTS = {
    "a folder that is kept out": (".dockerignore", "!pages\n", "", "keeps pages out"),
    "packages without hashes": ("Dockerfile", "--require-hashes ", "", "takes whatever comes"),
    "a build of its own time": ("Dockerfile", "SOURCE_DATE_EPOCH", "SOME_DATE", "no two builds are alike"),
    "root": ("Dockerfile", "USER 10001", "USER root", "must end as a user"),
    "a writable place": ("Dockerfile", "EXPOSE 3978", "VOLUME /data", "would be writable"),
    "a folder that is gone": (
        "Dockerfile",
        "COPY pages pages",
        "COPY leaves leaves",
        "leaves does not exist",
    ),
    "a check of nothing": ("Dockerfile", "'/healthz'", "'/health'", "asks for no route"),
}


def test_the_container_file_keeps_every_rule() -> None:
    assert list(dockerfile.faults()) == []


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found(plant: tuple[str, str, str, str], tmp_path: Path) -> None:
    name, old, new, said = plant
    for file in (dockerfile.FILE, dockerfile.IGNORED):
        shutil.copy(file, tmp_path)
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    assert [f for f in dockerfile.faults(tmp_path / "Dockerfile", tmp_path / ".dockerignore") if said in f]


@contextmanager
def built() -> Iterator[Path]:
    """Do what the first stage does, in a folder of its own; return where it put the program."""
    place = Path(tempfile.mkdtemp(prefix="image-"))
    work, installed = place / "build", place / "optagelsesguiden"
    work.mkdir()
    told = {name: value for name, value in dockerfile.variables(BUILD).items() if name != "PIP_NO_CACHE_DIR"}
    for step in BUILD:
        if step.word == "COPY":
            *sources, _target = step.rest.split()
            for source in sources:
                _copy(ROOT / source, work / source)
        elif step.word == "RUN":
            command = step.rest.replace(INSTALLED, str(installed))
            done = subprocess.run(
                ["bash", "-euc", command],
                cwd=work, env={**os.environ, **told}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if "after connection broken by" in done.stderr:
                pytest.skip("the package registry cannot be reached, so nothing can be installed anew")
            assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(work)
    try:
        yield installed
    finally:
        shutil.rmtree(place)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    else:
        target.parent.mkdir(exist_ok=True)
        shutil.copy(source, target)


READ_ONLY = 'mount --bind "$0" "$0" && mount --bind / / && mount -o remount,bind,ro / && exec "$@"'


class Running:
    """The program as the image starts it: everything read-only but the folder for SQLite."""

    def __init__(self, installed: Path, data: Path) -> None:
        image = dockerfile.variables(FINAL) | {"OPTAGELSESGUIDEN_PORT": "0"}
        image |= {"PATH": f"{installed}/bin:/usr/bin:/bin", "XDG_DATA_HOME": str(data)}
        image |= {"OPTAGELSESGUIDEN_HOST": "127.0.0.1", "OPTAGELSESGUIDEN_APP_TYPE": "None"}
        self.environment = image
        private = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
        if subprocess.run([*private, "true"], capture_output=True, check=False).returncode:
            pytest.skip(
                "this machine lets nobody have mounts of their own (unshare), so no root can be read-only"
            )
        self.process = subprocess.Popen(
            [*private, "bash", "-c", READ_ONLY, data, f"{installed}/bin/optagelsesguiden", "serve"],
            cwd=data, env=image, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.url = self._address()

    def _address(self) -> str:
        assert self.process.stderr
        for line in self.process.stderr:
            assert line.startswith("{"), line
            said = json.loads(line)
            if said["event"] == "serve.ready":
                return str(said["address"])
        raise AssertionError("it did not start")

    def answers(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path) as answer:  # noqa: S310  # our own address
            assert answer.status == 200
            return bytes(answer.read())

    def is_well(self) -> bool:
        """Ask as the image's health check does."""
        port = self.url.rpartition(":")[2]
        check = subprocess.run(
            dockerfile.health_check(FINAL),
            env={**self.environment, "OPTAGELSESGUIDEN_PORT": port}, capture_output=True, check=False,
        )  # fmt: skip
        return check.returncode == 0

    def ends(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


@contextmanager
def running(installed: Path, data: Path) -> Iterator[Running]:
    program = Running(installed, data)
    try:
        yield program
    finally:
        program.process.kill()
        program.process.wait()
        assert program.process.stderr
        program.process.stderr.close()


def test_what_the_container_file_builds_is_whole_and_needs_nothing_to_be_written(tmp_path: Path) -> None:
    """One test, since building takes long and each of several would build anew."""
    with built() as installed:
        _serves_from_a_read_only_root(installed, tmp_path)
        _has_all_that_the_program_reads(installed, tmp_path)
        _tells_nothing_of_when_it_was_built(installed)
        _is_small(installed)


def _serves_from_a_read_only_root(installed: Path, data: Path) -> None:
    with running(installed, data) as program:
        assert json.loads(program.answers("/readyz"))["ready"] is True
        assert b"<h1" in program.answers("/info")
        assert b"<h1" in program.answers("/privacy")
        assert program.is_well()
        assert program.ends() == 0
        assert not program.is_well()
    assert {file.name.partition(".")[0] for file in data.rglob("*")} == {"optagelsesguiden"}


def _has_all_that_the_program_reads(installed: Path, elsewhere: Path) -> None:
    """Started elsewhere, so that nothing of the project's folder can help out."""
    program = installed / "bin" / "optagelsesguiden"
    told = {
        "OPTAGELSESGUIDEN_APP_ID": "11111111-1111-4111-8111-111111111111",
        "OPTAGELSESGUIDEN_PUBLIC_URL": "https://optagelse.example.dk",
    }
    for arguments, given, expected in (
        (["decide"], '{"recorder": "citizen"}', '"ask"'),
        (["ask"], '{"text": "må borgeren optage vores samtale?"}', '"topic"'),
        (["guideline", "check", "example-open"], "", ""),
        (["paper", "--help"], "", "usage"),
        (["teams", "package", "--out", "app.zip"], "", ""),
    ):
        done = subprocess.run(
            [program, *arguments],
            input=given, cwd=elsewhere, env=os.environ | told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, expected in done.stdout) == (0, True), done.stderr


def _tells_nothing_of_when_it_was_built(installed: Path) -> None:
    epoch = int(dockerfile.variables(BUILD)["SOURCE_DATE_EPOCH"])
    files = [file for file in installed.rglob("*") if not file.is_symlink()]
    assert {int(file.stat().st_mtime) for file in files} == {epoch}
    compiled = [file for file in files if file.suffix == ".pyc"]
    assert compiled
    assert {file.read_bytes()[4] for file in compiled} == {1}, (
        "compiled by hash, which is not looked at again"
    )
    sources = [file for file in files if file.suffix == ".py" and "/bot/" in str(file)]
    assert all(Path(importlib.util.cache_from_source(str(file))).exists() for file in sources)


def _is_small(installed: Path) -> None:
    size = sum(file.lstat().st_size for file in installed.rglob("*"))
    assert size < 200 * 2**20
    assert not list((installed / "bin").glob("pip*"))


def test_an_engine_builds_the_image() -> None:
    engine = _engine()
    base = "docker.io/library/python:3.11-slim-bookworm"
    if subprocess.run([engine, "pull", base], capture_output=True, check=False).returncode:
        pytest.skip(f"{engine} answers, but the base image cannot be had from here")
    command = [engine, "build", "--file", "deployment/Dockerfile", "--tag", "optagelsesguiden:tested", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    run = [engine, "run", "--rm", "--read-only", "--cap-drop", "ALL", "optagelsesguiden:tested", "--help"]
    assert "usage" in subprocess.run(run, capture_output=True, text=True, check=True).stdout


def _engine() -> str:
    for name in ("docker", "podman"):
        if (
            shutil.which(name)
            and not subprocess.run([name, "info"], capture_output=True, check=False).returncode
        ):
            return name
    pytest.skip("no container engine answers here (docker, podman); the steps are tried without one")
