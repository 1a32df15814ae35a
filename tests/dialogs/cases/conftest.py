import pytest

from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


@pytest.fixture
def lone(office: CaseOffice) -> Colleague:
    return office.person("Lone Lind")


@pytest.fixture
def anna(office: CaseOffice, lone: Colleague) -> Colleague:
    return office.person("Anna Agerholm", leader=lone)


@pytest.fixture
def bo(office: CaseOffice) -> Colleague:
    return office.person("Bo Berg")


@pytest.fixture
def hanne(office: CaseOffice) -> Colleague:
    return office.person("Hanne Holm", hr=True, unit="HR/Jura")


@pytest.fixture
def hugo(office: CaseOffice) -> Colleague:
    return office.person("Hugo Hald", hr=True, unit="HR/Jura")
