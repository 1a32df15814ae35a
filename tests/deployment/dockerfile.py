"""The Dockerfile, read as far as we use it, and the rules that it keeps."""

import fnmatch
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.web import make_web
from tests.deployment.templates import ROOT

FILE = ROOT / "deployment" / "Dockerfile"
IGNORED = ROOT / ".dockerignore"


class Step(NamedTuple):
    """An instruction and what follows it, on one line."""

    word: str
    rest: str


def stages(text: str) -> list[list[Step]]:
    """Return the steps of each stage; what stands before the first belongs to none."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    steps = [Step(*line.split(" ", 1)) for line in joined.splitlines() if line.strip()]
    starts = [number for number, step in enumerate(steps) if step.word == "FROM"]
    return [steps[start:end] for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)]


def variables(steps: list[Step]) -> dict[str, str]:
    """Return what ENV says."""
    told = " ".join(step.rest for step in steps if step.word == "ENV")
    return dict(re.findall(r"(\w+)=(\S+)", told))


def health_check(steps: list[Step]) -> list[str]:
    """Return the command that asks whether the program is well."""
    (told,) = (step.rest for step in steps if step.word == "HEALTHCHECK")
    return [str(part) for part in json.loads(told.partition("CMD ")[2])]


def is_admitted(path: str, ignored: str) -> bool:
    """Say whether a path of the project reaches the build: of the lines that match, the last decides."""
    admitted = True
    for line in filter(None, ignored.splitlines()):
        pattern = line.removeprefix("!").removeprefix("**/")
        if any(fnmatch.fnmatch(part, pattern) for part in (path, path.split("/")[0])):
            admitted = line.startswith("!")
    return admitted


def faults(file: Path = FILE, ignored: Path = IGNORED) -> Iterator[str]:
    """Yield a sentence for each fault."""
    build, final = stages(file.read_text("utf-8"))
    yield from _sources(build, ignored.read_text("utf-8"))
    yield from _packages(build)
    yield from _user(final)
    yield from _health(final)


def _sources(build: list[Step], ignored: str) -> Iterator[str]:
    for step in build:
        for source in step.rest.split()[:-1] if step.word == "COPY" else ():
            if not (ROOT / source).exists():
                yield f"Dockerfile: {source} does not exist."
            if not is_admitted(source, ignored):
                yield f".dockerignore keeps {source} out, which the Dockerfile copies."


def _packages(build: list[Step]) -> Iterator[str]:
    for step in build:
        for command in re.findall(r"pip install [^&]*", step.rest):
            if "--require-hashes" not in command and "--no-deps" not in command:
                yield f"Dockerfile: {command.strip()} takes whatever comes; say --require-hashes."
    if "SOURCE_DATE_EPOCH" not in variables(build):
        yield "Dockerfile: without SOURCE_DATE_EPOCH no two builds are alike."


def _user(final: list[Step]) -> Iterator[str]:
    users = [step.rest for step in final if step.word == "USER"]
    if not users or not users[-1].isdigit() or users[-1] == "0":
        yield "Dockerfile: it must end as a user with a number, which a host can see is not root's."
    if any(step.word == "VOLUME" for step in final):
        yield "Dockerfile: a VOLUME would be writable where the root is not."


def _health(final: list[Step]) -> Iterator[str]:
    routes = {route.resource.canonical for route in make_web(None, {}).router.routes() if route.resource}
    if not any(step.word == "HEALTHCHECK" for step in final):
        yield "Dockerfile: there is no health check."
    elif not any(f"'{route}'" in health_check(final)[-1] for route in routes):
        yield "Dockerfile: the health check asks for no route of the program."
