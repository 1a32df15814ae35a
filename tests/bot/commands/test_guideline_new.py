"""A pack for another municipality, begun by a command and edited with an ordinary editor's completion."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from guideline import plain_yaml
from guideline.load import PACKS, load_pack
from guideline.schema import KINDS, schemas

ROOT = Path(__file__).parents[3]
NAMES = sorted(folder.name for folder in PACKS.iterdir())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "guideline", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False, timeout=90
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ny-kommune"
    done = run("new", str(made), "--municipality", 'Ny "Test" Kommune')
    assert (done.returncode, done.stdout) == (0, f"{made}\n")
    return made


def test_it_loads_and_nothing_is_to_mend(folder: Path) -> None:
    assert load_pack(folder).manifest.municipality == 'Ny "Test" Kommune'
    done = run("check", str(folder))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Der er intet at rette.")


def test_it_is_a_draft_that_speaks_of_no_other_municipality(folder: Path) -> None:
    assert load_pack(folder).manifest.example
    for file in folder.glob("*.yaml"):
        assert "Åbenby" not in file.read_text("utf-8")


def test_each_file_says_what_it_is_for_and_names_a_schema_that_it_keeps(folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        first, second, *_ = file.read_text("utf-8").splitlines()
        schema = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert schema
        assert second.startswith("# ")
        validator(msgspec.json.decode((folder / schema[1]).read_bytes())).validate(data_of(file))


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_the_same_edition_and_its_files_name_their_schemas(name: str, tmp_path: Path) -> None:
    made = tmp_path / "copy"
    done = run("copy", name, str(made))
    assert (done.returncode, done.stdout) == (0, f"{made}\n")
    assert load_pack(made).hash == load_pack(PACKS / name).hash
    files = sorted(made.glob("*.yaml"))
    assert [file.name for file in files] == sorted(file.name for file in (PACKS / name).glob("*.yaml"))
    for file in files:
        first, *_ = file.read_text("utf-8").splitlines()
        assert first == f"# yaml-language-server: $schema=.schema/{file.stem}.json"
        assert (made / ".schema" / f"{file.stem}.json").is_file()


def test_nothing_is_copied_over_what_is_there(folder: Path) -> None:
    done = run("copy", "example-open", str(folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_there_is_left_alone(folder: Path) -> None:
    done = run("new", str(folder), "--municipality", "Anden Kommune")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_with_blanks_and_signs_gives_a_plain_name(tmp_path: Path) -> None:
    made = tmp_path / "vores_pakke (2027)"
    run("new", str(made), "--municipality", "Ny Kommune")
    assert load_pack(made).manifest.name == "vores-pakke-2027"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_built_in_pack_keeps_the_schemas(name: str, kind: str) -> None:
    file = PACKS / name / f"{kind}.yaml"
    if file.exists():
        validator(msgspec.json.decode(schemas()[kind])).validate(data_of(file))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("duties", [{"id": "a", "force": "shall", "who": "staff", "references": [], "text": {"da": "x"}}]),
        ("duties", [{"id": "a", "force": "must", "who": "staff", "references": [], "text": {}, "note": "x"}]),
        ("rules", {"needs_nothing": [], "grounds": [], "marks": [], "lists": {}}),
        ("roles", {"recorder": {"fact": "who"}}),
    ],
)
def test_a_slip_of_the_pen_shows_in_the_editor(kind: str, wrong: Any) -> None:
    assert list(validator(msgspec.json.decode(schemas()[kind])).iter_errors(wrong))


def data_of(file: Path) -> Any:
    return plain_yaml.parse(file.read_text("utf-8"))


def validator(schema: Any) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_municipality_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    done = run("new", str(tmp_path / "ny"), "--municipality", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert "--municipality is empty; give the name as it is to show everywhere." in done.stderr
    assert not (tmp_path / "ny").exists()
