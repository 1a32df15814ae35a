import pytest

from tests.casework.town import Person, Town

pytest.register_assert_rewrite("tests.casework.store_suite", "tests.casework.case_store_suite")


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def anna(town: Town, lone: Person) -> Person:
    return town.person("Anna", leader="Lone")


@pytest.fixture
def lone(town: Town, dora: Person) -> Person:
    return town.person("Lone", leader="Dora")


@pytest.fixture
def dora(town: Town) -> Person:
    return town.person("Dora", leader="Dora")
