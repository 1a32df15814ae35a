"""A YAML file of people."""

from pathlib import Path

import pytest

from bot.directory.empty import EmptyDirectory
from bot.directory.yaml_file import YamlDirectory, read_directory
from bot.startup import StartError
from casework.ports import Employee

ANNA = "11111111-1111-4111-8111-111111111111"
LONE = "22222222-2222-4222-8222-22222222222f"
GOOD = f"""
people:
  - id: {ANNA}
    name: Anna Agerholm
    unit: Jobcenter
    leader: {LONE.upper()}
    hr: false
  - {{id: {LONE}, name: Lone Lund, unit: Jobcenter, hr: true}}
"""


def _read(tmp_path: Path, content: str) -> YamlDirectory:
    file = tmp_path / "people.yaml"
    file.write_text(content, "utf-8")
    return read_directory(file)


async def test_people_are_found_by_their_id_in_any_case(tmp_path: Path) -> None:
    directory = _read(tmp_path, GOOD)
    assert await directory.find(ANNA) == Employee(ANNA, "Anna Agerholm", "Jobcenter", LONE, hr=False)
    assert await directory.find(LONE.upper()) == Employee(LONE, "Lone Lund", "Jobcenter", None, hr=True)
    assert await directory.find("29:stranger") is None


async def test_no_directory_knows_nobody() -> None:
    assert await EmptyDirectory().find(ANNA) is None


def _person(**changes: str) -> str:
    person = {"id": ANNA, "name": "Anna Agerholm", "unit": "Jobcenter"} | changes
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in person.items())}}}\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("people:\n" + _person(id="anna"), "person 1 has an id that is no GUID"),
        ("people:\n" + _person(id=f"'{ANNA.replace('-', '')}'"), "person 1 has an id that is no GUID"),
        ("people:\n" + _person() + _person(), "person 2 has the id of somebody before"),
        ("people:\n" + _person(leader="lone"), "person 1 has a leader whose id is no GUID"),
        ("people:\n" + _person(leader=LONE), "person 1 has a leader who is not in the file"),
        ("people:\n" + _person(leader=ANNA), "person 1 is their own leader"),
        ("people:\n" + _person(hr="maybe"), "people[0].hr"),
        ("people:\n" + _person(boss=LONE), "unknown field `boss`"),
        ("people:\n  - {id: x}\n", "missing required field"),
        ("people: Anna", "people"),
        ("", "Expected `object`"),
        ("people: [", "it is not YAML at line"),
        ("people: !!python/object:os.system x", "it is not YAML at line"),
        ("\x00", "it is not YAML"),
    ],
)
def test_a_file_with_a_fault_is_refused_in_a_sentence_without_anybody_s_name(
    tmp_path: Path, content: str, problem: str
) -> None:
    with pytest.raises(StartError) as caught:
        _read(tmp_path, content)
    assert problem in str(caught.value)
    assert "people.yaml" in str(caught.value)
    assert "Agerholm" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="No such file"):
        read_directory(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("name", "found"), [("lone", ["Lone Lind"]), ("Lind Lone", ["Lone Lind"]), ("l", ["Lone Lind"]), ("", [])]
)
async def test_people_are_found_by_name(tmp_path: Path, name: str, found: list[str]) -> None:
    file = tmp_path / "people.yaml"
    people = "people:\n- {id: 22222222-2222-4222-8222-222222222222, name: Lone Lind, unit: Jobcenter}\n"
    file.write_text(people + "- {id: 33333333-3333-4333-8333-333333333333, name: Emil Ek, unit: HR}\n")
    assert [person.name for person in await read_directory(file).named(name)] == found


async def test_whoever_is_somebodys_leader_leads(tmp_path: Path) -> None:
    directory = _read(tmp_path, GOOD)
    assert await directory.leads(LONE) is True
    assert await directory.leads(LONE.upper()) is True
    assert await directory.leads(ANNA) is False


async def test_a_file_that_names_no_leaders_cannot_tell_who_leads(tmp_path: Path) -> None:
    assert await _read(tmp_path, "people:\n" + _person()).leads(ANNA) is None
