import pytest

from tests.casework.cases.town import Colleague, HrTown


@pytest.fixture
def town() -> HrTown:
    return HrTown()


@pytest.fixture
def anna(town: HrTown) -> Colleague:
    town.person("Lone", leader="Dora")
    town.person("Dora")
    return town.colleague("Anna", leader="Lone")


@pytest.fixture
def lone(town: HrTown) -> Colleague:
    return town.colleague("Lone", leader="Dora")


@pytest.fixture
def hanne(town: HrTown) -> Colleague:
    return town.colleague("Hanne", hr=True)


@pytest.fixture
def helge(town: HrTown) -> Colleague:
    return town.colleague("Helge", hr=True)
