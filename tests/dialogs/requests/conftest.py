import pytest

from tests.dialogs.requests.office import Colleague, Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def dorte(office: Office) -> Colleague:
    return office.person("Dorte Dam", unit="Direktionen")


@pytest.fixture
def lone(office: Office, dorte: Colleague) -> Colleague:
    return office.person("Lone Lind", leader=dorte)


@pytest.fixture
def anna(office: Office, lone: Colleague) -> Colleague:
    return office.person("Anna Agerholm", leader=lone)


@pytest.fixture
def bo(office: Office) -> Colleague:
    """A leader of others, elsewhere."""
    bo = office.person("Bo Berg")
    office.person("Carl Carlsen", leader=bo)
    return bo
